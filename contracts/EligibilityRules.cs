using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Contracts;

/// <summary>Whom one looks for a place for. Null or empty: not said, so it decides nothing.</summary>
/// <param name="Age">Whole years.</param>
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
    string? From = null)
{
    public static Criteria Of(Survivor s) => new(
        s.Sex, s.Age, s.AgeEstimated, s.Needs, s.Languages, s.WithChildren, s.Children, s.Access, s.PlaceAs, s.Has);
}

/// <summary>The answer of one pool to one survivor.</summary>
/// <param name="Misfit">The first rule that says no, as a reject code; null when she fits.</param>
/// <param name="Fit">Criteria the pool meets by name, in a fixed order; more is better.</param>
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

    public static Match Match(Eligibility pool, Criteria who)
    {
        var fit = new List<string>(6);
        var misfit = Sex(pool, who, fit) ?? Age(pool, who, fit) ?? Need(pool, who, fit) ?? Language(pool, who, fit)
            ?? Family(pool, who, fit) ?? Accessible(pool, who, fit) ?? Papers(pool, who) ?? From(pool, who, fit);
        return new(misfit, misfit is null ? fit : []);
    }

    private static string? Sex(Eligibility pool, Criteria who, List<string> fit)
    {
        if (who.PlaceAs is not null && Some(pool.PlaceAs) && !pool.PlaceAs!.Contains(who.PlaceAs)) return "wrong-sex";
        return Listed(pool.Sexes, who.Sex, "sex", "wrong-sex", fit);
    }

    private static string? Age(Eligibility pool, Criteria who, List<string> fit)
    {
        if (who.Age is not { } stated) return null;
        var age = EffectiveAge(stated, who.AgeEstimated);
        if (age < pool.MinAge || age > pool.MaxAge) return "wrong-age";
        if (age < 2 && pool.Infants == false) return "wrong-age";
        if (pool.MinAge is not null || pool.MaxAge is not null) fit.Add("age");
        return null;
    }

    private static string? Need(Eligibility pool, Criteria who, List<string> fit)
    {
        if (!Some(who.Needs)) return null;
        if (!Some(pool.Needs)) return null;
        if (!who.Needs!.Any(pool.Needs!.Contains)) return "wrong-need";
        fit.Add("need");
        return null;
    }

    // One shared language is enough to be understood.
    private static string? Language(Eligibility pool, Criteria who, List<string> fit)
    {
        if (!Some(who.Languages) || !Some(pool.Languages)) return null;
        if (!who.Languages!.Any(pool.Languages!.Contains)) return "no-language";
        fit.Add("language");
        return null;
    }

    private static string? Family(Eligibility pool, Criteria who, List<string> fit)
    {
        var children = Math.Max(who.WithChildren, who.Children?.Count ?? 0);
        if (children == 0) return null;
        if (children > (pool.MaxChildren ?? 0)) return "wrong-need";
        foreach (var child in who.Children ?? [])
        {
            if (child.Sex == "male" && child.Age > pool.MaxBoyAge) return "wrong-age";
            if (child.Age < 2 && pool.Infants == false) return "wrong-age";
        }
        fit.Add("children");
        return null;
    }

    private static string? Accessible(Eligibility pool, Criteria who, List<string> fit)
    {
        if (!Some(who.Access)) return null;
        if (!who.Access!.All(need => pool.Access?.Contains(need) == true)) return "not-accessible";
        fit.Add("access");
        return null;
    }

    // Papers she was not asked about decide nothing: Has is null until somebody asked.
    private static string? Papers(Eligibility pool, Criteria who) =>
        who.Has is not null && pool.Requires?.Any(paper => paper != "none" && !who.Has.Contains(paper)) == true
            ? "paperwork" : null;

    private static string? From(Eligibility pool, Criteria who, List<string> fit)
    {
        if (who.From is null || !Some(pool.AreaServed)) return null;
        if (!pool.AreaServed!.Any(area => who.From.StartsWith(area, StringComparison.Ordinal))) return "wrong-area";
        fit.Add("area");
        return null;
    }

    private static string? Listed(IReadOnlyList<string>? listed, string? value, string name, string reason, List<string> fit)
    {
        if (value is null || !Some(listed)) return null;
        if (!listed!.Contains(value)) return reason;
        fit.Add(name);
        return null;
    }

    private static bool Some(IReadOnlyList<string>? list) => list is { Count: > 0 };
}
