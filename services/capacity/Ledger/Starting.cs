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

    /// <summary>Of two replicas that look at once, one finds it begun, or nobody waiting.</summary>
    public async Task StartDue(DateTimeOffset now, CancellationToken ct)
    {
        foreach (var id in await Due(now).Where(p => p.ClosedReason != Started).OrderBy(p => p.Id).Select(p => p.Id).Take(100).ToListAsync(ct))
            if (await db.Pools.Where(p => p.Id == id && p.StartsAt <= now && p.ClosedReason != Started).ExecuteUpdateAsync(set => set
                .SetProperty(p => p.ClosedReason, Started).SetProperty(p => p.ClosedUntil, (DateTimeOffset?)null)
                .SetProperty(p => p.EditVersion, p => p.EditVersion + 1), ct) == 1) await ledger.Renew(id, now, ct);

        var left = await Due(now).AsNoTracking().Where(p => p.Waiting > 0 && p.CourseId != null).OrderBy(p => p.Id).Take(100).ToListAsync(ct);
        foreach (var pool in left)
            if (await Next(pool, now, ct) is { } next) await GoOn(pool.Id, next, now, ct);
    }

    private IQueryable<Pool> Due(DateTimeOffset now) => db.Pools.Where(p => p.StartsAt <= now && !p.Removed);

    private Task<Guid?> Next(Pool pool, DateTimeOffset now, CancellationToken ct) => db.Pools
        .Where(p => p.CourseId == pool.CourseId && p.StartsAt > now && !p.Removed && !p.Suspended)
        .OrderBy(p => p.StartsAt).ThenBy(p => p.Id).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(ct);

    private async Task GoOn(Guid from, Guid to, DateTimeOffset now, CancellationToken ct)
    {
        var waiting = await db.Attempts.Where(a => a.PoolId == from && a.Status == Status.OnHold).ToListAsync(ct);
        if (!await ledger.Requeue(from, to, waiting.Count, now, ct)) return;
        foreach (var attempt in waiting)
        {
            (attempt.PoolId, attempt.By, attempt.At) = (to, Moves.Clock, now);
            moves.Announce(attempt);
        }
        await waitlist.Promote(to, now, ct);
    }
}
