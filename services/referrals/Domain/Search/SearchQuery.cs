using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Domain.Search;

internal sealed record SearchQuery(IReadOnlyList<string> Kinds)
{
    public const int MaxLimit = 200;

    public Criteria Criteria { get; init; } = new();
    public Position? Near { get; init; }

    /// <summary>Two digits.</summary>
    public string? Province { get; init; }
    public bool OpenOnly { get; init; }

    /// <summary>Needed together: with <see cref="OpenOnly"/> a pool with fewer is left out.</summary>
    public int Places { get; init; } = 1;

    /// <summary>When she would arrive: pools that admit people then come first.</summary>
    public DateTimeOffset? AdmitsAt { get; init; }

    /// <summary>72 or 120 hours within which medical help is needed; null where there is no window.</summary>
    public int? MedicalWindow { get; init; }

    /// <summary>Only pools that would fit if this one thing were made up for; a code of
    /// <see cref="EligibilityRules.CanBeMadeUpFor"/>.</summary>
    public string? Lacking { get; init; }
    public NeverList Never { get; init; } = NeverList.None;
    public int Limit { get; init; } = 20;
    public Cursor? Cursor { get; init; }
}

/// <param name="Total">Over all pages, counted up to <see cref="MaxTotal"/>.</param>
internal sealed record SearchResult(IReadOnlyList<SearchHit> Items, int Total, bool TotalIsMore, Cursor? NextCursor)
{
    public const int MaxTotal = 1_000;
}

/// <param name="DistanceKm">Null when no position was given, or the area is not in the gazetteer.</param>
/// <param name="Fit">Criteria the pool meets by name.</param>
internal sealed record SearchHit(
    AvailabilityChanged Pool,
    Freshness Freshness,
    bool Open,
    int? DistanceKm,
    IReadOnlyList<string> Fit,
    Why Why
);

/// <summary>The organisations, sites and areas that she must not meet.</summary>
/// <param name="Areas">NCDD codes.</param>
internal sealed record NeverList(
    IReadOnlySet<Guid> Organisations,
    IReadOnlySet<Guid> Sites,
    IReadOnlyList<string> Areas
)
{
    public static readonly NeverList None = new(new HashSet<Guid>(), new HashSet<Guid>(), []);

    public bool BarsSomeone => Organisations.Count > 0 || Sites.Count > 0;

    public bool Bars(AvailabilityChanged pool) => BarsOwner(pool) || BarsArea(AreaCode.Of(pool));

    public bool BarsOwner(AvailabilityChanged pool) =>
        Organisations.Contains(pool.OrganisationId) || Sites.Contains(pool.SiteId);

    // Compared both ways: a pool known by its province alone may lie in the barred district, one known by its district
    // in the barred commune. What may lie there is not offered.
    public bool BarsArea(string code)
    {
        for (var i = 0; i < Areas.Count; i++)
            if (AreaCode.Covers(Areas[i], code) || AreaCode.Covers(code, Areas[i]))
                return true;
        return false;
    }
}

internal static class AreaCode
{
    /// <summary>The finest area that is known of the pool.</summary>
    public static string Of(AvailabilityChanged pool) => pool.Area.District ?? pool.Area.Province;

    public static bool IsIn(string code, string province) =>
        code.Length >= 2 && code.AsSpan(0, 2).SequenceEqual(province);

    public static bool Covers(string area, string code) => code.StartsWith(area, StringComparison.Ordinal);
}
