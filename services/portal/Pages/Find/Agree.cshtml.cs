using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Platform.Writing;
using ReferralNetwork.Portal.Api;
using ReferralNetwork.Portal.Data;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal.Pages.Find;

/// <summary>The survivor is told and asked in her language; nothing is filled in for her. It is sent once.</summary>
internal sealed class AgreeModel(NetworkApi api, Drafts drafts, Texts texts) : PageModel
{
    private const int WaitForAPlace = 8;

    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public ConsentAnswers Said { get; set; } = new();

    /// <summary>By kind, what its provider may see.</summary>
    [BindProperty]
    public Dictionary<string, List<string>> Fields { get; set; } = [];

    /// <summary>By kind, the kind that must end first.</summary>
    [BindProperty]
    public Dictionary<string, string?> After { get; set; } = [];

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public ContactInput Contact { get; set; } = new();

    [BindProperty]
    public string? Narrative { get; set; }

    [BindProperty]
    public bool StopOnRefusal { get; set; }

    [BindProperty]
    public bool Waitlist { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public string? Justification { get; set; }

    /// <summary>The incident that her places count against, instead of the organisation's own share.</summary>
    [BindProperty]
    public Guid? Incident { get; set; }
    public IReadOnlyList<IncidentView> Incidents { get; private set; } = [];
    public Draft Draft { get; private set; } = null!;

    /// <summary>The language she is probably asked in: that of the text, or her own if the text is
    /// interpreted.</summary>
    public string LikelySpoken =>
        Draft.Languages.Count == 0 || Draft.Languages.Contains(Draft.ConsentLanguage)
            ? Draft.ConsentLanguage
            : Draft.Languages[0];

    /// <summary>What any of the providers may see.</summary>
    private IReadOnlyList<string> Agreed =>
        [.. ConsentAnswers.Shareable.Where(one => Draft.Needed.Any(need => May(need.Kind).Contains(one)))];

    private Dictionary<string, string> Order =>
        After.Where(one => !string.IsNullOrEmpty(one.Value)).ToDictionary(one => one.Key, one => one.Value!);

    public static string FieldsOf(string kind) => $"{nameof(Fields)}[{kind}]";

    public static string AfterOf(string kind) => $"{nameof(After)}[{kind}]";

    public IReadOnlyList<string> May(string kind) =>
        [.. Fields.GetValueOrDefault(kind, []).Where(ConsentAnswers.Shareable.Contains)];

    public async Task<IActionResult> OnGet(CancellationToken ct) => await Open(ct) ?? Page();

    public async Task<IActionResult> OnPostLanguage(string language, CancellationToken ct)
    {
        if (await Open(ct) is { } elsewhere)
            return elsewhere;
        if (ConsentTexts.Languages.ContainsKey(language))
            await drafts.Save(Id, Draft with { ConsentLanguage = language });
        return Redirect($"/find/{Id}/agree");
    }

    public async Task<IActionResult> OnPost(CancellationToken ct)
    {
        if (await Open(ct) is { } elsewhere)
            return elsewhere;
        Said.Check(ModelState, texts, Draft.IsOfChild, Agreed);
        if (Draft.Reopens is not null && VisibleText.IsBlank(Note))
            ModelState.AddModelError(nameof(Note), texts["error.needed"]);
        foreach (var (given, field) in new[] { (Name, "name"), (Contact.Way, "contact"), (Narrative, "narrative") })
            if (!VisibleText.IsBlank(given) && !Agreed.Contains(field))
                ModelState.AddModelError(FieldsOf(Draft.Needed[0].Kind), texts["agree.fault.fields"]);
        if (ReferralRequestBuilder.InOrder(Draft.Needed, Order) is null)
            ModelState.AddModelError(AfterOf(Order.Keys.First()), texts["agree.fault.order"]);
        if (Contact.Contradicts)
            ModelState.AddModelError("Contact.Channels", texts["agree.fault.channels"]);
        if (!ModelState.IsValid)
            return Page();

        var consent = Said.Receipt(Draft.IsOfChild, Agreed, LikelySpoken, Draft.BegunAt);
        return Draft.Reopens is { } id ? await Reopen(id, consent) : await Send(consent, Details());
    }

    /// <summary>A life is in danger and nobody can be asked: sent without identity, with a recorded justification (rule
    /// 5).</summary>
    public async Task<IActionResult> OnPostVital(CancellationToken ct)
    {
        if (await Open(ct) is { } elsewhere)
            return elsewhere;
        if (VisibleText.IsBlank(Justification))
            ModelState.AddModelError(nameof(Justification), texts["error.needed"]);
        return ModelState.IsValid
            ? await Send(new { basis = "vital-interest", justification = Justification }, null)
            : Page();
    }

    private async Task<IActionResult> Send(object consent, object? details)
    {
        var asking = new ReferralRequestBuilder(
            consent,
            details,
            !StopOnRefusal,
            Waitlist,
            Draft.Needed.ToDictionary(need => need.Kind, need => May(need.Kind)),
            Order,
            Incident
        );
        await drafts.Save(Id, Draft with { SendPending = true });
        // The draft's own id is the idempotency key: a form sent twice makes one referral for each need.
        return Draft.Others.Count > 0
            ? await Sent(
                await api.Post<CaseView>("/api/cases", asking.Several(Draft), key: Id.ToString()),
                sent => sent.Id
            )
            : await Sent(
                await api.Post<ReferralView>(
                    "/api/referrals",
                    asking.One(Draft),
                    key: Id.ToString(),
                    wait: WaitForAPlace
                ),
                sent => sent.Id
            );
    }

    private async Task<IActionResult> Reopen(Guid referral, object consent) =>
        await Sent(
            await api.Post<ReferralView>(
                $"/api/referrals/{referral}/actions/reopen",
                new
                {
                    note = Note,
                    plan = Draft.Plan.Select(place => place.PoolId),
                    despite = Draft.Despite,
                    consent,
                    never = Draft.Never(),
                    details = Details(),
                    continueOnRefusal = !StopOnRefusal,
                    waitlist = Waitlist,
                },
                ifMatch: Draft.ReopensETag
            ),
            sent => sent.Id
        );

    private async Task<IActionResult> Sent<T>(Answer<T> answer, Func<T, Guid> id)
        where T : class
    {
        if (answer.Refusal is { } refusal)
        {
            // After a conflict, an earlier request with the same key has arrived.
            await drafts.Save(Id, Draft with { SendPending = refusal.Status == StatusCodes.Status409Conflict });
            return Refused(refusal);
        }
        // It has been sent: the draft keeps none of the answers.
        await drafts.Save(Id, new Draft { Sent = id(answer.Value!) });
        return Redirect($"/items/{id(answer.Value!)}");
    }

    private IActionResult Refused(Refusal refusal)
    {
        // It was sent before, by this page or another: show it.
        if (refusal.Status == StatusCodes.Status412PreconditionFailed && Draft.Reopens is { } id)
            return Redirect($"/items/{id}");
        ModelState.AddModelError(
            "",
            refusal.Status switch
            {
                StatusCodes.Status422UnprocessableEntity when refusal.Rule == "never" => texts["agree.fault.never"],
                StatusCodes.Status422UnprocessableEntity => texts[
                    "agree.fault.misfit",
                    texts.Code("reason", refusal.Rule)
                ],
                StatusCodes.Status429TooManyRequests when Shares.IsAbout(refusal) => Shares.Say(texts, refusal),
                StatusCodes.Status409Conflict => texts[Draft.Reopens is null ? "agree.fault.conflict" : "told.changed"],
                StatusCodes.Status400BadRequest
                    when refusal.Fields.Any(field => field.EndsWith("happenedAt", StringComparison.Ordinal)) => texts[
                    "agree.fault.window"
                ],
                StatusCodes.Status400BadRequest => texts["agree.fault.other", string.Join(", ", refusal.Fields)],
                _ => texts[$"told.{refusal.Told}"],
            }
        );
        return Page();
    }

    private object? Details()
    {
        string? Covered(string? text, string field) => Agreed.Contains(field) ? FormText.Text(text) : null;
        var (name, contact, narrative) = (
            Covered(Name, "name"),
            Covered(Contact.Way, "contact"),
            Covered(Narrative, "narrative")
        );
        return (name ?? contact ?? narrative) is null
            ? null
            : new
            {
                name,
                contact,
                narrative,
                contactRule = contact is null ? null : Contact.Rule,
            };
    }

    /// <returns>Where to go instead, when there is nothing to agree to; else null.</returns>
    private async Task<IActionResult?> Open(CancellationToken ct)
    {
        if (await drafts.Find(Id, ct) is not { } draft)
            return Redirect("/find");
        Draft = draft;
        if (draft.Sent is { } sent)
            return Redirect($"/items/{sent}");
        if (draft.Plan.Count == 0)
            return Redirect($"/find/{Id}");
        if (draft.Reopens is null)
            Incidents = [.. (await api.All<IncidentView>("/api/incidents")).Where(one => one.Status == "open")];
        if (draft.Others.FirstOrDefault(need => need.Plan.Count == 0) is not { } bare)
            return null;
        // All places of this need were excluded meanwhile: it is planned again.
        await drafts.Save(Id, draft.Planning(bare.Kind));
        return Redirect($"/find/{Id}");
    }
}
