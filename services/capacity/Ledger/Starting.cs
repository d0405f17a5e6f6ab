using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Capacity;

/// <summary>
/// An intake begins: its pool takes nobody any more, what was promised stands, and whoever still waits there goes on to the next
/// intake of the course, with the turn she had. Where there is none yet she stays, until there is one.
/// </summary>
internal sealed class Starting(CapacityDb db, Ledger ledger, Waitlist waitlist, Moves moves)
{
    /// <summary>Why it is closed then. No publisher chooses it, and none undoes it.</summary>
    public const string Started = "started";

    public static IQueryable<Guid> Due(CapacityDb db, DateTimeOffset now) =>
        Begun(db, now).Where(p => p.ClosedReason != Started).OrderBy(p => p.StartsAt).Select(p => p.Id);

    /// <summary>Where somebody waits for an intake that has begun, and the course has a next one.</summary>
    public static IQueryable<Guid> Left(CapacityDb db, DateTimeOffset now) =>
        Begun(db, now)
            .Where(p =>
                p.Waiting > 0
                && p.CourseId != null
                && db.Pools.Any(n => n.CourseId == p.CourseId && n.StartsAt > now && !n.Removed && !n.Suspended)
            )
            .OrderBy(p => p.StartsAt)
            .Select(p => p.Id);

    private static IQueryable<Pool> Begun(CapacityDb db, DateTimeOffset now) =>
        db.Pools.Where(p => p.StartsAt <= now && !p.Removed);

    /// <summary>Of two replicas that look at once, one finds it begun.</summary>
    public async Task Start(Guid poolId, DateTimeOffset now, CancellationToken ct)
    {
        if (
            await db
                .Pools.Where(p => p.Id == poolId && p.StartsAt <= now && p.ClosedReason != Started)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(p => p.ClosedReason, Started)
                            .SetProperty(p => p.ClosedUntil, (DateTimeOffset?)null)
                            .SetProperty(p => p.EditVersion, p => p.EditVersion + 1),
                    ct
                ) == 1
        )
            await ledger.Renew(poolId, now, ct);
    }

    /// <summary>Of two replicas that look at once, one finds nobody waiting.</summary>
    public async Task GoOn(Guid poolId, DateTimeOffset now, CancellationToken ct)
    {
        var begun = await db.Pools.AsNoTracking().SingleAsync(p => p.Id == poolId, ct);
        if (await Next(begun, now, ct) is { } next)
            await GoOn(poolId, next, now, ct);
    }

    private Task<Guid?> Next(Pool pool, DateTimeOffset now, CancellationToken ct) =>
        db
            .Pools.Where(p => p.CourseId == pool.CourseId && p.StartsAt > now && !p.Removed && !p.Suspended)
            .OrderBy(p => p.StartsAt)
            .ThenBy(p => p.Id)
            .Select(p => (Guid?)p.Id)
            .FirstOrDefaultAsync(ct);

    private async Task GoOn(Guid from, Guid to, DateTimeOffset now, CancellationToken ct)
    {
        var waiting = await db.Attempts.Where(a => a.PoolId == from && a.Status == Status.OnHold).ToListAsync(ct);
        if (!await ledger.Requeue(from, to, waiting.Count, now, ct))
            return;
        foreach (var attempt in waiting)
        {
            (attempt.PoolId, attempt.By, attempt.At) = (to, Moves.Clock, now);
            moves.Announce(attempt);
        }
        await waitlist.Promote(to, now, ct);
    }
}
