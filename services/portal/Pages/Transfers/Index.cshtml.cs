using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Portal.Api;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal.Pages.Transfers;

/// <summary>Referral transfers: what is offered to us, what we offer, and the history of what we have handed
/// over.</summary>
internal sealed class IndexModel(NetworkApi api, Texts texts) : PageModel
{
    [FromQuery]
    public string? Told { get; set; }

    [FromQuery]
    public string? Cursor { get; set; }

    /// <summary>A referral of the case that is to be offered.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Referral { get; set; }

    [BindProperty]
    public string? To { get; set; }

    [BindProperty]
    public string? Word { get; set; }

    /// <summary>How the survivor agreed, and in which language she was asked.</summary>
    [BindProperty]
    public string? How { get; set; }

    [BindProperty]
    public string? SpokenIn { get; set; }

    public IReadOnlyList<TransferView> Offers { get; private set; } = [];
    public IReadOnlyList<FormerLine> Former { get; private set; } = [];
    public string? Next { get; private set; }
    public TransferTakenView? Taken { get; private set; }
    public FormerView? Opened { get; private set; }

    public IReadOnlyList<OrganisationName> Partners { get; private set; } = [];

    public async Task OnGet()
    {
        if (Referral is not null)
            Partners =
            [
                .. (await api.All<OrganisationName>("/api/organisations/names"))
                    .Where(partner => partner.Id != User.Organisation())
                    .OrderBy(partner => Texts.Name(partner.Name), StringComparer.CurrentCulture),
            ];
        Offers = await api.All<TransferView>("/api/transfers");
        var former = await api.Page<FormerLine>("/api/former-referrals", 50, Cursor);
        (Former, Next) = (former.Items, former.NextCursor);
    }

    /// <param name="once">Idempotency key of the form: sent twice, it makes one offer.</param>
    public async Task<IActionResult> OnPostOffer(Guid once)
    {
        if (!Guid.TryParse(To, out var to))
            ModelState.AddModelError(nameof(To), texts["error.needed"]);
        else if (!ConsentAnswers.Ways.Contains(How))
            ModelState.AddModelError(nameof(How), texts["owner.fault.agreed"]);
        else
        {
            var answer = await api.Post<JsonObject>(
                $"/api/referrals/{Referral}/transfer",
                new
                {
                    organisation = new { id = to },
                    how = How,
                    language = SpokenIn,
                    note = FormText.Text(Word),
                },
                key: $"{once}"
            );
            return Redirect(
                $"/transfers?told={(answer.Refusal?.Rule == "never" ? "never" : answer.Refusal?.Told ?? "saved")}"
            );
        }
        await OnGet();
        return Page();
    }

    /// <summary>The previous owner's note is shown in this response only and stored nowhere.</summary>
    public async Task<IActionResult> OnPostAccept(Guid id)
    {
        var answer = await api.Post<TransferTakenView>($"/api/transfers/{id}/accept");
        if (answer.Value is null)
            return Redirect($"/transfers?told={answer.Refusal!.Told}");
        Taken = answer.Value;
        await OnGet();
        return Page();
    }

    public async Task<IActionResult> OnPostDecline(Guid id) =>
        Back(await api.Post<JsonObject>($"/api/transfers/{id}/decline"));

    public async Task<IActionResult> OnPostTakeBack(Guid id) => Back(await api.Delete($"/api/transfers/{id}"));

    public async Task<IActionResult> OnPostHistory(Guid id)
    {
        Opened = await api.Find<FormerView>($"/api/former-referrals/{id}");
        await OnGet();
        return Opened is null ? NotFound() : Page();
    }

    private RedirectResult Back(Answer<JsonObject> answer) =>
        Redirect($"/transfers?told={answer.Refusal?.Told ?? "saved"}");
}
