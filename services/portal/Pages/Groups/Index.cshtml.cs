using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Contracts;
using ReferralNetwork.Pages;
using ReferralNetwork.Portal.Api;
using ReferralNetwork.Portal.Data;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal.Pages.Groups;

/// <summary>A group over the border: places for it in the houses nearest, before anybody of it is known, and then one after the other by name.</summary>
internal sealed class IndexModel(NetworkApi api, Api.Gazetteer gazetteer, Drafts drafts, Texts texts, Clock clock) : PageModel
{
    private const string Path = "/api/shelters/groups";

    /// <summary>Asked at most, nearest first.</summary>
    private const int MostHouses = 10;
    private static readonly string[] Kinds = ["shelter"];

    [FromQuery] public string? Told { get; set; }
    [BindProperty] public string? Count { get; set; }
    [BindProperty] public string? At { get; set; }
    [BindProperty] public string? Sex { get; set; }
    [BindProperty] public string? Age { get; set; }
    [BindProperty] public string? Province { get; set; }

    /// <summary>Chosen by hand, in the order in which they are asked.</summary>
    [BindProperty] public List<Guid> Houses { get; set; } = [];

    /// <summary>To choose from; null where nobody asked to.</summary>
    public IReadOnlyList<FoundPool>? Nearest { get; private set; }

    public IReadOnlyList<GroupView> Groups { get; private set; } = [];
    public IReadOnlyList<PlaceView> Provinces { get; private set; } = [];

    public async Task OnGet()
    {
        Groups = (await api.List<GroupView>(Path)).Items;
        Provinces = await gazetteer.Provinces(api);
    }

    public async Task<IActionResult> OnPostChoose()
    {
        await OnGet();
        if (Understood() is null) return Page();
        Nearest = await Open();
        return Nearest.Count > 0 ? Page() : Redirect("/groups?told=no-place");
    }

    /// <param name="once">Of the form: sent twice, it is one group.</param>
    public async Task<IActionResult> OnPostKeep(Guid once)
    {
        await OnGet();
        if (Houses.Count > MostHouses) ModelState.AddModelError(nameof(Houses), texts["groups.fault.houses", MostHouses]);
        if (Understood() is not { } wanted)
        {
            if (Houses.Count > 0) Nearest = await Open();
            return Page();
        }
        var houses = Houses.Count > 0 ? Houses : [.. (await Open()).Take(MostHouses).Select(pool => pool.PoolId)];
        if (houses.Count == 0) return Redirect("/groups?told=no-place");
        var answer = await api.Post<GroupView>(Path, new { places = wanted.Places, pools = houses, arrivesAt = wanted.ArrivesAt }, key: $"{once}");
        return Redirect($"/groups?told={answer.Refusal switch
        {
            null => answer.Value!.Places < wanted.Places ? "some-kept" : "saved",
            { Reason: Business.NoCapacity } => "no-place",
            var refused => refused.Told,
        }}");
    }

    /// <returns>Null where something of the form is to be mended, and the page says what.</returns>
    private (int Places, DateTimeOffset ArrivesAt)? Understood()
    {
        var (places, age, at) = (Numbers.Whole(Count), Numbers.Whole(Age), Hours.Read(At));
        if (places is not (>= 2 and <= 30)) ModelState.AddModelError(nameof(Count), texts["groups.fault.count"]);
        if (age is not (>= 0 and <= 120)) ModelState.AddModelError(nameof(Age), texts["find.fault.age"]);
        if (!Codes.Sexes.Contains(Sex)) ModelState.AddModelError(nameof(Sex), texts["find.fault.sex"]);
        if (at is null || clock.Instant(at.Value) < clock.Now) ModelState.AddModelError(nameof(At), texts["desk.fault.at"]);
        return ModelState.IsValid ? (places!.Value, clock.Instant(at!.Value)) : null;
    }

    private async Task<IReadOnlyList<FoundPool>> Open()
    {
        var (age, from) = (Numbers.Whole(Age), Provinces.Any(place => place.Code == Province) ? Province : null);
        var found = (await api.Post<Found>("/api/availability/search", new { kinds = Kinds, sex = Sex, age, from, openOnly = true, limit = 50 })).Value;
        return [.. found?.Items.Where(pool => pool.Access == "places") ?? []];
    }

    /// <summary>The next one of it: who she is, is asked like anybody.</summary>
    public async Task<IActionResult> OnPostName(Guid group, Guid pool, CancellationToken ct)
    {
        if (await api.Find<FoundPool>($"/api/availability/{pool}") is not { } house) return Redirect("/groups?told=gone");
        var draft = new Draft { Kind = "shelter", Group = group, Plan = [new(pool, house.Name, house.Organisation.Name, house.Organisation.Id, house.SiteId)] };
        return Redirect($"/find?draft={await drafts.Add(draft, ct)}");
    }

    public async Task<IActionResult> OnPostGiveBack(Guid group) => Redirect($"/groups?told={(await api.Delete($"{Path}/{group}")).Refusal?.Told ?? "saved"}");
}
