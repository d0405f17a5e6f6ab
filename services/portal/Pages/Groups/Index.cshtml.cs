using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Portal.Api;
using ReferralNetwork.Portal.Data;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal.Pages.Groups;

/// <summary>A group over the border. First the page proposes which houses to ask for how many places, then they are
/// asked, before anybody is known, and then the people are named one after the other.</summary>
internal sealed class IndexModel(NetworkApi api, PlaceNames gazetteer, Drafts drafts, Texts texts, Clock clock)
    : PageModel
{
    /// <summary>Lines in the form, each for people of the same sex and age band.</summary>
    public const int Lines = 3;

    private const string Path = "/api/referrals/groups";

    /// <summary>Most houses that are asked, nearest first.</summary>
    private const int MostHouses = 10;
    private const int MostPeople = 30;
    private static readonly string[] Kinds =
    [
        .. KindDescriptor.All.Where(kind => kind.TakesGroups).Select(kind => kind.Code),
    ];

    [FromQuery]
    public string? Told { get; set; }

    [BindProperty]
    public List<string?> Count { get; set; } = [];

    [BindProperty]
    public List<string?> Sex { get; set; } = [];

    [BindProperty]
    public List<string?> Band { get; set; } = [];

    [BindProperty]
    public string? At { get; set; }

    [BindProperty]
    public string? Urgency { get; set; } = "urgent";

    [BindProperty]
    public string? Province { get; set; }

    [BindProperty]
    public Guid? Incident { get; set; }

    /// <summary>Houses chosen by hand, in the order in which they are asked.</summary>
    [BindProperty]
    public List<Guid> Houses { get; set; } = [];

    /// <summary>Which houses would be asked for how many places; null before anybody looked.</summary>
    public GroupProposal? Proposal { get; private set; }

    /// <summary>Open houses that are not in the proposal.</summary>
    public IReadOnlyList<AvailabilityView> Others { get; private set; } = [];

    public IReadOnlyList<GroupView> Groups { get; private set; } = [];
    public IReadOnlyList<IncidentView> Incidents { get; private set; } = [];
    public IReadOnlyList<PlaceView> Provinces { get; private set; } = [];

    public static string IdOf(string field, int line) => line == 0 ? field : $"{field}-{line + 1}";

    public async Task OnGet()
    {
        Groups = await api.All<GroupView>(Path);
        Incidents = [.. (await api.All<IncidentView>("/api/incidents")).Where(one => one.Status == "open")];
        Provinces = await gazetteer.Provinces(api);
    }

    public async Task<IActionResult> OnPostChoose()
    {
        await OnGet();
        if (Understood() is not { } wanted)
            return Page();
        var answer = await api.Post<GroupProposal>($"{Path}/proposal", wanted.Request);
        if (answer.Refusal is { } refused)
            return Again(refused, wanted);
        Proposal = answer.Value!;
        var first = wanted.Members[0];
        var open = (
            await api.Post<SearchView>(
                "/api/availability/search",
                new
                {
                    kinds = Kinds,
                    sex = first.Sex,
                    age = AgeBand.Ages(first.AgeBand).Youngest,
                    from = From,
                    openOnly = true,
                    limit = 50,
                }
            )
        ).Value;
        Others =
        [
            .. open?.Items.Where(pool =>
                pool.Access == "places" && Proposal.Reservations.All(reservation => reservation.PoolId != pool.PoolId)
            )
                ?? [],
        ];
        return Page();
    }

    /// <param name="once">Idempotency key of the form: sent twice, it asks for one group.</param>
    public async Task<IActionResult> OnPostAsk(Guid once)
    {
        await OnGet();
        if (Understood() is not { } wanted)
            return Page();
        var answer = await api.Post<GroupView>(Path, wanted.Request, key: $"{once}");
        if (answer.Refusal is { } refused)
            return Again(refused, wanted);
        return Redirect($"/groups?told={(answer.Value!.Places < wanted.People ? "some-kept" : "saved")}");
    }

    /// <summary>Names the next person of the group; who she is, is asked as for anybody.</summary>
    public async Task<IActionResult> OnPostName(Guid group, Guid pool, CancellationToken ct)
    {
        if (await api.Find<AvailabilityView>($"/api/availability/{pool}") is not { } house)
            return Redirect("/groups?told=gone");
        var draft = new Draft
        {
            Kind = Kinds[0],
            Group = group,
            Plan = [new(pool, house.Name, house.Organisation.Name, house.Organisation.Id, house.SiteId)],
        };
        return Redirect($"/find?draft={await drafts.Add(draft, ct)}");
    }

    public async Task<IActionResult> OnPostGiveBack(Guid group) =>
        Redirect($"/groups?told={(await api.Delete($"{Path}/{group}")).Refusal?.Told ?? "saved"}");

    // What was typed and chosen stays in the form.
    private PageResult Again(Refusal refused, Wanted wanted)
    {
        if (refused.Fields.Contains("arrivesAt"))
            ModelState.AddModelError(nameof(At), texts["groups.fault.at"]);
        else if (refused.Reason == Business.NoCapacity)
            ModelState.AddModelError(nameof(Count), texts["groups.unplaced", wanted.People]);
        else
            Told = refused.Told;
        return Page();
    }

    private string? From => Provinces.Any(place => place.Code == Province) ? Province : null;

    /// <returns>Null where the form has errors, which the page then shows.</returns>
    private Wanted? Understood()
    {
        var (members, at) = (Members(), FormDates.ParseDateTime(At));
        if (members is null || members.Sum(member => member.Count) is not (>= 2 and <= MostPeople))
            ModelState.AddModelError(nameof(Count), texts["groups.fault.count"]);
        if (at is null || clock.Instant(at.Value) < clock.Now)
            ModelState.AddModelError(nameof(At), texts["groups.fault.at"]);
        if (Houses.Count > MostHouses)
            ModelState.AddModelError(nameof(Houses), texts["groups.fault.houses", MostHouses]);
        return !ModelState.IsValid
            ? null
            : new(
                members!,
                new
                {
                    members,
                    arrivesAt = clock.Instant(at!.Value),
                    urgency = Codes.Urgencies.Contains(Urgency) ? Urgency : "urgent",
                    from = From,
                    pools = Houses.Count > 0 ? Houses : null,
                    incidentId = Incident,
                }
            );
    }

    /// <returns>Null where a line is incomplete or repeats another.</returns>
    private IReadOnlyList<GroupMember>? Members()
    {
        var members = new List<GroupMember>();
        for (var i = 0; i < Lines; i++)
        {
            var (count, sex, band) = (
                Numbers.Whole(Count.ElementAtOrDefault(i)),
                Sex.ElementAtOrDefault(i),
                Band.ElementAtOrDefault(i)
            );
            if (
                FormText.Text(Count.ElementAtOrDefault(i)) is null
                && string.IsNullOrEmpty(sex)
                && string.IsNullOrEmpty(band)
            )
                continue;
            if (count is not > 0 || !Codes.Sexes.Contains(sex) || !AgeBand.All.Contains(band))
                return null;
            members.Add(new(sex!, band!, count.Value));
        }
        return members.DistinctBy(member => (member.Sex, member.AgeBand)).Count() == members.Count ? members : null;
    }

    private sealed record Wanted(IReadOnlyList<GroupMember> Members, object Request)
    {
        public int People => Members.Sum(member => member.Count);
    }
}
