using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Platform.Writing;
using ReferralNetwork.Portal.Api;
using ReferralNetwork.Portal.Data;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal.Pages.Desk;

/// <summary>One request at the desk: what may be known of her, and every action that the state allows now.</summary>
internal sealed class ItemModel(NetworkApi api, Drafts drafts, Texts texts, Clock clock) : PageModel
{
    [FromRoute(Name = "kind")]
    public string KindCode { get; set; } = "";

    [FromRoute]
    public Guid Id { get; set; }

    [FromQuery]
    public string? Told { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string? At { get; set; }

    [BindProperty]
    public string? Outcome { get; set; }

    [BindProperty]
    public string? Exit { get; set; }

    /// <summary>The word that was said to the house's person where they met.</summary>
    [BindProperty]
    public string? Word { get; set; }

    /// <summary>The word that the house's person answers, once the right code word was heard.</summary>
    public string? Answer { get; private set; }

    public InboxItem Item { get; private set; } = null!;
    public string ETag { get; private set; } = "";
    public DetailsView? Details { get; private set; }
    public bool NoDetails { get; private set; }
    public string? Refusing { get; private set; }

    private string Path => $"/api/{KindDescriptor.Of(KindCode).Route}/inbox/{Id}";

    public async Task<IActionResult> OnGet()
    {
        if (KindDescriptor.All.All(kind => kind.Code != KindCode))
            return NotFound();
        var answer = await api.Get<InboxItem>(Path);
        if (answer.Value is null)
            return NotFound();
        (Item, ETag) = (answer.Value, answer.ETag ?? "");
        return Page();
    }

    public Task<IActionResult> OnPostAccept(string etag) => Act("accept", new { }, etag);

    public Task<IActionResult> OnPostWaitlist(string etag) => Act("waitlist", new { }, etag);

    public Task<IActionResult> OnPostArrive(string etag) => Act("arrive", new { }, etag);

    /// <summary>The answer is shown in this response only: whoever opens the page later has no use for it.</summary>
    public async Task<IActionResult> OnPostHear()
    {
        if (FormText.Text(Word) is not { } word)
            return await Fault(nameof(Word), "error.needed");
        if (KindDescriptor.All.All(kind => kind.Code != KindCode))
            return NotFound();
        var answer = await api.Post<HeardView>($"{Path}/code-word", new { codeWord = word });
        if (answer.Value is not { Right: true } heard)
            return await Fault(
                nameof(Word),
                answer.Refusal is null ? "words.wrong"
                    : answer.Refusal.Reason == "wrong-code-word" ? "words.often"
                    : "told.changed"
            );
        Answer = heard.Answer;
        return await OnGet();
    }

    public Task<IActionResult> OnPostNoShow(string etag) => Act("no-show", new { }, etag);

    public Task<IActionResult> OnPostReject(string etag) => Refuse("reject", etag);

    public Task<IActionResult> OnPostCancel(string etag) => Refuse("cancel", etag);

    public async Task<IActionResult> OnPostSchedule(string etag, string? meetingPoint, string? escort)
    {
        if (
            FormDates.ParseDateTime(At) is not { } local
            || clock.Instant(local) < clock.Now.AddHours(-1)
            || clock.Instant(local) > clock.Now.AddDays(60)
        )
            return await Fault(nameof(At), "desk.fault.at");
        return await Act(
            "schedule",
            new
            {
                at = clock.Instant(local),
                meetingPoint,
                escort,
            },
            etag
        );
    }

    public async Task<IActionResult> OnPostComplete(string etag) =>
        Codes.Outcomes.Contains(Outcome) && Codes.Exits.Contains(Exit)
            ? await Act("complete", new { outcome = Outcome, exit = Exit }, etag)
            : await Fault(nameof(Outcome), "desk.fault.outcome");

    public async Task<IActionResult> OnPostEndEarly(string etag) =>
        Codes.Exits.Contains(Exit)
            ? await Act("end-early", new { exit = Exit }, etag)
            : await Fault(nameof(Exit), "error.needed");

    /// <param name="until">Unix seconds, computed when the page was shown: sent twice, it extends once.</param>
    public Task<IActionResult> OnPostExtend(string etag, long until) =>
        Act("extend", new { until = DateTimeOffset.FromUnixTimeSeconds(until) }, etag);

    public async Task<IActionResult> OnPostStay(string? ends)
    {
        var day = FormDates.ParseDay(ends);
        if (FormText.Text(ends) is not null && day is null)
            return Redirect($"/desk/{KindCode}/{Id}?told=input");
        // Only a day is asked; noon stands for it.
        return await Kept(
            HttpMethod.Put,
            "stay",
            new { expectedEndAt = day is { } on ? clock.Instant(on.AddHours(12)) : (DateTimeOffset?)null }
        );
    }

    /// <summary>Refers the survivor on to another house: a new referral, for which her consent is asked again. What may
    /// be known of her is filled in.</summary>
    public async Task<IActionResult> OnPostMoveOn(CancellationToken ct)
    {
        if (await OnGet() is not PageResult || Item.Survivor is not { } her)
            return NotFound();
        var draft = new Draft
        {
            Kind = KindCode,
            Sex = her.Sex,
            Languages = her.Languages,
            Needs = her.Support,
            WithChildren = her.WithChildren,
            Access = her.Access,
            Places = Item.Places,
            OnwardOf = Id,
        };
        return Redirect($"/find?draft={await drafts.Add(draft, ct)}");
    }

    private async Task<IActionResult> Kept(HttpMethod method, string what, object body)
    {
        if (KindDescriptor.All.All(kind => kind.Code != KindCode))
            return NotFound();
        var answer = await api.Send<JsonObject>(method, $"{Path}/{what}", JsonContent.Create(body));
        return Redirect($"/desk/{KindCode}/{Id}?told={answer.Refusal?.Told ?? "saved"}");
    }

    /// <summary>Opened on purpose and recorded; shown in this response only and stored nowhere.</summary>
    public async Task<IActionResult> OnPostDetails()
    {
        if (await OnGet() is not PageResult page)
            return NotFound();
        Details = await api.Find<DetailsView>($"/api/referrals/attempts/{Id}/details");
        NoDetails = Details is null;
        return page;
    }

    public async Task<IActionResult> OnPostComplain(Guid about, string? words) =>
        Redirect($"/desk/{KindCode}/{Id}?told={await Complaint.Say(api, about, words)}");

    private async Task<IActionResult> Refuse(string action, string etag)
    {
        if (Codes.RejectReasons.Contains(Reason))
            return await Act(action, new { reason = Reason, text = VisibleText.IsBlank(Text) ? null : Text }, etag);
        Refusing = action;
        return await Fault(nameof(Reason), "desk.fault.reason");
    }

    private async Task<IActionResult> Act(string action, object body, string etag)
    {
        if (KindDescriptor.All.All(kind => kind.Code != KindCode))
            return NotFound();
        var answer = await api.Post<JsonObject>($"{Path}/actions/{action}", body, ifMatch: etag);
        return answer.Refusal switch
        {
            null => Redirect(action is "reject" or "cancel" ? "/desk?told=saved" : $"/desk/{KindCode}/{Id}"),
            { Status: StatusCodes.Status404NotFound } => NotFound(),
            // The form comes back with what was typed and what is wrong.
            { Told: var told, Reason: null } => await Again(action, told),
            { Reason: Business.NoCapacity } => Redirect($"/desk/{KindCode}/{Id}?told=no-place"),
            // What must be done first depends on the kind, and so does the page where it is done.
            { Reason: { } reason } when KindDescriptor.Of(KindCode).ComesFirst.GetValueOrDefault(reason) is { } page =>
                Redirect(page.Replace("{id}", $"{Id}", StringComparison.Ordinal)),
            { Told: var told } => Redirect($"/desk/{KindCode}/{Id}?told={told}"),
        };
    }

    private Task<IActionResult> Again(string action, string told)
    {
        Refusing = action;
        return Fault("", $"told.{told}");
    }

    private async Task<IActionResult> Fault(string field, string key)
    {
        ModelState.AddModelError(field, texts[key]);
        return await OnGet();
    }
}
