using System.Buffers;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Domain.Search;

/// <summary>
/// One query over one snapshot. The loops run in the order of the sort key (level, distance, area, kind, tier, pool
/// id), so nothing is sorted and the scan ends with the page. The hot path: it allocates only what it answers.
/// </summary>
internal ref struct Scan : IDisposable
{
    private readonly Snapshot _snapshot;
    private readonly SearchQuery _query;
    private readonly Ranking _ranking;
    private readonly Shelf[] _shelves;
    private readonly Verdicts _verdicts;
    private readonly Stop[] _stops;
    private readonly int _stopCount;
    private readonly List<SearchHit> _page;
    private Cursor? _last;
    private bool _more;

    public Scan(Snapshot snapshot, SearchQuery query)
    {
        _snapshot = snapshot;
        _query = query;
        _shelves = Array.FindAll(snapshot.Shelves, shelf => query.Kinds.Contains(shelf.Kind));
        _ranking = Ranking.For(query);
        _verdicts = new(snapshot.Profiles, query, _ranking);
        _stops = ArrayPool<Stop>.Shared.Rent(snapshot.Areas.Count);
        _stopCount = snapshot.Areas.Visit(query, _stops);
        _page = new(query.Limit);
    }

    public SearchResult Run()
    {
        Span<int> counts = stackalloc int[Ranking.Levels];
        var fitting = CountLevels(counts);
        var total = LeavesSomeOut || _stopCount < _snapshot.Areas.Count ? CountSeen(fitting) : fitting;

        for (var level = _query.Cursor?.Level ?? 0; level < counts.Length && !_more; level++)
            if (counts[level] > 0)
                Take(level, counts[level]);

        return new(_page, Math.Min(total, SearchResult.MaxTotal), total > SearchResult.MaxTotal, _more ? _last : null);
    }

    public readonly void Dispose()
    {
        _verdicts.Dispose();
        ArrayPool<Stop>.Shared.Return(_stops);
    }

    private readonly int Tiers => _query.OpenOnly ? Readiness.OpenTiers : Readiness.Tiers;

    // Judges every profile that a pool has. The counts include pools that the query may not see, which misses no level.
    private readonly int CountLevels(Span<int> levels)
    {
        var total = 0;
        foreach (var shelf in _shelves)
        {
            for (var tier = 0; tier < Tiers; tier++)
            {
                var counts = shelf.Tiers[tier].Counts;
                for (var profile = 0; profile < counts.Length; profile++)
                {
                    if (counts[profile] == 0)
                        continue;
                    var rank = _verdicts.Judge(profile);
                    if (!Verdicts.Fits(rank))
                        continue;
                    levels[_ranking.OfTier(tier) + rank] += counts[profile];
                    total += counts[profile];
                }
            }
        }
        return total;
    }

    // Where areas or owners are barred, or several places are needed, the pools are counted one by one, up to one more
    // than the highest total that is told.
    private readonly int CountSeen(int fitting)
    {
        var seen = 0;
        foreach (var stop in _stops.AsSpan(0, _stopCount))
        foreach (var shelf in _shelves)
            for (var tier = 0; tier < Tiers; tier++)
            {
                if (seen > SearchResult.MaxTotal || fitting == 0)
                    return seen;
                var cell = shelf.Tiers[tier][stop.Area];
                for (var i = 0; i < cell.Profiles.Length; i++)
                {
                    if (!Verdicts.Fits(_verdicts.Ranks[cell.Profiles[i]]))
                        continue;
                    fitting--;
                    if (!LeavesOut(cell.Pools[i]))
                        seen++;
                }
            }
        return seen;
    }

    private readonly bool LeavesSomeOut => _query.Never.BarsSomeone || (_query.OpenOnly && _query.Places > 1);

    private readonly bool LeavesOut(AvailabilityChanged pool) =>
        LeavesSomeOut && (_query.Never.BarsOwner(pool) || (_query.OpenOnly && IsTooSmall(pool)));

    // A walk-in pool keeps no places for anybody, so it is never too small.
    private readonly bool IsTooSmall(AvailabilityChanged pool) =>
        pool.Access != "walk-in" && pool.Capacity.Available < _query.Places;

    private readonly Why WhyOf(int level, AvailabilityChanged pool) =>
        _query.Places > 1 && IsTooSmall(pool) ? _ranking.WhyOf(level).WithoutRoom() : _ranking.WhyOf(level);

    // Adds what the level has after the cursor; stops where the page is full or nothing of the level is left.
    private void Take(int level, int left)
    {
        var ofTier = Ranking.TierPartOf(level);
        foreach (var stop in _stops.AsSpan(0, _stopCount))
        foreach (var shelf in _shelves)
            for (var tier = 0; tier < Tiers; tier++)
            {
                if (_ranking.OfTier(tier) != ofTier)
                    continue;
                var cell = shelf.Tiers[tier][stop.Area];
                if (cell.Profiles.IsEmpty)
                    continue;
                left -= Take(level, level - ofTier, stop, shelf.Kind, tier, cell);
                if (_more || left == 0)
                    return;
            }
    }

    private int Take(int level, int wanted, Stop stop, string kind, int tier, PoolBucket cell)
    {
        var ranks = _verdicts.Ranks;
        var profiles = cell.Profiles;
        var taken = 0;
        for (var i = FirstAfterCursor(level, stop, kind, tier, cell); i < profiles.Length; i++)
        {
            if (ranks[profiles[i]] != wanted)
                continue;
            taken++;
            var pool = cell.Pools[i];
            if (LeavesOut(pool))
                continue;
            if (_page.Count == _query.Limit)
            {
                _more = true;
                return taken;
            }
            _page.Add(
                new(
                    pool,
                    Readiness.FreshnessOf(tier),
                    Readiness.IsOpen(tier),
                    stop.DistanceKm,
                    _verdicts.FitOf(profiles[i]),
                    WhyOf(level, pool)
                )
            );
            if (_page.Count == _query.Limit)
                _last = new(level, stop.Km, _snapshot.Areas.CodeOf(stop.Area), kind, tier, pool.PoolId);
        }
        return taken;
    }

    private readonly int FirstAfterCursor(int level, Stop stop, string kind, int tier, PoolBucket cell)
    {
        if (_query.Cursor is not { } cursor || cursor.Level < level)
            return 0;
        var order = stop.Km.CompareTo(cursor.Km);
        if (order == 0)
            order = string.CompareOrdinal(_snapshot.Areas.CodeOf(stop.Area), cursor.Area);
        if (order == 0)
            order = string.CompareOrdinal(kind, cursor.Kind);
        if (order == 0)
            order = tier.CompareTo(cursor.Tier);
        return order switch
        {
            > 0 => 0,
            0 => cell.IndexAfter(cursor.PoolId),
            _ => cell.Profiles.Length,
        };
    }
}
