using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Contracts;

/// <summary>The person for whom a place is looked for. A member that is null or empty was not stated, and rules out no
/// pool.</summary>
/// <param name="Age">Whole years.</param>
/// <param name="Siblings">Brothers and sisters who are placed together with her or not at all.</param>
/// <param name="From">NCDD code of the area she comes from.</param>
public sealed record Criteria(
    string? Sex = null,
    int? Age = null,
    bool AgeEstimated = false,
    IReadOnlyList<string>? Needs = null,
    IReadOnlyList<string>? Languages = null,
    int WithChildren = 0,
    IReadOnlyList<Child>? Children = null,
    IReadOnlyList<string>? Access = null,
    string? PlaceAs = null,
    IReadOnlyList<string>? Has = null,
    string? From = null,
    IReadOnlyList<Child>? Siblings = null
)
{
    public static Criteria Of(Survivor s) =>
        new(
            s.Sex,
            s.Age,
            s.AgeEstimated,
            s.Needs,
            s.Languages,
            s.WithChildren,
            s.Children,
            s.Access,
            s.PlaceAs,
            s.Has,
            null,
            s.Siblings
        );
}

/// <summary>Whether and how one pool fits one person.</summary>
/// <param name="Misfit">The first rule that rules her out, as a reject code; null when she fits.</param>
/// <param name="Fit">Names of the stated criteria that the pool explicitly meets, in a fixed order; more is
/// better.</param>
public sealed record Match(string? Misfit, IReadOnlyList<string> Fit)
{
    public bool Fits => Misfit is null;
}

/// <summary>
/// Whom a pool takes. Here, beside the record it reads, because search, sending and every provider's inbox must
/// never disagree.
/// </summary>
public static class EligibilityRules
{
    /// <summary>Years by which an estimated age may be off.</summary>
    public const int EstimateMargin = 2;

    /// <summary>Doubtful age counts as under 18 where either is possible (rule 5).</summary>
    public static int EffectiveAge(int age, bool estimated) =>
        estimated && age >= 18 && age - EstimateMargin < 18 ? 17 : age;

    public static bool MayBeChild(int age, bool estimated) => EffectiveAge(age, estimated) < 18;

    /// <summary>Whether she, or a sibling who is placed with her, is or may be a child.</summary>
    public static bool IsOfChild(int age, bool estimated, IReadOnlyList<Child>? siblings) =>
        MayBeChild(age, estimated) || siblings?.Any(sibling => MayBeChild(sibling.Age, false)) == true;

    private static readonly string[] Names =
    [
        "sex",
        "age",
        "need",
        "language",
        "children",
        "siblings",
        "access",
        "area",
    ];

    // Every possible list of names, indexed by one bit a name: a search judges hundreds of pools and allocates no list.
    private static readonly string[][] Fits =
    [
        .. Enumerable.Range(0, 1 << Names.Length).Select(met => Names.Where((_, i) => (met >> i & 1) == 1).ToArray()),
    ];

    /// <summary>The unit of pools that give a place to sleep.</summary>
    public const string Bed = "bed";

    /// <summary>Reject codes for which people can make up, for example with an interpreter, each with what it takes out
    /// of the criteria. None of them keeps somebody safe: sex, age, needs and children are never left out.</summary>
    private static readonly Dictionary<string, Func<Criteria, Criteria>> MadeUpFor = new()
    {
        ["no-language"] = who => who with { Languages = null },
        ["not-accessible"] = who => who with { Access = null },
        ["paperwork"] = who => who with { Has = null },
        ["wrong-area"] = who => who with { From = null },
    };

    /// <summary>Reject codes that a search may leave aside, and despite which a referral may be sent.</summary>
    public static readonly CodeList CanBeMadeUpFor = new([.. MadeUpFor.Keys]);

    public static Criteria Despite(Criteria who, IReadOnlyList<string>? lacking) =>
        (lacking ?? []).Aggregate(who, (criteria, code) => MadeUpFor[code](criteria));

    /// <param name="unit">What the pool counts.</param>
    public static Match Match(Eligibility pool, string unit, Criteria who)
    {
        var fit = 0;
        var misfit =
            Sex(pool, who, ref fit)
            ?? Age(pool, who, ref fit)
            ?? Need(pool, who, ref fit)
            ?? Language(pool, who, ref fit)
            ?? Family(pool, unit, who, ref fit)
            ?? Siblings(pool, unit, who, ref fit)
            ?? Accessible(pool, who, ref fit)
            ?? Papers(pool, who)
            ?? From(pool, who, ref fit);
        return new(misfit, misfit is null ? Fits[fit] : []);
    }

