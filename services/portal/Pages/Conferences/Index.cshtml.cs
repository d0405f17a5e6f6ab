using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Portal.Api;

namespace ReferralNetwork.Portal.Pages.Conferences;

/// <summary>Conferences that the organisation has called or is named in. A note is opened on purpose, and opening it is
/// recorded.</summary>
internal sealed class IndexModel(NetworkApi api, Texts texts, Clock clock) : PageModel
{
    [FromQuery]
    public string? Cursor { get; set; }

    [FromQuery]
    public string? Told { get; set; }

    [BindProperty]
    public string? At { get; set; }

    [BindProperty]
    public string? Agenda { get; set; }

    public IReadOnlyList<ConferenceView> Items { get; private set; } = [];
    public string? Next { get; private set; }
    public ConferenceView? Opened { get; private set; }
    public string ETag { get; private set; } = "";

    public bool IsOurs(ConferenceView one) => one.CalledBy.Id == User.Organisation();

    public async Task OnGet()
    {
        var page = await api.Page<ConferenceView>("/api/conferences", 50, Cursor);
        (Items, Next) = (page.Items, page.NextCursor);
    }

    /// <param name="once">Idempotency key of the form: sent twice, it calls one conference.</param>
    public async Task<IActionResult> OnPostCall(Guid once, Guid referral, List<Guid> named)
    {
        if (FormDates.ParseDateTime(At) is not { } local)
            return Redirect($"/items/{referral}?told=input");
        var answer = await api.Post<JsonObject>(
            $"/api/referrals/{referral}/conferences",
            new
            {
                at = clock.Instant(local),
                organisations = named,
                note = FormText.Text(Agenda),
            },
            key: $"{once}"
        );
        return Redirect(answer.Done ? "/conferences?told=saved" : $"/items/{referral}?told={answer.Refusal!.Told}");
    }

    public async Task<IActionResult> OnPostOpen(Guid id)
    {
        var answer = await api.Get<ConferenceView>($"/api/conferences/{id}");
        if (answer.Value is null)
            return NotFound();
        (Opened, ETag) = (answer.Value, answer.ETag ?? "");
        await OnGet();
        return Page();
    }

    public async Task<IActionResult> OnPostChange(Guid id, string etag)
    {
        if (FormDates.ParseDateTime(At) is not { } local)
        {
            ModelState.AddModelError(nameof(At), texts["desk.fault.at"]);
            return await OnPostOpen(id);
        }
        var answer = await api.Put<JsonObject>(
            $"/api/conferences/{id}",
            new { at = clock.Instant(local), note = FormText.Text(Agenda) },
            etag
        );
        return Redirect($"/conferences?told={answer.Refusal?.Told ?? "saved"}");
    }

    public async Task<IActionResult> OnPostCancel(Guid id)
    {
        var answer = await api.Post<JsonObject>($"/api/conferences/{id}/cancel");
        return Redirect($"/conferences?told={answer.Refusal?.Told ?? "saved"}");
    }
}
