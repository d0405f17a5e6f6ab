using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Pages;
using ReferralNetwork.Portal.Api;
using ReferralNetwork.Portal.Data;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal.Pages.Find;

/// <summary>She is told and asked, in her language; nothing here is answered for her. Then it is sent, once.</summary>
internal sealed class AgreeModel(NetworkApi api, Drafts drafts, Texts texts) : PageModel
{
    public static readonly string[] Ways = ["spoken", "thumbprint", "signed", "signed-language"];
    public static readonly string[] Guardians = ["consents", "refuses", "suspected", "unsafe", "unreachable", "none"];
    public static readonly string[] Shareable = ["name", "contact", "narrative"];
    public static readonly string[] ContactChannels = ["none", "call", "sms", "messenger", "email", "in-person"];
    public static readonly string[] Interpreters = ["none", "staff", "independent"];

    private static readonly TimeSpan ConsentLasts = TimeSpan.FromDays(90);
    private const int WaitForAPlace = 8;

    [FromRoute] public Guid Id { get; set; }
    [BindProperty] public string? How { get; set; }
    [BindProperty] public string? Guardian { get; set; }
    [BindProperty] public string? BestInterestBy { get; set; }
    [BindProperty] public List<string> Fields { get; set; } = [];
    [BindProperty] public string? Name { get; set; }
    [BindProperty] public string? Contact { get; set; }
    [BindProperty] public List<string> Channels { get; set; } = ["none"];
    [BindProperty] public string? Hours { get; set; }
    [BindProperty] public string? Narrative { get; set; }
    [BindProperty] public string Interpreter { get; set; } = "none";
    [BindProperty] public bool StopOnRefusal { get; set; }
    [BindProperty] public bool Waitlist { get; set; }
    [BindProperty] public string? Note { get; set; }
    [BindProperty] public string? Justification { get; set; }
    public Draft Draft { get; private set; } = null!;

    public async Task<IActionResult> OnGet(CancellationToken ct) => await Open(ct) ?? Page();

    public async Task<IActionResult> OnPostLanguage(string language, CancellationToken ct)
    {
        if (await Open(ct) is { } elsewhere) return elsewhere;
        if (ConsentTexts.Languages.ContainsKey(language)) await drafts.Save(Id, Draft with { ConsentLanguage = language });
        return Redirect($"/find/{Id}/agree");
    }

    public async Task<IActionResult> OnPost(CancellationToken ct)
    {
        if (await Open(ct) is { } elsewhere) return elsewhere;
        if (!Ways.Contains(How)) ModelState.AddModelError(nameof(How), texts["agree.fault.how"]);
        if (Draft.IsChild && !Guardians.Contains(Guardian)) ModelState.AddModelError(nameof(Guardian), texts["agree.fault.guardian"]);
        if (Draft.IsChild && string.IsNullOrWhiteSpace(BestInterestBy)) ModelState.AddModelError(nameof(BestInterestBy), texts["agree.fault.best"]);
        if (Draft.Reopens is not null && string.IsNullOrWhiteSpace(Note)) ModelState.AddModelError(nameof(Note), texts["error.needed"]);
        foreach (var (given, field) in new[] { (Name, "name"), (Contact, "contact"), (Narrative, "narrative") })
            if (!string.IsNullOrWhiteSpace(given) && !Fields.Contains(field)) ModelState.AddModelError(nameof(Fields), texts["agree.fault.fields"]);
        if (!ModelState.IsValid) return Page();

        var consent = new
        {
            purposes = new[] { "placement" }, recipients = "plan", fields = Fields.Where(Shareable.Contains).ToArray(), language = Draft.ConsentLanguage, how = How,
            interpreter = Interpreters.Contains(Interpreter) ? Interpreter : "none", limitsExplained = true, assent = Draft.IsChild ? true : (bool?)null,
            guardian = Draft.IsChild ? Guardian : null, bestInterestBy = Draft.IsChild ? BestInterestBy : null,
            textVersion = ConsentTexts.Version, expiresAt = Draft.BegunAt + ConsentLasts,
        };
        return Draft.Reopens is { } id ? await Reopen(id, consent) : await Send(consent, Details());
    }

    /// <summary>A life in danger, and nobody who could be asked: without identity, on a recorded reason (rule 5).</summary>
    public async Task<IActionResult> OnPostVital(CancellationToken ct)
    {
        if (await Open(ct) is { } elsewhere) return elsewhere;
        if (string.IsNullOrWhiteSpace(Justification)) ModelState.AddModelError(nameof(Justification), texts["error.needed"]);
        return ModelState.IsValid ? await Send(new { basis = "vital-interest", justification = Justification }, null) : Page();
    }

    private async Task<IActionResult> Send(object consent, object? details)
    {
        // The draft's own id is the key: a page sent twice makes one referral.
        var answer = await api.Post<ReferralView>("/api/referrals", new
        {
            kind = Draft.Kind, urgency = Draft.Urgency, medicalWindow = Draft.MedicalWindow, plan = Draft.Plan.Select(place => place.PoolId),
            continueOnRefusal = !StopOnRefusal, waitlist = Waitlist, survivor = Draft.Survivor(), never = Draft.Never(), consent, details,
        }, key: Id.ToString(), wait: WaitForAPlace);
        return await Sent(answer);
    }

    private async Task<IActionResult> Reopen(Guid referral, object consent) =>
        await Sent(await api.Post<ReferralView>($"/api/referrals/{referral}/actions/reopen",
            new { note = Note, plan = Draft.Plan.Select(place => place.PoolId), consent }, ifMatch: Draft.ReopensETag));

    private async Task<IActionResult> Sent(Answer<ReferralView> answer)
    {
        if (answer.Refusal is { } refusal) return Refused(refusal);
        await drafts.Save(Id, Draft with { Sent = answer.Value!.Id });
        return Redirect($"/items/{answer.Value.Id}");
    }

    private IActionResult Refused(Refusal refusal)
    {
        // Sent before, by this page or another: there it is.
        if (refusal.Status == StatusCodes.Status412PreconditionFailed && Draft.Reopens is { } id) return Redirect($"/items/{id}");
        ModelState.AddModelError("", refusal.Status switch
        {
            StatusCodes.Status422UnprocessableEntity when refusal.Rule == "never" => texts["agree.fault.never"],
            StatusCodes.Status422UnprocessableEntity => texts["agree.fault.misfit", texts.Code("reason", refusal.Rule)],
            StatusCodes.Status429TooManyRequests => texts["agree.fault.holds"],
            StatusCodes.Status409Conflict => texts["agree.fault.conflict"],
            _ => texts["agree.fault.other", string.Join(", ", refusal.Fields)],
        });
        return Page();
    }

    private object? Details()
    {
        string? Given(string? text, string field) => Fields.Contains(field) && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
        var (name, contact, narrative) = (Given(Name, "name"), Given(Contact, "contact"), Given(Narrative, "narrative"));
        return (name ?? contact ?? narrative) is null ? null : new
        {
            name, contact, narrative,
            contactRule = contact is null ? null : new { channels = Channels.Where(ContactChannels.Contains), hours = Given(Hours, "contact") },
        };
    }

    /// <returns>Where to go instead, when there is nothing to agree to.</returns>
    private async Task<IActionResult?> Open(CancellationToken ct)
    {
        if (await drafts.Find(Id, ct) is not { } draft) return Redirect("/find");
        Draft = draft;
        if (draft.Sent is { } sent) return Redirect($"/items/{sent}");
        return draft.Plan.Count == 0 ? Redirect($"/find/{Id}") : null;
    }
}