    private static void Meets(string name, ref int fit) => fit |= 1 << Array.IndexOf(Names, name);

    private static string? Sex(Eligibility pool, Criteria who, ref int fit)
    {
        if (who.PlaceAs is not null && Some(pool.PlaceAs) && !pool.PlaceAs!.Contains(who.PlaceAs))
            return "wrong-sex";
        return Listed(pool.Sexes, who.Sex, "sex", "wrong-sex", ref fit);
    }

    private static string? Age(Eligibility pool, Criteria who, ref int fit)
    {
        if (who.Age is not { } stated)
            return null;
        if (!TakesAge(pool, EffectiveAge(stated, who.AgeEstimated)))
            return "wrong-age";
        if (pool.MinAge is not null || pool.MaxAge is not null)
            Meets("age", ref fit);
        return null;
    }

    private static bool TakesAge(Eligibility pool, int age) =>
        !(age < pool.MinAge || age > pool.MaxAge || (age < 2 && pool.Infants == false));

    private static string? Need(Eligibility pool, Criteria who, ref int fit)
    {
        if (!Some(who.Needs))
            return null;
        if (!Some(pool.Needs))
            return null;
        if (!Share(who.Needs!, pool.Needs!))
            return "wrong-need";
        Meets("need", ref fit);
        return null;
    }

    // One shared language is enough to be understood.
    private static string? Language(Eligibility pool, Criteria who, ref int fit)
    {
        if (!Some(who.Languages) || !Some(pool.Languages))
            return null;
        if (!Share(who.Languages!, pool.Languages!))
            return "no-language";
        Meets("language", ref fit);
        return null;
    }

    // Children need beds, so a pool of beds that does not state maxChildren takes none; other pools do not count them.
    private static string? Family(Eligibility pool, string unit, Criteria who, ref int fit)
    {
        var children = Math.Max(who.WithChildren, who.Children?.Count ?? 0);
        if (children == 0)
            return null;
        if (children > (pool.MaxChildren ?? (unit == Bed ? 0 : int.MaxValue)))
            return "wrong-need";
        foreach (var child in who.Children ?? [])
        {
            if (child.Sex == "male" && child.Age > pool.MaxBoyAge)
                return "wrong-age";
            if (child.Age < 2 && pool.Infants == false)
                return "wrong-age";
        }
        if (pool.MaxChildren is not null)
            Meets("children", ref fit);
        return null;
    }

    // In a pool of beds each sibling needs a sex and an age that the pool takes; elsewhere siblings are not judged.
    private static string? Siblings(Eligibility pool, string unit, Criteria who, ref int fit)
    {
        if (unit != Bed || who.Siblings is not { Count: > 0 } siblings)
            return null;
        if (pool.SiblingsTogether == false)
            return "wrong-need";
        foreach (var one in siblings)
        {
            if (Some(pool.Sexes) && !pool.Sexes!.Contains(one.Sex))
                return "wrong-sex";
            if (!TakesAge(pool, one.Age))
                return "wrong-age";
        }
        if (pool.SiblingsTogether == true)
            Meets("siblings", ref fit);
        return null;
    }

    private static string? Accessible(Eligibility pool, Criteria who, ref int fit)
    {
        if (!Some(who.Access))
            return null;
        if (!who.Access!.All(need => pool.Access?.Contains(need) == true))
            return "not-accessible";
        Meets("access", ref fit);
        return null;
    }

    // Has is null until somebody has asked which papers she has; until then they rule out nothing.
    private static string? Papers(Eligibility pool, Criteria who) =>
        who.Has is not null && pool.Requires?.Any(paper => paper != Codes.NoPaper && !who.Has.Contains(paper)) == true
            ? "paperwork"
            : null;

    private static string? From(Eligibility pool, Criteria who, ref int fit)
    {
        if (who.From is null || !Some(pool.AreaServed))
            return null;
        if (!pool.AreaServed!.Any(area => who.From.StartsWith(area, StringComparison.Ordinal)))
            return "wrong-area";
        Meets("area", ref fit);
        return null;
    }

    private static string? Listed(IReadOnlyList<string>? listed, string? value, string name, string reason, ref int fit)
    {
        if (value is null || !Some(listed))
            return null;
        if (!listed!.Contains(value))
            return reason;
        Meets(name, ref fit);
        return null;
    }

    private static bool Share(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        for (var i = 0; i < one.Count; i++)
            if (other.Contains(one[i]))
                return true;
        return false;
    }

    private static bool Some(IReadOnlyList<string>? list) => list is { Count: > 0 };
}
