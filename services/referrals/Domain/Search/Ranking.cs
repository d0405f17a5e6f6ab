using System.Collections.Concurrent;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Domain.Search;

/// <summary>
/// The order of every search, as questions to a pool: each weighs more than all below it, and the distance decides
/// among pools with the same answers. The answers have words, so that a search can tell why a pool has its rank.
/// </summary>
internal sealed class Ranking
{
    /// <summary>The most criteria that a pool can meet by name.</summary>
    private const int MostNamed = 7;

    private static readonly Question[] Table =
    [
        new("doors-open", "doors-closed")
        {
            Asked = IsTonight,
            OfProfile = (pool, query, _) => pool.Hours?.Admits(query.AdmitsAt!.Value) == true ? 0 : 1,
        },
        new(Why.Free, Why.Full) { OfTier = tier => Readiness.IsOpen(tier) ? 0 : 1 },
        new("at-once", "assessed-first")
        {
            Asked = IsTonight,
            OfProfile = (pool, _, _) => pool.Access == "assessment-first" ? 1 : 0,
        },
        new("bed", "day-only")
        {
            Asked = query => OnlyKind(query)?.ByDayOnly.Count > 0,
            OfProfile = (pool, query, _) => OnlyKind(query)!.ByDayOnly.Any(pool.Gives) ? 1 : 0,
        },
        new("in-window", "not-in-window")
        {
            Asked = HasWindow,
            OfProfile = (pool, query, _) => OnlyKind(query)!.InWindow.Any(pool.Gives) ? 0 : 1,
        },
        new("general", "special") { OfProfile = (pool, query, _) => IsForOthers(pool, query) ? 1 : 0 },
        // Within a medical window, distance counts before how fresh the count is.
        new("current", "stale", "unconfirmed")
        {
            Asked = query => !HasWindow(query),
            OfTier = tier => (int)Readiness.FreshnessOf(tier),
        },
        // How many criteria the pool meets by name; the hit lists them. Tonight a bed nearby is worth more than that.
        new()
        {
            Answers = MostNamed + 1,
            Asked = query => !IsTonight(query) && !HasWindow(query),
            OfProfile = (_, _, named) => MostNamed - Math.Min(named, MostNamed),
        },
    ];

    private static readonly int[] Weights =
    [
        .. Enumerable
            .Range(1, Table.Length)
            .Select(below => Table.Skip(below).Aggregate(1, (product, question) => product * question.Answers)),
    ];

    private static readonly ConcurrentDictionary<int, Ranking> Known = new();

    /// <summary>The number of levels. A pool's level is its rank, the lowest first.</summary>
    public static readonly int Levels = Weights[0] * Table[0].Answers;

    private readonly ConcurrentDictionary<int, Why> _why = new();
    private readonly int _asked;
    private readonly int[] _ofTier = new int[Readiness.Tiers];

    private Ranking(int asked)
    {
        _asked = asked;
        for (var tier = 0; tier < _ofTier.Length; tier++)
        for (var row = 0; row < Table.Length; row++)
            if (IsAsked(row) && Table[row].OfTier is { } answer)
                _ofTier[tier] += answer(tier) * Weights[row];
    }

    /// <summary>The ranking for a search; searches that ask the same questions share one.</summary>
    public static Ranking For(SearchQuery query)
    {
        var asked = 0;
        for (var row = 0; row < Table.Length; row++)
            if (Table[row].Asked(query))
                asked |= 1 << row;
        return Known.GetOrAdd(asked, static key => new(key));
    }

    /// <summary>The tier's part of a pool's level, to which <see cref="OfProfile"/> is added.</summary>
    public int OfTier(int tier) => _ofTier[tier];

    public int OfProfile(Profile pool, SearchQuery query, int named)
    {
        var sum = 0;
        for (var row = 0; row < Table.Length; row++)
            if (IsAsked(row) && Table[row].OfProfile is { } answer)
                sum += answer(pool, query, named) * Weights[row];
        return sum;
    }

    /// <summary>The tier's part of a level.</summary>
    public static int TierPartOf(int level)
    {
        var sum = 0;
        for (var row = 0; row < Table.Length; row++)
            if (Table[row].OfTier is not null)
                sum += AnswerAt(level, row) * Weights[row];
        return sum;
    }

    public Why WhyOf(int level) =>
        _why.GetOrAdd(
            level,
            at =>
            {
                var said = Table
                    .Index()
                    .Where(row => IsAsked(row.Index) && row.Item.Words.Count > 0)
                    .ToLookup(row => AnswerAt(at, row.Index) == 0, row => row.Item.Words[AnswerAt(at, row.Index)]);
                return new([.. said[true]], [.. said[false]]);
            }
        );

    private bool IsAsked(int row) => (_asked >> row & 1) == 1;

    private static int AnswerAt(int level, int row) => level / Weights[row] % Table[row].Answers;

    private static bool IsTonight(SearchQuery query) => query.AdmitsAt is not null;

    // A medical window counts in a search for one kind only, and a kind that gives help within a window.
    private static bool HasWindow(SearchQuery query) =>
        query.MedicalWindow is not null && OnlyKind(query)?.InWindow.Count > 0;

    private static KindDescriptor? OnlyKind(SearchQuery query) =>
        query.Kinds is [var only] ? KindDescriptor.Find(only) : null;

    private static bool IsForOthers(Profile pool, SearchQuery query) =>
        pool.Eligibility.Access?.Any(Codes.RareAccess.Contains) == true
        && query.Criteria.Access?.Any(Codes.RareAccess.Contains) != true;
}
