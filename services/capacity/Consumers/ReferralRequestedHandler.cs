using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Consumers;

/// <summary>Begins a round by asking the first pool of the plan.</summary>
internal sealed class ReferralRequestedHandler(
    CapacityDb db,
    PlanRouting routing,
    GroupReservations reservations,
    DatabaseClock clock
) : IHandle<ReferralRequested>
{
    public async Task Handle(ReferralRequested m, Delivery delivery, CancellationToken ct)
    {
        var now = await clock.Now(ct);
        await reservations.PublishWhatIsLeft(m, now, ct);
        var referral = await db.Referrals.SingleOrDefaultAsync(r => r.Id == m.ReferralId, ct);
        if (referral is null)
            db.Add(referral = new Referral { Id = m.ReferralId });
        // The round is known already, or was withdrawn before its request arrived (the tombstone).
        if (m.Round <= referral.Round || m.Round <= referral.WithdrawnRound)
            return;

        referral.Round = m.Round;
        if (referral.OwnedAt is null || referral.OwnedAt <= m.At)
            (referral.ReferrerId, referral.ReferrerName) = (m.Referrer.Id, m.Referrer.Name);
        referral.By = m.By;
        referral.Urgency = m.Urgency;
        referral.MedicalWindowEndsAt = m.MedicalWindowEndsAt;
        // A change of this round's plan that arrived before the request is newer, and stays.
        if (referral.PlanRound < m.Round)
        {
            (referral.Plan, referral.Shared, referral.FollowUpUntil) = (m.Plan, true, m.FollowUpUntil);
            await BarredPerson.Replace(db, m.ReferralId, m.Barred ?? [], ct);
        }
        referral.PlacesRequested = m.Places;
        referral.GroupId = m.GroupId;
        referral.NextInPlan = referral.AttemptsMade = 0;
        referral.RoutingStopped = false;
        referral.ContinueOnRefusal = m.ContinueOnRefusal;
        referral.Waitlist = m.Waitlist;
        referral.Survivor = m.Survivor;
        await routing.AskNextPool(referral, null, now, ct);
    }
}
