using System.Collections.Concurrent;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Domain.Search;

/// <summary>Every pool of the network in memory. Readers take one immutable snapshot and no lock; writers take
/// turns.</summary>
/// <param name="now">The index's own time at first; <see cref="Age"/> moves it on, never back.</param>
internal sealed class AvailabilityIndex(FreshnessRules rules, DateTimeOffset now)
{
    private readonly Lock _writing = new();
    private readonly Profiles _profiles = new();
    private readonly SortedSet<(DateTimeOffset Until, Guid Pool)> _due = [];

    // Removed pools too: a late event must not bring one back.
    private readonly ConcurrentDictionary<Guid, Placement> _known = new();
    private volatile Snapshot _snapshot = Snapshot.Empty;
    private DateTimeOffset _now = now;
    private long _nextDue = long.MaxValue;
    private volatile int _count;

    public int Count => _count;

    public Gazetteer Gazetteer
    {
        get => _snapshot.Areas.Gazetteer;
        set
        {
            lock (_writing)
                _snapshot = _snapshot with { Areas = _snapshot.Areas.With(value) };
        }
    }

    /// <summary>Adds or replaces places. Places that are known already, as at each start of a service, cost
    /// nothing.</summary>
    public void AddPlaces(IReadOnlyCollection<Place> places)
    {
        if (places.All(place => Gazetteer.Find(place.Code) == place))
            return;
        lock (_writing)
            _snapshot = _snapshot with { Areas = _snapshot.Areas.With(_snapshot.Areas.Gazetteer.With(places)) };
    }

    /// <summary>The highest version wins, a removal included. False: it was known already.</summary>
    public bool Apply(AvailabilityChanged change)
    {
        lock (_writing)
        {
            var before = _known.GetValueOrDefault(change.PoolId);
            if (before?.Pool.Version >= change.Version)
                return false;
            Place(change, before);
            return true;
        }
    }

    public AvailabilityChanged? Find(Guid poolId) =>
        _known.TryGetValue(poolId, out var place) && !place.Pool.Removed ? place.Pool : null;

    /// <summary>Finds a removed pool too, as it was last.</summary>
    public AvailabilityChanged? FindAny(Guid poolId) => _known.GetValueOrDefault(poolId)?.Pool;

    /// <summary>Every pool that is not removed, in no order.</summary>
    public IEnumerable<AvailabilityChanged> All =>
        _known.Select(known => known.Value.Pool).Where(pool => !pool.Removed);

    /// <summary>Moves the pools whose count has become stale or unconfirmed since; the others are not
    /// touched.</summary>
    public void Age(DateTimeOffset now)
    {
        lock (_writing)
            AgeTo(now);
    }

    public SearchResult Search(SearchQuery query, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfZero(query.Kinds.Count, nameof(query));
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, SearchQuery.MaxLimit, nameof(query));
        // A reader ages what is due, so that no answer depends on a timer; it does not wait for a writer to do so.
        if (now.UtcTicks > Volatile.Read(ref _nextDue) && _writing.TryEnter())
        {
            try
            {
                AgeTo(now);
            }
            finally
            {
                _writing.Exit();
            }
        }
        using var scan = new Scan(_snapshot, query);
        return scan.Run();
    }

    private void AgeTo(DateTimeOffset now)
    {
        if (now <= _now)
            return;
        _now = now;
        while (_due.Count > 0 && _due.Min.Until < now)
        {
            var place = _known[_due.Min.Pool];
            Place(place.Pool, place);
        }
    }

    private void Place(AvailabilityChanged pool, Placement? before)
    {
        var next = _snapshot;
        if (before is { Pool.Removed: false })
        {
            next = next.Without(before);
            if (before.FreshUntil is { } until)
                _due.Remove((until, pool.PoolId));
            _count--;
        }
        var after = PlaceOf(pool, ref next);
        if (!pool.Removed)
        {
            next = next.With(after);
            if (after.FreshUntil is { } until)
                _due.Add((until, pool.PoolId));
            _count++;
        }
        _known[pool.PoolId] = after;
        _snapshot = next;
        Volatile.Write(ref _nextDue, _due.Count > 0 ? _due.Min.Until.UtcTicks : long.MaxValue);
    }

    private Placement PlaceOf(AvailabilityChanged pool, ref Snapshot next)
    {
        if (pool.Removed)
            return new(pool, 0, 0, 0, null);
        var areas = next.Areas.With(AreaCode.Of(pool));
        var profile = _profiles.NumberOf(pool);
        next = next with { Areas = areas, Profiles = _profiles.All };
        var rule = rules.For(pool);
        var confirmedAt = pool.Capacity.ConfirmedAt;
        return new(
            pool,
            Readiness.Tier(Readiness.IsOpen(pool), rule.Of(confirmedAt, _now)),
            areas.NumberOf(AreaCode.Of(pool)),
            profile,
            rule.Until(confirmedAt, _now)
        );
    }
}
