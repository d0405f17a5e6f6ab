using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Capacity.Placement;

/// <summary>
/// Counts places. Each change is one conditional UPDATE, so that a place is never promised twice, whoever else changes
/// the pool at the same time. Every changed pool is published once, as it is when the transaction ends.
/// </summary>
internal sealed class Ledger(CapacityDb db, UnitOfWork work, KindDescriptor descriptor, IKind kind)
{
    private readonly SortedSet<Guid> _touched = [];

    /// <summary>Holds all places that the attempt asks for, or none if they are not free or somebody who waits could
    /// use them.</summary>
    public Task<bool> Take(Attempt a, DateTimeOffset now, CancellationToken ct) =>
        Hold(a.Id, a.PoolId, a.PlacesRequested, now, ct);

    /// <summary>Holds places for an attempt or for a group reservation.</summary>
    public async Task<bool> Hold(Guid id, Guid poolId, int places, DateTimeOffset now, CancellationToken ct)
    {
        var taken = await Change(poolId, WithRoomFor(poolId, places), now, held: places, ct: ct);
        if (taken)
            db.Add(
                new Hold
                {
                    AttemptId = id,
                    PoolId = poolId,
                    Places = places,
                }
            );
        return taken;
    }

    /// <summary>Gives an attempt that waits the places that have become free.</summary>
    /// <param name="cleared">Clearance of this attempt's referral for its pool.</param>
    public async Task<bool> TakeForWaiting(Clearance cleared, Attempt a, DateTimeOffset now, CancellationToken ct)
    {
        var room = db.Pools.Where(p =>
            p.Id == cleared.Pool.Id
            && p.Admitting
            && p.ClosedReason == null
            && !p.Suspended
            && p.Waiting > 0
            && p.Occupied + p.Held + a.PlacesRequested <= p.Maximum
        );
        var taken = await Change(cleared.Pool.Id, room, now, held: a.PlacesRequested, waiting: -1, ct: ct);
        if (taken)
            db.Add(
                new Hold
                {
                    AttemptId = a.Id,
                    PoolId = cleared.Pool.Id,
                    Places = a.PlacesRequested,
                }
            );
        return taken;
    }

    /// <summary>Whether the attempt's places could be taken now, without taking them.</summary>
    public Task<bool> HasPlaces(Attempt a, CancellationToken ct) =>
        WithRoomFor(a.PoolId, a.PlacesRequested).AnyAsync(ct);

    /// <returns>Whether the attempt held places; releasing them twice changes nothing.</returns>
    public async Task<bool> Release(Attempt a, DateTimeOffset now, CancellationToken ct) =>
        await DeleteHold(a.Id, ct) && await Change(a.PoolId, PoolById(a.PoolId), now, held: -a.PlacesRequested, ct: ct);

    /// <summary>Frees the places of a group reservation that nobody was named for.</summary>
    public async Task Release(GroupReservation reservation, DateTimeOffset now, CancellationToken ct)
    {
        var left = await db.Holds.Where(h => h.AttemptId == reservation.Id).Select(h => h.Places).SingleAsync(ct);
        // If a place was handed out since the line above, there is less to free: then the transaction runs again.
        if (await db.Holds.Where(h => h.AttemptId == reservation.Id && h.Places == left).ExecuteDeleteAsync(ct) == 0)
            throw new DbUpdateConcurrencyException();
        await Change(reservation.PoolId, PoolById(reservation.PoolId), now, held: -left, ct: ct);
    }

    /// <summary>On arrival, held places become occupied.</summary>
    public async Task<bool> Occupy(Attempt a, DateTimeOffset now, CancellationToken ct) =>
        await DeleteHold(a.Id, ct)
        && await Change(
            a.PoolId,
            PoolById(a.PoolId),
            now,
            held: -a.PlacesRequested,
            occupied: a.PlacesRequested,
            ct: ct
        );

    /// <summary>On departure. A published count may have left the person out already, so occupied never falls below
    /// 0.</summary>
    public Task<bool> Leave(Attempt a, DateTimeOffset now, CancellationToken ct) =>
        Change(
            a.PoolId,
            db.Pools.Where(p => p.Id == a.PoolId && p.Occupied > 0),
            now,
            occupied: -a.PlacesRequested,
            ct: ct
        );

    public Task AddWaiting(Guid poolId, DateTimeOffset now, CancellationToken ct) =>
        Change(poolId, PoolById(poolId), now, waiting: 1, ct: ct);

    public Task RemoveWaiting(Guid poolId, DateTimeOffset now, CancellationToken ct) =>
        Change(poolId, PoolById(poolId), now, waiting: -1, ct: ct);

    /// <summary>Moves the number of those who wait to another pool, if it is still the one that was read; of two that
    /// do so at once, the second moves nobody.</summary>
    public async Task<bool> MoveWaiting(
        Guid fromId,
        Guid toId,
        int waiting,
        DateTimeOffset now,
        CancellationToken ct
    ) =>
        await Change(
            fromId,
            db.Pools.Where(p => p.Id == fromId && p.Waiting == waiting),
            now,
            waiting: -waiting,
            ct: ct
        ) && await Change(toId, PoolById(toId), now, waiting: waiting, ct: ct);

