using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Platform.Writing;
using ReferralNetwork.Portal.Data;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal.Pages.Find;

/// <summary>Asks whom a place is searched for. The answers go into a draft on the server and are in no URL.</summary>
internal sealed class IndexModel(NetworkApi api, PlaceNames gazetteer, Drafts drafts, Texts texts, Clock clock)
    : PageModel
{
    [BindProperty]
    public string Kind { get; set; } = KindDescriptor.All[0].Code;

    [BindProperty]
    public string? Sex { get; set; }

    [BindProperty]
    public string? Age { get; set; }

    /// <summary>One of <see cref="ConsentAnswers.Asked"/>.</summary>
    [BindProperty]
    public string? AgeSure { get; set; }

    [BindProperty]
    public string? Province { get; set; }

    [BindProperty]
    public string? WithChildren { get; set; }

    /// <summary>Ages of siblings who are to be placed with the survivor, separated in any way.</summary>
    [BindProperty]
    public string? Sisters { get; set; }

    [BindProperty]
    public string? Brothers { get; set; }

    [BindProperty]
    public string? Together { get; set; }

    [BindProperty]
    public string? HoursAgo { get; set; }

    [BindProperty]
    public List<string> Languages { get; set; } = [];

    [BindProperty]
    public List<string> Needs { get; set; } = [];

    [BindProperty]
    public List<string> Access { get; set; } = [];

    [BindProperty]
    public List<string> NeverAreas { get; set; } = [];

    [BindProperty]
    public string? Urgency { get; set; }

    /// <summary>The draft whose answers are changed; its never list and plan stay.</summary>
    [BindProperty(Name = "draft", SupportsGet = true)]
    public Guid? From { get; set; }

    public IReadOnlyList<PlaceView> Provinces { get; private set; } = [];

    /// <summary>Kinds that are planned already, besides this one.</summary>
    public IEnumerable<string> Planned { get; private set; } = [];

    public bool More =>
        Languages.Count + Access.Count > 0
        || !string.IsNullOrEmpty(WithChildren)
        || !string.IsNullOrEmpty(Together)
        || Sisters is not null
        || Brothers is not null;

    public async Task OnGet(CancellationToken ct)
    {
        Provinces = await gazetteer.Provinces(api);
        if (From is not { } id || await drafts.Find(id, ct) is not { Sent: null } draft)
            return;
        (Kind, Sex, Age, AgeSure, Province) = (
            draft.Kind,
            draft.Sex,
            draft.Age is { } age ? Texts.Digits(FormattableString.Invariant($"{age:0.##}")) : null,
            Ages.Sure(draft),
            draft.Province
        );
        WithChildren = draft.WithChildren > 0 ? Texts.Number(draft.WithChildren) : null;
        HoursAgo = draft.HappenedAt is { } at ? Texts.Number((int)Math.Round((clock.Now - at).TotalHours)) : null;
        (Sisters, Brothers) = (
            Domain.Siblings.Write(draft.Siblings, "female"),
            Domain.Siblings.Write(draft.Siblings, "male")
        );
        Together = draft.Places > 1 ? Texts.Number(draft.Places) : null;
        Planned = draft.Others.Select(need => need.Kind);
        (Languages, Needs, Access, NeverAreas) = (
            [.. draft.Languages],
            [.. draft.Needs],
            [.. draft.Access],
            [.. draft.NeverAreas]
        );
    }

    public async Task<IActionResult> OnPost(CancellationToken ct)
    {
        Provinces = await gazetteer.Provinces(api);
        var before = From is { } id && await drafts.Find(id, ct) is { Sent: null } kept ? kept : null;
        Planned = before?.Others.Select(need => need.Kind) ?? [];
        var (age, children, together) = (
            Numbers.Read(Age),
            VisibleText.IsBlank(WithChildren) ? 0 : Numbers.Whole(WithChildren),
            VisibleText.IsBlank(Together) ? 1 : Numbers.Whole(Together)
        );
        var windowed = KindDescriptor.Find(Kind)?.InWindow.Count > 0;
        var hoursAgo = !windowed || VisibleText.IsBlank(HoursAgo) ? null : Numbers.Whole(HoursAgo);
        if (windowed && !VisibleText.IsBlank(HoursAgo) && (hoursAgo is not { } ago || TreatmentWindow.Of(ago) is null))
            ModelState.AddModelError(nameof(HoursAgo), texts["find.fault.hours"]);
        if (!Codes.Kinds.Except(Planned).Contains(Kind))
            ModelState.AddModelError(nameof(Kind), texts["error.not-understood"]);
        if (!Codes.Sexes.Contains(Sex))
            ModelState.AddModelError(nameof(Sex), texts["find.fault.sex"]);
        Ages.Check(age, AgeSure, ModelState, texts);
        if (children is null or > 20)
            ModelState.AddModelError(nameof(WithChildren), texts["find.fault.children"]);
        var siblings = Domain.Siblings.Read(Sisters, Brothers);
        if (siblings is null)
            ModelState.AddModelError(
                Domain.Siblings.Ages(Sisters) is null ? nameof(Sisters) : nameof(Brothers),
                texts["find.fault.siblings"]
            );
        var sleeping = Codes.Sleeping.Contains(Kind) ? siblings?.Count ?? 0 : 0;
        if (VisibleText.IsBlank(Together))
            together = 1 + sleeping;
        if (together <= sleeping)
            ModelState.AddModelError(nameof(Together), texts["find.fault.siblings.places"]);
        if (together is null or < 1 or > Draft.MaxPlaces)
            ModelState.AddModelError(nameof(Together), texts["find.fault.places"]);
        if (!ModelState.IsValid || children is not { } withChildren || together is not { } places)
            return Page();

        var draft = (before ?? new Draft()) with
        {
            Kind = Kind,
            Urgency = Codes.Urgencies.Contains(Urgency) ? Urgency! : "emergency",
            MedicalWindow = hoursAgo is { } within ? TreatmentWindow.Of(within) : null,
            HappenedAt = hoursAgo is { } happened ? clock.Now.AddHours(-happened) : before?.HappenedAt,
            Sex = Sex,
            Age = age,
            AgeEstimated = AgeSure == Ages.NotSure,
            Province = Provinces.Any(place => place.Code == Province) ? Province : null,
            WithChildren = withChildren,
            Siblings = siblings ?? [],
            Places = places,
            Languages = [.. Languages.Where(Codes.Languages.Contains)],
            Needs = [.. Needs.Where(Codes.Needs.Contains)],
            Access = [.. Access.Where(Codes.Access.Contains)],
            NeverAreas = [.. NeverAreas.Where(code => Provinces.Any(place => place.Code == code))],
            Plan = before?.Kind == Kind ? before.Plan : [],
            ConsentLanguage = Languages.FirstOrDefault(ConsentTexts.Languages.ContainsKey) ?? "km",
        };
        if (before is null)
            return Redirect($"/find/{await drafts.Add(draft, ct)}");
        await drafts.Save(From!.Value, draft);
        return Redirect($"/find/{From}");
    }
}
