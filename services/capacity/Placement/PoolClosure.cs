using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;

namespace ReferralNetwork.Capacity.Placement;

/// <summary>Closes a pool for a while: what was promised stands, and who waits keeps her turn. It opens by hand, or by
/// itself at its time.</summary>
internal sealed class PoolClosure(CapacityDb db, Ledger ledger, Waitlist waitlist)
{
    public async Task Close(Guid poolId, string reason, DateTimeOffset? until, DateTimeOffset now, CancellationToken ct)
    {
        await db
            .Pools.Where(p => p.Id == poolId)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(p => p.ClosedReason, reason)
                        .SetProperty(p => p.ClosedUntil, until)
                        .SetProperty(p => p.EditVersion, p => p.EditVersion + 1),
                ct
            );
        await ledger.BumpVersion(poolId, now, ct);
    }

    /// <summary>Closes a pool without an end. Of two replicas at once, the second changes nothing.</summary>
    public async Task CloseForGood(Guid poolId, string reason, DateTimeOffset now, CancellationToken ct)
    {
        if (
            await db
                .Pools.Where(p => p.Id == poolId && p.ClosedReason != reason)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(p => p.ClosedReason, reason)
                            .SetProperty(p => p.ClosedUntil, (DateTimeOffset?)null)
                            .SetProperty(p => p.EditVersion, p => p.EditVersion + 1),
                    ct
                ) == 1
        )
            await ledger.BumpVersion(poolId, now, ct);
    }

    public Task Open(Guid poolId, DateTimeOffset now, CancellationToken ct) =>
        Open(db.Pools.Where(p => p.Id == poolId && p.ClosedReason != null), poolId, now, ct);

    /// <summary>Opens a pool whose closure has ended. Of two replicas at once, the second changes nothing.</summary>
    public Task OpenDue(Guid poolId, DateTimeOffset now, CancellationToken ct) =>
        Open(db.Pools.Where(p => p.Id == poolId && p.ClosedUntil <= now), poolId, now, ct);

    private async Task Open(IQueryable<Pool> closed, Guid poolId, DateTimeOffset now, CancellationToken ct)
    {
        var opened = await closed.ExecuteUpdateAsync(
            set =>
                set.SetProperty(p => p.ClosedReason, (string?)null)
                    .SetProperty(p => p.ClosedUntil, (DateTimeOffset?)null)
                    .SetProperty(p => p.EditVersion, p => p.EditVersion + 1),
            ct
        );
        if (opened == 0)
            return;
        await ledger.BumpVersion(poolId, now, ct);
        await waitlist.Promote(poolId, now, ct);
    }
}