    /// <summary>Stores a published count, unless the held places would not fit under its maximum;
    /// <paramref name="overbooked"/> stores it anyway.</summary>
    /// <param name="editVersion">The version that the publisher has read.</param>
    public async Task<bool> Publish(
        Guid poolId,
        int editVersion,
        int maximum,
        int occupied,
        bool estimate,
        bool overbooked,
        string source,
        DateTimeOffset countedAt,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var stored =
            await db
                .Pools.Where(p =>
                    p.Id == poolId && p.EditVersion == editVersion && (overbooked || occupied + p.Held <= maximum)
                )
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(p => p.Maximum, maximum)
                            .SetProperty(p => p.Occupied, occupied)
                            .SetProperty(p => p.Estimate, estimate)
                            .SetProperty(p => p.Source, source)
                            .SetProperty(p => p.Overbooked, overbooked)
                            .SetProperty(p => p.Admitting, !overbooked)
                            .SetProperty(p => p.UpdatedAt, now)
                            .SetProperty(p => p.ConfirmedAt, countedAt)
                            .SetProperty(p => p.EditVersion, p => p.EditVersion + 1),
                    ct
                ) == 1;
        return stored && await BumpVersion(poolId, now, ct);
    }

    /// <summary>Gives the pool a new version and publishes it, after an edit that changes no count.</summary>
    public Task<bool> BumpVersion(Guid poolId, DateTimeOffset now, CancellationToken ct) =>
        Change(poolId, PoolById(poolId), now, ct: ct);

    /// <summary>Publishes the pool when this transaction ends.</summary>
    public void PublishOnCommit(Guid poolId)
    {
        if (work.BeforeCommit(PublishTouched))
            _touched.Clear();
        _touched.Add(poolId);
    }

    /// <summary>Attempts that wait there and could come now: not those whose referral is live elsewhere.</summary>
    public IQueryable<Attempt> InLine(Guid poolId)
    {
        string[] live = [.. Status.Live];
        return db.Attempts.Where(a =>
            a.PoolId == poolId
            && a.Status == Status.OnHold
            && !db.Attempts.Any(other =>
                other.ReferralId == a.ReferralId && other.Id != a.Id && live.Contains(other.Status)
            )
        );
    }

    // Who waits comes before a new request, unless she needs more places than are free.
    private IQueryable<Pool> WithRoomFor(Guid poolId, int places)
    {
        var line = InLine(poolId);
        return db.Pools.Where(p =>
            p.Id == poolId
            && !p.Removed
            && !p.Suspended
            && p.ClosedReason == null
            && p.Admitting
            && p.Occupied + p.Held + places <= p.Maximum
            && (p.Waiting == 0 || !line.Any(a => a.PlacesRequested <= p.Maximum - p.Occupied - p.Held))
        );
    }

    private IQueryable<Pool> PoolById(Guid poolId) => db.Pools.Where(p => p.Id == poolId);

    private async Task<bool> DeleteHold(Guid attemptId, CancellationToken ct)
    {
        // A hold made in this transaction may not be saved yet.
        if (
            db
                .ChangeTracker.Entries<Hold>()
                .Any(entry => entry.Entity.AttemptId == attemptId && entry.State == EntityState.Added)
        )
            await db.SaveChangesAsync(ct);
        return await db.Holds.Where(h => h.AttemptId == attemptId).ExecuteDeleteAsync(ct) == 1;
    }

    private async Task<bool> Change(
        Guid poolId,
        IQueryable<Pool> pools,
        DateTimeOffset now,
        int held = 0,
        int occupied = 0,
        int waiting = 0,
        CancellationToken ct = default
    )
    {
        var version = now.ToUnixTimeMicroseconds();
        var changed = await pools.ExecuteUpdateAsync(
            set =>
                set.SetProperty(p => p.Held, p => p.Held + held)
                    .SetProperty(p => p.Occupied, p => p.Occupied + occupied < 0 ? 0 : p.Occupied + occupied)
                    .SetProperty(p => p.Waiting, p => p.Waiting + waiting)
                    .SetProperty(p => p.Version, p => p.Version >= version ? p.Version + 1 : version),
            ct
        );
        if (changed == 1)
            PublishOnCommit(poolId);
        return changed == 1;
    }

    private async Task PublishTouched(CancellationToken ct)
    {
        var ids = _touched.ToList();
        _touched.Clear();
        // An edited pool or site is saved before it is read again; a hold alone is saved together with its event.
        if (
            db.ChangeTracker.Entries().Any(entry => entry is { Entity: Pool or Site, State: not EntityState.Unchanged })
        )
            await db.SaveChangesAsync(ct);
        var rows = await (
            from pool in db.Pools.AsNoTracking()
            join site in db.Sites on pool.SiteId equals site.Id
            where ids.Contains(pool.Id)
            select new { pool, site }
        ).ToListAsync(ct);
        var extensions = await kind.DescribePools(ids, Viewer.Referrer, ct);
        foreach (var row in rows)
            db.Publish(
                State(row.pool, row.site, extensions.Of(row.pool.Id)),
                Microseconds.FromUnixTimeMicroseconds(row.pool.Version)
            );
    }

    /// <param name="extension">The kind's extension of the pool.</param>
    public AvailabilityChanged State(Pool pool, Site site, JsonObject? extension) =>
        new(
            pool.Id,
            pool.Version,
            pool.Removed || pool.Suspended,
            descriptor.Code,
            site.Id,
            pool.OrganisationId,
            site.OrganisationName,
            pool.Name,
            site.Area,
            !site.Public,
            site.Public ? site.Position : null,
            site.IntakeContact,
            pool.Access,
            pool.Admits,
            pool.Count(),
            pool.Eligibility,
            Extension.AddTo(pool.Trade, extension),
            pool.ClosedUntil
        );
}
