using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Portal.Api;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal.Pages.Desk;

/// <summary>A provider's desk tonight: requests, what is due first, and counts that are changed with one tap.</summary>
internal sealed class IndexModel(NetworkApi api, Clock clock) : PageModel
{
    /// <summary>Path of the groups that a provider expects, at the kind that takes groups.</summary>
    private static readonly string Expected =
        $"/api/{KindDescriptor.All.Single(kind => kind.TakesGroups).Route}/groups/expected";

    [FromQuery]
    public string? Told { get; set; }

    /// <summary>A count that was refused: its form is shown open, as it was filled in.</summary>
    public CountInput? Typed { get; private set; }

    public IReadOnlyList<KindDescriptor> Kinds { get; private set; } = [];
    public IReadOnlyList<(KindDescriptor Kind, InboxItem Item)> Inbox { get; private set; } = [];
    public IReadOnlyList<(KindDescriptor Kind, PoolLine Pool)> Pools { get; private set; } = [];
    public IReadOnlyList<(KindDescriptor Kind, TonightView Tonight)> Nights { get; private set; } = [];

    public IReadOnlyList<ExpectedView> Groups { get; private set; } = [];

    public async Task OnGet()
    {
        Kinds = User.Kinds();
        var inboxes = User.IsInRole(Roles.Intake) ? Kinds.Select(Read<InboxItem>("inbox?open=true")) : [];
        var pools = Kinds.Select(Read<PoolLine>("pools"));
        Inbox =
        [
            .. (await Task.WhenAll(inboxes))
                .SelectMany(found => found)
                .OrderBy(row => Due.Window(row.Row) ?? DateTimeOffset.MaxValue)
                .ThenBy(row => DueAt(row.Row) ?? DateTimeOffset.MaxValue),
        ];
        Pools = [.. (await Task.WhenAll(pools)).SelectMany(found => found)];
        if (User.IsInRole(Roles.Intake))
            Nights = await Task.WhenAll(
                Kinds.Select(async kind => (kind, (await api.Find<TonightView>($"/api/{kind.Route}/tonight"))!))
            );
        if (User.IsInRole(Roles.Intake) && Kinds.Any(kind => kind.TakesGroups))
            Groups = await api.All<ExpectedView>(Expected);
    }

    /// <summary>When this desk must have answered or she must have arrived; null when no clock runs.</summary>
    public static DateTimeOffset? DueAt(InboxItem item) =>
        Due.Of(item.Status, item.AnswerDueAt, item.ArrivalDueAt, item.ScheduledAt);

    public async Task<IActionResult> OnPostSame(string kind, Guid pool, string etag) =>
        Redirect($"/desk?told={await Confirm(kind, pool, etag)}");

    /// <summary>Confirms all counts with one tap. Each entry is <c>kind/id/etag</c>, so that nobody confirms a number
    /// unseen.</summary>
    public async Task<IActionResult> OnPostAllSame(List<string> pools)
    {
        var told = "saved";
        foreach (var pool in pools)
            if (
                pool.Split('/') is [var kind, var id, var etag]
                && Guid.TryParse(id, out var known)
                && KindDescriptor.All.Any(k => k.Code == kind)
                && await Confirm(kind, known, etag) is not "saved" and var refused
            )
                told = refused;
        return Redirect($"/desk?told={told}");
    }

    private async Task<string> Confirm(string kind, Guid pool, string etag) =>
        (
            await api.Post<JsonObject>(
                $"/api/{KindDescriptor.Of(kind).Route}/pools/{pool}/confirm",
                new { },
                ifMatch: etag
            )
        )
            .Refusal
            ?.Told
        ?? "saved";

    public Task<IActionResult> OnPostLeft(CountInput count) => Save(count, Numbers.Whole(count.Occupied) - 1);

    public Task<IActionResult> OnPostCame(CountInput count) => Save(count, Numbers.Whole(count.Occupied) + 1);

    public Task<IActionResult> OnPostCount(CountInput count) => Save(count, Numbers.Whole(count.Occupied));

    public async Task<IActionResult> OnPostClose(string kind, Guid pool, string? reason, string? until)
    {
        var day = FormDates.ParseDay(until);
        if (!Codes.ClosureReasons.Contains(reason) || (FormText.Text(until) is not null && day is null))
            return Redirect("/desk?told=input");
        var answer = await api.Send<JsonObject>(
            HttpMethod.Put,
            $"/api/{KindDescriptor.Of(kind).Route}/pools/{pool}/closure",
            JsonContent.Create(new { reason, until = day is { } opens ? clock.Instant(opens) : (DateTimeOffset?)null })
        );
        return Redirect($"/desk?told={answer.Refusal?.Told ?? "saved"}");
    }

    public Task<IActionResult> OnPostKeepReservation(Guid reservation) => Decide(reservation, "accept", new { });

    /// <summary>The provider cannot keep the places for a group, or no longer can.</summary>
    public Task<IActionResult> OnPostRefuseReservation(Guid reservation, string? reason) =>
        Decide(reservation, "refuse", new { reason });

    private async Task<IActionResult> Decide(Guid reservation, string action, object request)
    {
        var answer = await api.Post<JsonObject>($"{Expected}/{reservation}/{action}", request);
        return Redirect($"/desk?told={answer.Refusal?.Told ?? "saved"}");
    }

    public async Task<IActionResult> OnPostOpen(string kind, Guid pool) =>
        Redirect(
            "/desk?told="
                + (
                    (await api.Delete($"/api/{KindDescriptor.Of(kind).Route}/pools/{pool}/closure")).Refusal?.Told
                    ?? "saved"
                )
        );

    // Counts are absolute and If-Match names the version they are based on, so that a form sent twice counts once.
    private async Task<IActionResult> Save(CountInput count, int? occupied)
    {
        Told = await Taken(count, occupied);
        if (Told == "saved")
            return Redirect("/desk?told=saved");
        Typed = count;
        await OnGet();
        return Page();
    }

    private async Task<string> Taken(CountInput count, int? occupied)
    {
        if (Numbers.Whole(count.Maximum) is not { } maximum || occupied is not >= 0)
            return "number";
        var answer = await api.Put<JsonObject>(
            $"/api/{KindDescriptor.Of(count.Kind).Route}/pools/{count.Pool}/capacity",
            new
            {
                maximum,
                occupied,
                estimate = count.Estimate,
                overbooked = count.Overbooked,
            },
            count.Etag
        );
        return answer.Refusal?.Status switch
        {
            null => "saved",
            StatusCodes.Status409Conflict => "no-room",
            StatusCodes.Status400BadRequest => "number",
            _ => answer.Refusal.Told,
        };
    }

    private Func<KindDescriptor, Task<IEnumerable<(KindDescriptor Kind, T Row)>>> Read<T>(string list) =>
        async kind => (await api.All<T>($"/api/{kind.Route}/{list}")).Select(row => (kind, row));
}

/// <summary>Maximum and occupied places, as the form sends them.</summary>
/// <param name="Etag">Version of the count that was seen.</param>
internal sealed record CountInput(
    string Kind,
    Guid Pool,
    string Etag,
    string? Maximum,
    string? Occupied,
    bool Estimate,
    bool Overbooked
);
