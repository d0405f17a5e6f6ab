using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;

namespace ReferralNetwork.Capacity;

/// <summary>
/// Blocks of places for a group that is expected: kept like any hold before anybody of it is known, then given away one referral
/// after the other, so that the count of the pool does not change.
/// </summary>
internal sealed class Groups(CapacityDb db, Ledger ledger, Waitlist waitlist)
{
    /// <summary>Keeps as many of the places as the pool has; none where somebody waits for them.</summary>
    /// <returns>How many are kept.</returns>
    public async Task<int> Keep(Guid blockId, Guid poolId, int wanted, DateTimeOffset now, CancellationToken ct)
    {
        // Others may take some between the look and the hold: then it looks once more.
        for (var look = 0; look < 2; look++)
        {
            var free = await db.Pools.Where(p => p.Id == poolId).Select(p => p.Maximum - p.Occupied - p.Held).SingleAsync(ct);
            var places = Math.Min(wanted, free);
            if (places > 0 && await ledger.Hold(blockId, poolId, places, now, ct)) return places;
        }
        return 0;
    }

    /// <summary>Gives the attempt its places out of the block that its referral names, if one of that referrer's is there.</summary>
    public async Task<bool> Take(Referral referral, Attempt attempt, CancellationToken ct)
    {
        if (referral.GroupId is not { } group) return false;
        var block = await db.Blocks.Where(b => b.GroupId == group && b.PoolId == attempt.PoolId && b.ReferrerId == referral.ReferrerId && b.EndedAt == null)
            .Select(b => (Guid?)b.Id).SingleOrDefaultAsync(ct);
        var taken = block is not null && await db.Holds.Where(h => h.AttemptId == block && h.Places >= attempt.Places)
            .ExecuteUpdateAsync(set => set.SetProperty(h => h.Places, h => h.Places - attempt.Places), ct) == 1;
        if (taken) db.Add(new Hold { AttemptId = attempt.Id, PoolId = attempt.PoolId, Places = attempt.Places });
        return taken;
    }

    /// <summary>What nobody was named for by then is free again.</summary>
    public async Task EndDue(Guid blockId, DateTimeOffset now, CancellationToken ct) =>
        await End(await db.Blocks.AsNoTracking().SingleAsync(b => b.Id == blockId, ct), now, ct);

    /// <summary>Whoever ends it first frees what is left; a second end changes nothing.</summary>
    public async Task End(Block block, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Blocks.Where(b => b.Id == block.Id && b.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(b => b.EndedAt, now), ct) == 0) return;
        await ledger.Release(block, now, ct);
        await waitlist.Promote(block.PoolId, now, ct);
    }
}
