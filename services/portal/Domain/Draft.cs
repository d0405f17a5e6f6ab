using ReferralNetwork.Portal.Api;

namespace ReferralNetwork.Portal.Domain;

/// <summary>What was asked and chosen so far. It is kept on the server, sealed, so that no criterion is ever in a URL
/// and a page can be opened again. It never says who the survivor is: that goes straight to the API.</summary>
internal sealed record Draft
{
    public string Kind { get; init; } = KindDescriptor.All[0].Code;

    /// <summary>When the draft was begun; a repeat sends the same, or it would not be taken for a repeat.</summary>
    public DateTimeOffset BegunAt { get; init; }
    public string Urgency { get; init; } = "urgent";
    public int? MedicalWindow { get; init; }

    /// <summary>When it happened: the hours of a medical window count from here.</summary>
    public DateTimeOffset? HappenedAt { get; init; }
    public string? Sex { get; init; }
    public decimal? Age { get; init; }
    public bool AgeEstimated { get; init; }
    public string? Province { get; init; }
    public IReadOnlyList<string> Needs { get; init; } = [];
    public IReadOnlyList<string> Languages { get; init; } = [];
    public int WithChildren { get; init; }

    /// <summary>Brothers and sisters who are to be placed with the survivor.</summary>
    public IReadOnlyList<Contracts.V1.Child> Siblings { get; init; } = [];

    /// <summary>Places that are needed together, for a family or siblings.</summary>
    public int Places { get; init; } = 1;
    public IReadOnlyList<string> Access { get; init; } = [];
    public bool IncludeFull { get; init; }

    /// <summary>The survivor is on the telephone: the keyboard focus is where the next answer is given.</summary>
    public bool ByVoice { get; init; }
    public int Shown { get; init; } = 10;

    public IReadOnlyList<string> NeverAreas { get; init; } = [];
    public IReadOnlyList<Guid> NeverOrganisations { get; init; } = [];
    public IReadOnlyList<Guid> NeverSites { get; init; } = [];

    /// <summary>Kept unchanged; no page of the draft asks for them.</summary>
    public IReadOnlyList<string> NeverPersons { get; init; } = [];

    public IReadOnlyList<Chosen> Plan { get; init; } = [];

    /// <summary>Her other needs, each of another kind and planned before this one; all are sent after one
    /// conversation.</summary>
    public IReadOnlyList<Need> Others { get; init; } = [];
    public string ConsentLanguage { get; init; } = "km";

    /// <summary>The referral that is reopened with this plan, and its version as it was read.</summary>
    public Guid? Reopens { get; init; }
    public string? ReopensETag { get; init; }

    /// <summary>Another referral of the same survivor, whose case this one joins.</summary>
    public Guid? JoinsCaseOf { get; init; }

    /// <summary>The group that places are kept for; the survivor is its next person.</summary>
    public Guid? Group { get; init; }

    /// <summary>The attempt by which the survivor is or was with the own house, which refers her on.</summary>
    public Guid? OnwardOf { get; init; }

    /// <summary>True: it is to go on once <see cref="JoinsCaseOf"/> has ended.</summary>
    public bool FollowsIt { get; init; }

    /// <summary>It was sent and may have arrived: until there is an answer, it is only sent again unchanged.</summary>
    public bool SendPending { get; init; }

    /// <summary>The referral that it became; the draft then leads there and is not sent again.</summary>
    public Guid? Sent { get; init; }

    public const int LongestPlan = 10;
    public const int MaxPlaces = 12;

    /// <summary>Whether the survivor or a sibling is a child, or may be one by a doubtful age (rule 5).</summary>
    public bool IsOfChild => Age is { } age && EligibilityRules.IsOfChild((int)age, AgeEstimated, Siblings);

    public DateTimeOffset? WindowEndsAt => MedicalWindow is { } hours ? HappenedAt?.AddHours(hours) : null;

    /// <summary>What was asked for that people can make up for where a near place lacks it.</summary>
    public IEnumerable<string> CanLack =>
        new (string Code, bool Asked)[]
        {
            ("no-language", Languages.Count > 0),
            ("not-accessible", Access.Count > 0),
            ("wrong-area", Province is not null),
        }
            .Where(one => one.Asked)
            .Select(one => one.Code);

    /// <summary>All needs, in the order in which they were planned.</summary>
    public IReadOnlyList<Need> Needed => [.. Others, Now];

    private Need Now => new(Kind, Urgency, MedicalWindow, Places, Plan);

    public IReadOnlyList<string>? Despite => Now.Despite;

    /// <summary>Kinds that she may need too; none where one kind is fixed: a new plan, a person of a group, a referral
    /// that joins a case.</summary>
    public IEnumerable<string> OtherKinds =>
        SendPending || Plan.Count == 0 || Reopens is not null || JoinsCaseOf is not null || Group is not null
            ? []
            : Codes.Kinds.Except(Needed.Select(need => need.Kind));

    public Draft AndAlso(string kind) =>
        !OtherKinds.Contains(kind)
            ? this
            : this with
            {
                Others = Needed,
                Kind = kind,
                MedicalWindow = null,
                Places = 1,
                Plan = [],
            };

