using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Consumers;

/// <summary>
/// The plan has changed because the never list was edited, or consent was renewed, or is contested, which pauses plan
/// routing. The list of barred persons is replaced, open attempts at pools that left the plan end, and routing goes on
/// with the rest. If this arrives before the request, the request keeps it.
/// </summary>
internal sealed class ReferralPlanChangedHandler(
    CapacityDb db,
    Ledger ledger,
    AttemptTransitions transitions,
    Waitlist waitlist,
    PlanRouting routing,
    DatabaseClock clock
) : IHandle<ReferralPlanChanged>
{
    public async Task Handle(ReferralPlanChanged m, Delivery delivery, CancellationToken ct)
    {
        var referral = await db.Referrals.SingleOrDefaultAsync(r => r.Id == m.ReferralId, ct);
        if (referral is null)
            db.Add(referral = new Referral { Id = m.ReferralId });
        if (m.Round < referral.Round || (m.Round, m.Version).CompareTo((referral.PlanRound, referral.PlanVersion)) <= 0)
            return;

        var paused = !referral.Shared;
        var (before, asked) = (referral.Plan, referral.Plan.Take(referral.NextInPlan).ToList());
        (referral.PlanRound, referral.PlanVersion) = (m.Round, m.Version);
        (referral.Plan, referral.NextInPlan, referral.Shared) = (m.Plan, m.Plan.Count(asked.Contains), m.Shared);
        referral.FollowUpUntil = m.FollowUpUntil;
        referral.Version++;
        await BarredPerson.Replace(db, m.ReferralId, m.Barred, ct);
        if (m.Round != referral.Round)
            return;
        await End(referral, [.. before.Except(m.Plan)], m.By, ct);
        if (paused && m.Shared)
            await routing.Resume(referral, await clock.Now(ct), ct);
    }

    private async Task End(Referral referral, List<Guid> removed, string by, CancellationToken ct)
    {
        if (removed.Count == 0)
            return;
        var now = await clock.Now(ct);
        var attempts = await db
            .Attempts.Where(a =>
                a.ReferralId == referral.Id && a.Round == referral.Round && removed.Contains(a.PlannedPoolId)
            )
            .ToListAsync(ct);
        Attempt? ended = null;
        foreach (var attempt in attempts.Where(a => AttemptTable.Allows("leave-plan", a.Status)))
        {
            var waited = attempt.Status == Status.OnHold;
            var freed = await ledger.Release(attempt, now, ct);
            transitions.Apply(attempt, "leave-plan", by, now);
            if (waited)
                await waitlist.Leave(attempt, now, ct);
            if (freed)
                await waitlist.Promote(attempt.PoolId, now, ct);
            ended = attempt;
        }
        if (ended is not null)
            await routing.AfterRefusal(ended, now, ct);
    }
}
