using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Portal.Api;

namespace ReferralNetwork.Portal.Pages.Complaints;

/// <summary>Complaints about partners, for those who supervise them.</summary>
internal sealed class IndexModel(NetworkApi api) : PageModel
{
    [FromQuery]
    public string? Cursor { get; set; }

    [FromQuery]
    public string? Told { get; set; }

    public IReadOnlyList<ComplaintView> Items { get; private set; } = [];
    public string? Next { get; private set; }

    public async Task OnGet()
    {
        var page = await api.Page<ComplaintView>("/api/complaints", 50, Cursor);
        (Items, Next) = (page.Items, page.NextCursor);
    }

    public async Task<IActionResult> OnPostClose(Guid id, string? note)
    {
        var answer = await api.Post<JsonObject>(
            $"/api/complaints/{id}/close",
            new { note = FormText.Text(note) ?? "" }
        );
        return Redirect($"/complaints?told={answer.Refusal?.Told ?? "saved"}");
    }
}
