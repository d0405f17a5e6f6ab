using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;

namespace ReferralNetwork.Capacity;

/// <summary>
/// Takes pools out of the network and back: nothing new is asked of a suspended one, nobody finds it, and the referrers of
/// whoever is there or expected are told. What is open stays open: where she is to be instead, people decide.
/// </summary>
internal sealed class Standing(CapacityDb db, Ledger ledger, Waitlist waitlist, Moves moves)
{
    /// <summary>The reason that an attempt then shows.</summary>
    public const string Suspended = "suspended";

    /// <summary>A pool is suspended while its site or its organisation is.</summary>
    public async Task Apply(IQueryable<Pool> pools, DateTimeOffset now, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        var rows = await (from pool in pools
                          join site in db.Sites on pool.SiteId equals site.Id
                          where !pool.Removed
                          orderby pool.Id
                          select new { pool.Id, pool.Suspended, Now = site.Suspended || db.Suspensions.Any(s => s.OrganisationId == pool.OrganisationId && s.Suspended) }).ToListAsync(ct);
        foreach (var row in rows.Where(row => row.Suspended != row.Now))
        {
            await db.Pools.Where(p => p.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Suspended, row.Now), ct);
            await ledger.Renew(row.Id, now, ct);
            await Tell(row.Id, row.Now, now, ct);
            if (!row.Now) await waitlist.Promote(row.Id, now, ct);
        }
    }

    // Also that it is over: nobody's page goes on saying that the place is suspended.
    private async Task Tell(Guid poolId, bool suspended, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var attempt in await db.Attempts.Where(a => a.PoolId == poolId && a.EndedAt == null && (suspended || a.Reason == Suspended)).ToListAsync(ct))
        {
            (attempt.Reason, attempt.At) = (suspended ? Suspended : null, now);
            moves.Announce(attempt);
        }
    }
}
