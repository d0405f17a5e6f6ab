using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Domain;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Capacity.Placement;

/// <summary>
/// A pool's waiting list: who waits comes before a new referral, in the order of <see cref="Turns"/>. Those whose
/// referral is live elsewhere are passed over, and so are families for whom there is not room enough yet.
/// </summary>
internal sealed class Waitlist(
    CapacityDb db,
    Ledger ledger,
    AttemptTransitions transitions,
    Deadlines deadlines,
    WaitingListShare share
)
{
    private const int AtOnce = 50;

    /// <returns>False where the partner's share of the list is used up: then nobody joins.</returns>
    public async Task<bool> Join(Guid poolId, Guid partner, int places, DateTimeOffset now, CancellationToken ct)
    {
        // Updating the pool's row first locks it: whoever else joins there counts after this transaction.
        await ledger.AddWaiting(poolId, now, ct);
        var waiting = await db
            .Attempts.Where(a => a.PoolId == poolId && a.Status == Status.OnHold && a.ReferrerId == partner)
            .SumAsync(a => a.PlacesRequested, ct);
        if (share.Allows(waiting, places))
            return true;
        await ledger.RemoveWaiting(poolId, now, ct);
        return false;
    }

    public Task Leave(Attempt attempt, DateTimeOffset now, CancellationToken ct) =>
        ledger.RemoveWaiting(attempt.PoolId, now, ct);

    /// <summary>Gives free places of the pool to those who wait, in the transaction that freed them.</summary>
    /// <param name="except">One who has just joined the list: the place it gave up is not for it.</param>
    public async Task Promote(Guid poolId, DateTimeOffset now, CancellationToken ct, Guid? except = null)
    {
        await db.SaveChangesAsync(ct);
        var waiting = await NextOf(poolId, except, ct);
        if (waiting.Count == 0)
            return;
        // Referrals are read before live attempts are looked for: a transaction that makes one live meanwhile changes
        // the referral's version, and whichever of the two saves last fails.
        var clearances = await Clearance.Of(db, waiting.ConvertAll(a => (a.ReferralId, a.Round)), poolId, ct);
        var elsewhere = await LiveOf([.. clearances.Keys], ct);
        foreach (var attempt in waiting)
        {
            if (!clearances.TryGetValue(attempt.ReferralId, out var cleared) || elsewhere.Contains(attempt.ReferralId))
                continue;
            if (!await ledger.TakeForWaiting(cleared, attempt, now, ct))
            {
                // A family that needs more than is free does not hold up those who need less.
                if (attempt.PlacesRequested == 1)
                    return;
                continue;
            }
            cleared.Referral.GuardSingleLiveAttempt();
            attempt.PromotedAt = now;
            var clock = deadlines.Of(attempt.Urgency);
            (attempt.HeldUntil, attempt.AnswerDueAt) = (now + clock.Hold, now + clock.Answer);
            transitions.Apply(attempt, "promote", AttemptTransitions.Service, now);
        }
    }

    /// <summary>Moves everybody who waits at one pool to another, with the turns they had. Of two replicas that do so
    /// at once, the second finds nobody.</summary>
    public async Task MoveAll(Guid from, Guid to, DateTimeOffset now, CancellationToken ct)
    {
        var waiting = await db.Attempts.Where(a => a.PoolId == from && a.Status == Status.OnHold).ToListAsync(ct);
        if (!await ledger.MoveWaiting(from, to, waiting.Count, now, ct))
            return;
        foreach (var attempt in waiting)
        {
            (attempt.PoolId, attempt.By, attempt.At) = (to, AttemptTransitions.Clock, now);
            transitions.PublishOnCommit(attempt);
        }
        await Promote(to, now, ct);
    }

    private async Task<HashSet<Guid>> LiveOf(List<Guid> referrals, CancellationToken ct)
    {
        string[] live = [.. Status.Live];
        return
        [
            .. await db
                .Attempts.Where(a => referrals.Contains(a.ReferralId) && live.Contains(a.Status))
                .Select(a => a.ReferralId)
                .ToListAsync(ct),
        ];
    }

    private async Task<List<Attempt>> NextOf(Guid poolId, Guid? except, CancellationToken ct)
    {
        var line = await ledger
            .InLine(poolId)
            .Where(a => a.Id != except)
            .Select(a => new Waiter(a.Id, a.ReferrerId, a.UrgencyRank, a.WaitingSince!.Value))
            .ToListAsync(ct);
        if (line.Count == 0)
            return [];
        var since = line.Min(waiter => waiter.Since);
        var had = await db
            .Attempts.Where(a => a.PoolId == poolId && a.PromotedAt >= since && a.UrgencyRank == 0)
            .Select(a => new Turn(a.ReferrerId, a.PromotedAt!.Value))
            .ToListAsync(ct);
        var next = Turns.InOrder(line, had).Take(AtOnce).Select(waiter => waiter.Id).ToList();
        return
        [
            .. (await db.Attempts.Where(a => next.Contains(a.Id)).ToListAsync(ct)).OrderBy(a => next.IndexOf(a.Id)),
        ];
    }
}