    /// <summary>Goes on planning the need of this kind; the others stay as they are.</summary>
    public Draft Planning(string kind) => At([.. Needed.OrderBy(need => need.Kind == kind)]);

    public Draft WithoutNeed(string kind) =>
        SendPending || Others.Count == 0 ? this : At([.. Needed.Where(need => need.Kind != kind)]);

    private Draft At(List<Need> needs)
    {
        var now = needs[^1];
        return this with
        {
            Others = needs[..^1],
            Kind = now.Kind,
            Urgency = now.Urgency,
            MedicalWindow = now.MedicalWindow,
            Places = now.Places,
            Plan = now.Plan,
        };
    }

    public Draft AddPool(Chosen place) =>
        Plan.Any(chosen => chosen.PoolId == place.PoolId) || Plan.Count == LongestPlan
            ? this
            : this with
            {
                Plan = [.. Plan, place],
            };

    /// <summary>Describes the survivor as when she was referred: nothing is asked twice but her consent.</summary>
    public static Draft OfReferral(ReferralView item, Contracts.V1.Survivor she) =>
        new()
        {
            Kind = item.Kind,
            Urgency = item.Urgency,
            Sex = she.Sex,
            Age = she.Age,
            AgeEstimated = she.AgeEstimated,
            Needs = she.Needs,
            Languages = she.Languages,
            WithChildren = she.WithChildren,
            Siblings = she.Siblings ?? [],
            Places = item.Places,
            Access = she.Access,
            NeverAreas = item.Never?.Areas ?? [],
            NeverOrganisations = item.Never?.Organisations ?? [],
            NeverSites = item.Never?.Sites ?? [],
            NeverPersons = item.Never?.Persons ?? [],
            ConsentLanguage = she.Languages.FirstOrDefault(ConsentTexts.Languages.ContainsKey) ?? "km",
        };

    public Draft RemovePool(Guid pool) => this with { Plan = [.. Plan.Where(chosen => chosen.PoolId != pool)] };

    /// <summary>Excludes a site or an organisation from searches and plans, even where it was chosen already.</summary>
    public Draft NeverAt(Guid? site = null, Guid? organisation = null) =>
        this with
        {
            NeverSites = [.. NeverSites.Concat(site is { } s ? [s] : []).Distinct()],
            NeverOrganisations = [.. NeverOrganisations.Concat(organisation is { } o ? [o] : []).Distinct()],
            Plan = Except(Plan, site, organisation),
            Others = [.. Others.Select(need => need with { Plan = Except(need.Plan, site, organisation) })],
        };

    private static IReadOnlyList<Chosen> Except(IReadOnlyList<Chosen> plan, Guid? site, Guid? organisation) =>
        [.. plan.Where(chosen => chosen.SiteId != site && chosen.OrganisationId != organisation)];

    /// <summary>Moves a pool one place up in the plan.</summary>
    public Draft MoveUp(Guid pool)
    {
        var plan = Plan.ToList();
        var at = plan.FindIndex(chosen => chosen.PoolId == pool);
        if (at > 0)
            (plan[at - 1], plan[at]) = (plan[at], plan[at - 1]);
        return this with { Plan = plan };
    }

    /// <param name="lacking">If given, finds places that would fit but for this.</param>
    public object Search(DateTimeOffset now, string? lacking = null) =>
        new
        {
            kinds = new[] { Kind },
            sex = Sex,
            age = Age,
            ageEstimated = AgeEstimated ? true : (bool?)null,
            needs = Some(Needs),
            languages = Some(Languages),
            withChildren = WithChildren,
            access = Some(Access),
            from = Province,
            openOnly = !IncludeFull,
            places = Places,
            never = Never(),
            limit = Shown,
            medicalWindow = MedicalWindow,
            lacking,
            siblings = Together,
            // In an emergency, places that admit nobody at this hour rank behind those that do.
            admitsAt = Urgency == "emergency" || MedicalWindow is not null ? now : (DateTimeOffset?)null,
        };

    public object Survivor() =>
        new
        {
            sex = Sex,
            age = Age,
            ageEstimated = AgeEstimated,
            languages = Languages,
            needs = Needs,
            withChildren = WithChildren,
            access = Access,
            siblings = Together,
        };

    private IReadOnlyList<Contracts.V1.Child>? Together => Siblings.Count == 0 ? null : Siblings;

    /// <summary>The siblings chose to be placed apart: one is searched for alone, the others afterwards.</summary>
    public Draft Apart() => this with { Siblings = [], Places = Math.Max(1, Places - Siblings.Count), Plan = [] };

    public object? Never() =>
        Reopens is null && NeverAreas.Count + NeverOrganisations.Count + NeverSites.Count == 0
            ? null
            : new
            {
                areas = NeverAreas,
                organisations = NeverOrganisations,
                sites = NeverSites,
                persons = NeverPersons,
            };

    private static IReadOnlyList<string>? Some(IReadOnlyList<string> codes) => codes.Count == 0 ? null : codes;
}
