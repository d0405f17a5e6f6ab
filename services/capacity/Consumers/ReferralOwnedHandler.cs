using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Capacity.Consumers;

/// <summary>Another organisation owns the referral now. Desks with an open attempt are shown the new owner; desks whose
/// attempt has ended are told nothing.</summary>
internal sealed class ReferralOwnedHandler(CapacityDb db, DatabaseClock clock) : IHandle<ReferralOwned>
{
    public async Task Handle(ReferralOwned m, Delivery delivery, CancellationToken ct)
    {
        var referral = await db.Referrals.SingleOrDefaultAsync(r => r.Id == m.ReferralId, ct);
        if (referral is null)
            db.Add(referral = new Referral { Id = m.ReferralId });
        if (referral.OwnedAt >= m.At)
            return;
        (referral.ReferrerId, referral.ReferrerName, referral.OwnedAt) = (m.Owner.Id, m.Owner.Name, m.At);
        referral.Version++;
        // The time of this write, not of the event: streams resume by this service's own clock.
        var now = await clock.Now(ct);
        foreach (
            var attempt in await db
                .Attempts.Where(a => a.ReferralId == m.ReferralId && a.EndedAt == null)
                .ToListAsync(ct)
        )
            (attempt.ReferrerId, attempt.ReferrerName, attempt.At) = (m.Owner.Id, m.Owner.Name, now);
    }
}
