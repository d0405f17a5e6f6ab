using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Portal.Api;

namespace ReferralNetwork.Portal.Pages.FollowUps;

/// <summary>Follow-ups that are due, longest due first.</summary>
internal sealed class IndexModel(NetworkApi api) : PageModel
{
    [FromQuery]
    public string? Cursor { get; set; }

    public string? Next { get; private set; }
    public IReadOnlyList<FollowUpLine> Lines { get; private set; } = [];

    public async Task OnGet()
    {
        var page = await api.Page<FollowUpLine>("/api/follow-ups", 50, Cursor);
        (Lines, Next) = (page.Items, page.NextCursor);
    }
}
