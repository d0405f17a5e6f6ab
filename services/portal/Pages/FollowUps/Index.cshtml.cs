using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Portal.Api;

namespace ReferralNetwork.Portal.Pages.FollowUps;

/// <summary>Whom to ask again how she is, the longest due first.</summary>
internal sealed class IndexModel(NetworkApi api) : PageModel
{
    [FromQuery] public string? Cursor { get; set; }

    public string? Next { get; private set; }
    public IReadOnlyList<FollowUpLine> Lines { get; private set; } = [];

    public async Task OnGet()
    {
        var page = await api.List<FollowUpLine>($"/api/follow-ups?limit=50{(Cursor is { } id ? $"&cursor={Uri.EscapeDataString(id)}" : "")}");
        (Lines, Next) = (page.Items, page.NextCursor);
    }
}
