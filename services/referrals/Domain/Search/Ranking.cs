using System.Collections.Concurrent;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Domain.Search;

/// <summary>
/// The order of every search, as questions to a pool: each weighs more than all below it, and the distance decides
/// among those that answer alike. The answers have words, so that a place says why it stands where it stands.
/// </summary>
internal sealed class Ranking
{
    /// <summary>More criteria than this no pool meets by name.</summary>
    private const int MostNamed = 7;

    /// <summary>Few places are made for them, and who needs one finds no other.</summary>
    private static readonly string[] ForFew = ["deaf", "blind", "intellectual"];

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
        // Hours that run out are not spent on the road to a fresher count.
        new("current", "stale", "unconfirmed")
        {
            Asked = query => !HasWindow(query),
            OfTier = tier => (int)Readiness.FreshnessOf(tier),
        },
        // A hit names what fits. Tonight a bed nearby is worth more than one that names more of her.
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

    /// <summary>A pool stands on one of so many levels, the lowest number first.</summary>
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

    /// <summary>Searches that ask the same questions share one.</summary>
    public static Ranking For(SearchQuery query)
    {
        var asked = 0;
        for (var row = 0; row < Table.Length; row++)
            if (Table[row].Asked(query))
                asked |= 1 << row;
        return Known.GetOrAdd(asked, static key => new(key));
    }

    /// <summary>A pool's level is what its tier and what its profile make of it, added.</summary>
    public int OfTier(int tier) => _ofTier[tier];

    public int OfProfile(Profile pool, SearchQuery query, int named)
    {
        var sum = 0;
        for (var row = 0; row < Table.Length; row++)
            if (IsAsked(row) && Table[row].OfProfile is { } answer)
                sum += answer(pool, query, named) * Weights[row];
        return sum;
    }

    /// <summary>What the tier made of a level.</summary>
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

    // Help that is of use for so many hours only is asked for among pools of the kind that gives it.
    private static bool HasWindow(SearchQuery query) =>
        query.MedicalWindow is not null && OnlyKind(query)?.InWindow.Count > 0;

    private static KindDescriptor? OnlyKind(SearchQuery query) =>
        query.Kinds is [var only] ? KindDescriptor.Find(only) : null;

    private static bool IsForOthers(Profile pool, SearchQuery query) =>
        pool.Eligibility.Access?.Any(ForFew.Contains) == true && query.Criteria.Access?.Any(ForFew.Contains) != true;
}
