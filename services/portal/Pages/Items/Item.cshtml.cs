using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Portal.Api;
using ReferralNetwork.Portal.Data;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal.Pages.Items;

/// <summary>One referral as its referrer follows it: its state, who acts next, and what can be done now.</summary>
internal sealed class ItemModel(NetworkApi api, Drafts drafts, Texts texts, Clock clock) : PageModel
{
    private IReadOnlyList<ProviderAttempt> _words = [];

    [FromRoute]
    public Guid Id { get; set; }

    [FromQuery]
    public string? Told { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Result { get; set; }

    [BindProperty]
    public ContactInput Contact { get; set; } = new();

    /// <summary>Who withdraws the consent.</summary>
    [BindProperty]
    public string? By { get; set; }

    [BindProperty]
    public BestInterest Best { get; set; } = new();

    public bool IsOfChild =>
        Item.Survivor is { } she && EligibilityRules.IsOfChild(she.Age, she.AgeEstimated, she.Siblings);

    public ReferralView Item { get; private set; } = null!;
    public string ETag { get; private set; } = "";

    /// <summary>Organisations that help the survivor now and can be named in a conference.</summary>
    public IReadOnlyList<Party> Helpers =>
        Organisations(Item.Attempts.Where(a => a.Round == Item.Round && Status.Helping.Contains(a.Status)));

    /// <summary>Organisations that were asked, whatever they answered.</summary>
    public IReadOnlyList<Party> Asked => Organisations(Item.Attempts);

    /// <summary>The provider's service is away: hour and meeting point cannot be shown.</summary>
    public bool ProviderAway { get; private set; }
    public AddressView? Address { get; private set; }
    public IReadOnlyList<AccessView>? Log { get; private set; }

    /// <summary>The attempt that the referral's status comes from.</summary>
    public AttemptView? Current =>
        Item.Attempts.Where(a => a.Round == Item.Round).LastOrDefault(a => a.Status == Item.Status)
        ?? Item.Attempts.LastOrDefault(a => a.Round == Item.Round);

    public ProviderAttempt? Word => _words.LastOrDefault(word => word.PoolId == Current?.PoolId);

    public DateTimeOffset? DueAt => Due.Of(Item.Status, Current?.AnswerDueAt, Current?.ArrivalDueAt);

    private AskedPool? Pool(Guid id) => Item.Pools.FirstOrDefault(pool => pool.PoolId == id);

    public string PoolName(Guid pool) => Pool(pool) is { } known ? Texts.Name(known.Name) : "";

    /// <summary>Whom a step of the history is about; null where it is about the referral itself.</summary>
    public string? House(Guid? pool) =>
        Item.Attempts.FirstOrDefault(a => a.PoolId == pool) is not { } attempt ? null
        : PoolName(attempt.PoolId) is { Length: > 0 } name ? $"{name}, {attempt.OrganisationName}"
        : attempt.OrganisationName;

    /// <summary>Whom to call: the provider that is asked now, even if no search finds it, else the next in the
    /// plan.</summary>
    public string? Phone =>
        Word?.IntakeContact
        ?? Pool(Current?.PoolId ?? (Item.Plan is [var next, ..] ? next : Guid.Empty))?.IntakeContact;

    public string? Text(AttemptView attempt) =>
        _words.LastOrDefault(word => word.PoolId == attempt.PoolId && word.Status == attempt.Status)?.Text;

    public async Task<IActionResult> OnGet() => await Load() ? Page() : NotFound();

    public Task<IActionResult> OnPostConfirm(string etag) => Act("actions/confirm-outcome", new { }, etag);

    public async Task<IActionResult> OnPostWithdraw(string etag)
    {
        if (Codes.WithdrawReasons.Contains(Reason))
            return await Act("actions/withdraw", new { reason = Reason }, etag);
        ModelState.AddModelError(nameof(Reason), texts["error.needed"]);
        return await OnGet();
    }

    public async Task<IActionResult> OnPostComplain(Guid about, string? words) =>
        Redirect($"/items/{Id}?told={await Complaint.Say(api, about, words)}");

    public async Task<IActionResult> OnPostFollowUp(string etag, int month, string? word)
    {
        if (Codes.FollowUpResults.Contains(Result))
            return await Act(
                $"follow-ups/{month}",
                new { result = Result, note = FormText.Text(word) },
                etag,
                nameof(Result)
            );
        ModelState.AddModelError(nameof(Result), texts["error.needed"]);
        return await OnGet();
    }

    public Task<IActionResult> OnPostError(string etag, string? note) =>
        Act("actions/entered-in-error", new { note = note ?? "" }, etag, "Note");

    /// <summary>For a child it must be said who withdraws, since a guardian's withdrawal is reviewed first.</summary>
    public async Task<IActionResult> OnPostConsentWithdrawn(string etag)
    {
        if (!await Load())
            return NotFound();
        if (!IsOfChild)
            By = "survivor";
        if (ConsentAnswers.WithdrawnBy.Contains(By))
            return await Act("consent/withdraw", new { by = By }, etag);
        ModelState.AddModelError(nameof(By), texts["error.needed"]);
        return Page();
    }

    /// <summary>Completes a guardian's withdrawal, with the record of the child's best interest.</summary>
    public async Task<IActionResult> OnPostBestInterest(string etag)
    {
        if (Best.Missing.Count == 0)
            return await Act("consent/withdraw", new { by = "guardian", bestInterest = Best.Sent(clock.Now) }, etag);
        foreach (var field in Best.Missing)
            ModelState.AddModelError($"{nameof(Best)}.{field}", texts["agree.fault.best"]);
        return await OnGet();
    }

    /// <summary>A new plan begins like every plan: with a search, as she was described before, and her
    /// consent.</summary>
    public async Task<IActionResult> OnPostReopen(string etag, CancellationToken ct)
    {
        if (!await Load())
            return NotFound();
        if (Item.Survivor is not { } she)
            return Redirect($"/items/{Id}");
        return Redirect(
            $"/find/{await drafts.Add(Draft.OfReferral(Item, she) with { Reopens = Id, ReopensETag = etag }, ct)}"
        );
    }

    /// <summary>Adds another kind of help: what the survivor has said is not asked again, only her consent.</summary>
    public async Task<IActionResult> OnPostAlsoNeeds(bool after, CancellationToken ct)
    {
        if (!await Load())
            return NotFound();
        if (Item.Survivor is not { } she)
            return Redirect($"/items/{Id}");
        return Redirect(
            "/find?draft="
                + await drafts.Add(
                    Draft.OfReferral(Item, she) with
                    {
                        JoinsCaseOf = Id,
                        FollowsIt = after,
                        Places = 1,
                    },
                    ct
                )
        );
    }

    public async Task<IActionResult> OnPostLeaveCase()
    {
        var answer = await api.Delete($"/api/referrals/{Id}/case");
        return Redirect($"/items/{Id}?told={answer.Refusal?.Told ?? "saved"}");
    }

    /// <param name="until">Unix seconds, computed when the page was shown: sent twice, it extends once.</param>
    public async Task<IActionResult> OnPostExtend(long until)
    {
        if (!await Load())
            return NotFound();
        var answer = await api.Post<JsonObject>(
            $"/api/{KindDescriptor.Of(Item.Kind).Route}/attempts/{Id}/extend",
            new { until = DateTimeOffset.FromUnixTimeSeconds(until) }
        );
        return Redirect($"/items/{Id}?told={answer.Refusal?.Told ?? "saved"}");
    }

    public async Task<IActionResult> OnPostAddress(string? escort)
    {
        if (!await Load())
            return NotFound();
        var answer = await api.Post<AddressView>(
            $"/api/{KindDescriptor.Of(Item.Kind).Route}/attempts/{Id}/address",
            new { escort = escort ?? "" }
        );
        Address = answer.Value;
        if (answer.Refusal is { } refusal)
            ModelState.AddModelError(
                "Escort",
                texts[
                    refusal.Status == StatusCodes.Status422UnprocessableEntity ? "item.fault.escort"
                    : refusal.Reason == "code-word-unheard" ? "item.fault.code-word"
                    : "item.fault.address"
                ]
            );
        return Page();
    }

    /// <summary>Adds to the sealed details; a field left empty keeps what is there.</summary>
    public async Task<IActionResult> OnPostDetails(string? name, string? narrative)
    {
        if (Contact.Contradicts)
            ModelState.AddModelError("Contact.Channels", texts["agree.fault.channels"]);
        else
        {
            var answer = await api.Send<JsonObject>(
                HttpMethod.Put,
                $"/api/referrals/{Id}/details",
                JsonContent.Create(
                    new
                    {
                        name = FormText.Text(name),
                        contact = FormText.Text(Contact.Way),
                        contactRule = Contact.Rule,
                        narrative = FormText.Text(narrative),
                    }
                )
            );
            if (answer.Done)
                return Redirect($"/items/{Id}?told=saved");
            ModelState.AddModelError("", texts["item.fault.details"]);
        }
        return await OnGet();
    }

    public async Task<IActionResult> OnPostLog()
    {
        Log = await api.All<AccessView>($"/api/referrals/{Id}/access-log");
        return await OnGet();
    }

    /// <param name="field">The field at which an error is shown with what was typed; empty: at the top of the
    /// page.</param>
    private async Task<IActionResult> Act(string action, object body, string etag, string field = "")
    {
        var answer = await api.Post<JsonObject>($"/api/referrals/{Id}/{action}", body, ifMatch: etag);
        if (answer.Refusal is not { } refusal)
            return Redirect($"/items/{Id}");
        if (refusal.Status == StatusCodes.Status404NotFound)
            return NotFound();
        ModelState.AddModelError(
            field,
            refusal is { State: "pending" } && (DateTimeOffset?)refusal.Body["from"] is { } from
                ? texts["follow.fault.early", clock.Day(from)]
                : texts[$"told.{refusal.Told}"]
        );
        return await OnGet();
    }

    private static IReadOnlyList<Party> Organisations(IEnumerable<AttemptView> attempts) =>
        [.. attempts.DistinctBy(a => a.OrganisationId).Select(a => new Party(a.OrganisationId, a.OrganisationName))];

    private async Task<bool> Load()
    {
        var answer = await api.Get<ReferralView>($"/api/referrals/{Id}");
        if (answer.Value is not { } item)
            return false;
        (Item, ETag) = (item, answer.ETag ?? "");
        // The provider's own service may be away; where the referral stands is known without it.
        try
        {
            if (item.Attempts.Count > 0)
                _words =
                    (
                        await api.Find<ProviderAttempts>($"/api/{KindDescriptor.Of(item.Kind).Route}/attempts/{Id}")
                    )?.Items
                    ?? [];
        }
        catch (UnavailableException)
        {
            ProviderAway = true;
        }
        return true;
    }
}
