using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Domain;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Capacity;

/// <summary>
/// Who waits comes before a new referral: urgency first, then time. One whose referral is live elsewhere is passed over, and
/// so is a family for whom there is not room enough yet.
/// </summary>
internal sealed class Waitlist(CapacityDb db, Ledger ledger, Moves moves, Deadlines deadlines)
{
    public async Task Join(Attempt attempt, DateTimeOffset now, CancellationToken ct)
    {
        attempt.WaitingSince = now;
        await ledger.Queue(attempt.PoolId, now, ct);
    }

    public Task Leave(Attempt attempt, DateTimeOffset now, CancellationToken ct) => ledger.Unqueue(attempt.PoolId, now, ct);

    /// <summary>Gives free places of the pool to those who wait, in the transaction that freed them.</summary>
    /// <param name="except">One who has just been put on the list: the place it gave back is not for it.</param>
    public async Task Promote(Guid poolId, DateTimeOffset now, CancellationToken ct, Guid? except = null)
    {
        await db.SaveChangesAsync(ct);
        var waiting = await db.Attempts
            .Where(a => a.PoolId == poolId && a.Status == Status.OnHold && a.Id != except
                && !db.Attempts.Any(other => other.ReferralId == a.ReferralId && other.Id != a.Id
                    && (other.Status == Status.Requested || other.Status == Status.Received || other.Status == Status.Accepted
                        || other.Status == Status.Ready || other.Status == Status.InProgress)))
            .OrderBy(a => a.UrgencyRank).ThenBy(a => a.WaitingSince).Take(50).ToListAsync(ct);
        string[] live = [.. Status.Live];
        foreach (var attempt in waiting)
        {
            // The referral's version is read before it is asked whether she is live elsewhere: another who answered so meanwhile
            // has changed it, and one of the two is told so when it saves.
            if (await Cleared.Of(db, attempt.ReferralId, attempt.Round, poolId, ct) is not { Referral: var referral } cleared) continue;
            if (await db.Attempts.AnyAsync(a => a.ReferralId == referral.Id && a.Id != attempt.Id && live.Contains(a.Status), ct)) continue;
            if (!await ledger.TakeForWaiting(cleared, attempt, now, ct))
            {
                // A family that needs more than is free holds up nobody who needs less.
                if (attempt.Places == 1) return;
                continue;
            }
            referral.MayTurnLive();
            var clock = deadlines.Of(attempt.Urgency);
            (attempt.HeldUntil, attempt.AnswerDueAt) = (now + clock.Hold, now + clock.Answer);
            moves.Move(attempt, "promote", Moves.Service, now);
        }
    }
}
