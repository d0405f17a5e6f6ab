using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Capacity.Consumers;

/// <summary>The referrer has ended a round. A stay under way goes on, unless it was entered in error; other attempts
/// are cancelled and their places freed. If this arrives before the request, it leaves a tombstone.</summary>
internal sealed class ReferralWithdrawnHandler(
    CapacityDb db,
    Ledger ledger,
    AttemptTransitions transitions,
    Waitlist waitlist,
    DatabaseClock clock
) : IHandle<ReferralWithdrawn>
{
    public async Task Handle(ReferralWithdrawn m, Delivery delivery, CancellationToken ct)
    {
        var referral = await db.Referrals.SingleOrDefaultAsync(r => r.Id == m.ReferralId, ct);
        if (referral is null)
            db.Add(referral = new Referral { Id = m.ReferralId });
        referral.WithdrawnRound = Math.Max(referral.WithdrawnRound, m.Round);
        if (m.Round >= referral.Round)
            referral.Shared = false;
        referral.Version++;

        if (m.Reason == "consent-withdrawn")
            await db.ForgetFailures(m.ReferralId, ct);
        var action = m.Reason == Business.EnteredInError ? "entered-in-error" : "withdraw";
        var now = await clock.Now(ct);
        var attempts = await db.Attempts.Where(a => a.ReferralId == m.ReferralId && a.Round <= m.Round).ToListAsync(ct);
        foreach (var attempt in attempts.Where(a => AttemptTable.Allows(action, a.Status)))
        {
            var waited = attempt.Status == Status.OnHold;
            var freed = await ledger.Release(attempt, now, ct);
            transitions.Apply(attempt, action, m.By, now, reason: m.Reason);
            if (waited)
                await waitlist.Leave(attempt, now, ct);
            if (freed)
                await waitlist.Promote(attempt.PoolId, now, ct);
        }
    }
}
