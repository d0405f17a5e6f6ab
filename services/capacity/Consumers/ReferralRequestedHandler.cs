using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Consumers;

/// <summary>A round begins: ask the plan's first pool.</summary>
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
        // A round known already, or withdrawn before it came (the tombstone).
        if (m.Round <= referral.Round || m.Round <= referral.WithdrawnRound)
            return;

        referral.Round = m.Round;
        if (referral.OwnedAt is null || referral.OwnedAt <= m.At)
            (referral.ReferrerId, referral.ReferrerName) = (m.Referrer.Id, m.Referrer.Name);
        referral.By = m.By;
        referral.Urgency = m.Urgency;
        referral.MedicalWindowEndsAt = m.MedicalWindowEndsAt;
        // What has changed since it was sent is known already, where it came first.
        if (referral.PlanRound < m.Round)
        {
            (referral.Plan, referral.Shared, referral.FollowUpUntil) = (m.Plan, true, m.FollowUpUntil);
            await BarredPerson.Replace(db, m.ReferralId, m.Barred ?? [], ct);
        }
        referral.PlacesRequested = m.Places;
        referral.GroupId = m.GroupId;
        referral.Next = referral.Made = 0;
        referral.Stopped = false;
        referral.ContinueOnRefusal = m.ContinueOnRefusal;
        referral.Waitlist = m.Waitlist;
        referral.Survivor = m.Survivor;
        await routing.AskNextPool(referral, null, now, ct);
    }
}
