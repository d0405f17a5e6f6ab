using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Capacity.Placement;

/// <summary>
/// Takes pools out of the network and back. A suspended pool is asked for nothing new and found by nobody, and the
/// referrers of those who are there or expected are told. What is open stays open: people decide where she goes.
/// </summary>
internal sealed class PoolSuspension(
    CapacityDb db,
    Ledger ledger,
    Waitlist waitlist,
    AttemptTransitions transitions,
    KindDescriptor kind
)
{
    /// <summary>Reason code of an attempt at a suspended pool.</summary>
    public const string Suspended = "suspended";

    /// <summary>A pool is suspended while its site or its organisation is, and while the organisation is not admitted
    /// for the kind.</summary>
    public async Task Apply(IQueryable<Pool> pools, DateTimeOffset now, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        var rows = await (
            from pool in pools
            join site in db.Sites on pool.SiteId equals site.Id
            where !pool.Removed
            select new
            {
                pool.Id,
                pool.Suspended,
                pool.OrganisationId,
                Site = site.Suspended,
            }
        )
            .InAnyOrder(row => row.Id, null)
            .ToListAsync(ct);
        var owners = rows.Select(row => row.OrganisationId).Distinct().ToList();
        var barred = (await db.Organisations.AsNoTracking().Where(o => owners.Contains(o.Id)).ToListAsync(ct))
            .Where(o => o.Suspended || !o.Kinds.Contains(kind.Code))
            .Select(o => o.Id)
            .ToHashSet();
        foreach (var row in rows)
            if (row.Suspended != (row.Site || barred.Contains(row.OrganisationId)))
                await SetSuspended(row.Id, !row.Suspended, now, ct);
    }

    private async Task SetSuspended(Guid poolId, bool suspended, DateTimeOffset now, CancellationToken ct)
    {
        await db
            .Pools.Where(p => p.Id == poolId)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Suspended, suspended), ct);
        await ledger.BumpVersion(poolId, now, ct);
        await Tell(poolId, suspended, now, ct);
        if (!suspended)
            await waitlist.Promote(poolId, now, ct);
    }

    // The end of a suspension is published too, so that no page goes on showing it.
    private async Task Tell(Guid poolId, bool suspended, DateTimeOffset now, CancellationToken ct)
    {
        foreach (
            var attempt in await db
                .Attempts.Where(a => a.PoolId == poolId && a.EndedAt == null && (suspended || a.Reason == Suspended))
                .ToListAsync(ct)
        )
        {
            (attempt.Reason, attempt.At) = (suspended ? Suspended : null, now);
            transitions.PublishOnCommit(attempt);
        }
    }
}
