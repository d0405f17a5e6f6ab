using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Contracts;
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
    public static readonly string[] Interpreters = ["none", "staff", "independent"];

    private static readonly TimeSpan ConsentLasts = TimeSpan.FromDays(90);
    private const int WaitForAPlace = 8;

    [FromRoute] public Guid Id { get; set; }
    [BindProperty] public string? How { get; set; }
    [BindProperty] public string? Guardian { get; set; }
    [BindProperty] public string? BestInterestBy { get; set; }
    [BindProperty] public List<string> Fields { get; set; } = [];
    [BindProperty] public string? Name { get; set; }
    [BindProperty] public ContactInput Contact { get; set; } = new();
    [BindProperty] public string? Narrative { get; set; }
    [BindProperty] public string? Interpreter { get; set; }
    [BindProperty] public bool Assent { get; set; }
    [BindProperty] public string? SpokenIn { get; set; }
    [BindProperty] public bool StopOnRefusal { get; set; }
    [BindProperty] public bool Waitlist { get; set; }
    [BindProperty] public string? Note { get; set; }
    [BindProperty] public string? Justification { get; set; }
    public Draft Draft { get; private set; } = null!;

    /// <summary>Hers where no text is in it: then somebody interprets the text that is shown.</summary>
    public string LikelySpoken => Draft.Languages.Count == 0 || Draft.Languages.Contains(Draft.ConsentLanguage) ? Draft.ConsentLanguage : Draft.Languages[0];

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
        foreach (var (given, field) in new[] { (Name, "name"), (Contact.Way, "contact"), (Narrative, "narrative") })
            if (!string.IsNullOrWhiteSpace(given) && !Fields.Contains(field)) ModelState.AddModelError(nameof(Fields), texts["agree.fault.fields"]);
        if (Contact.Contradicts) ModelState.AddModelError("Contact.Channels", texts["agree.fault.channels"]);
        if (!ModelState.IsValid) return Page();

        // By the words above the choice: it was read out, the limits were explained, and the answer was yes.
        var consent = new
        {
            purposes = new[] { "placement" }, recipients = "plan", fields = Fields.Where(Shareable.Contains).ToArray(), language = Codes.Languages.Contains(SpokenIn) ? SpokenIn : LikelySpoken, how = How,
            interpreter = Interpreters.Contains(Interpreter) ? Interpreter : null, limitsExplained = true, assent = Draft.IsChild && Assent ? true : (bool?)null,
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
            places = Draft.Places, groupId = Draft.Group,
            @case = Draft.Beside is { } with ? new { with, after = Draft.After } : null,
        }, key: Id.ToString(), wait: WaitForAPlace);
        return await Sent(answer);
    }

    private async Task<IActionResult> Reopen(Guid referral, object consent) =>
        await Sent(await api.Post<ReferralView>($"/api/referrals/{referral}/actions/reopen",
            new { note = Note, plan = Draft.Plan.Select(place => place.PoolId), consent, never = Draft.Never(), details = Details(), continueOnRefusal = !StopOnRefusal, waitlist = Waitlist }, ifMatch: Draft.ReopensETag));

    private async Task<IActionResult> Sent(Answer<ReferralView> answer)
    {
        if (answer.Refusal is { } refusal) return Refused(refusal);
        // What was asked of her has been sent: nothing of it stays.
        await drafts.Save(Id, new Draft { Sent = answer.Value!.Id });
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
            StatusCodes.Status429TooManyRequests when refusal.Body["limit"] is null => texts["agree.fault.holds"],
            StatusCodes.Status409Conflict => texts[Draft.Reopens is null ? "agree.fault.conflict" : "told.changed"],
            StatusCodes.Status400BadRequest => texts["agree.fault.other", string.Join(", ", refusal.Fields)],
            _ => texts[$"told.{refusal.Told}"],
        });
        return Page();
    }

    private object? Details()
    {
        string? Agreed(string? text, string field) => Fields.Contains(field) ? Given.Text(text) : null;
        var (name, contact, narrative) = (Agreed(Name, "name"), Agreed(Contact.Way, "contact"), Agreed(Narrative, "narrative"));
        return (name ?? contact ?? narrative) is null ? null : new { name, contact, narrative, contactRule = contact is null ? null : Contact.Rule };
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
