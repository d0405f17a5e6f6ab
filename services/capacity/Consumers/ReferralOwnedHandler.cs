using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Capacity.Consumers;

/// <summary>Another organisation owns the referral now: the desk sees who asks, and what was asked of the one before is the new one's.</summary>
internal sealed class ReferralOwnedHandler(CapacityDb db, DatabaseClock clock) : IHandle<ReferralOwned>
{
    public async Task Handle(ReferralOwned m, Delivery delivery, CancellationToken ct)
    {
        var referral = await db.Referrals.SingleOrDefaultAsync(r => r.Id == m.ReferralId, ct);
        if (referral is null) db.Add(referral = new Referral { Id = m.ReferralId });
        if (referral.OwnedAt >= m.At) return;
        (referral.ReferrerId, referral.ReferrerName, referral.OwnedAt) = (m.Owner.Id, m.Owner.Name, m.At);
        referral.Version++;
        // When it is written here, not when it was said: a stream looks back from its own clock.
        var now = await clock.Now(ct);
        foreach (var attempt in await db.Attempts.Where(a => a.ReferralId == m.ReferralId).ToListAsync(ct))
            (attempt.ReferrerId, attempt.ReferrerName, attempt.At) = (m.Owner.Id, m.Owner.Name, now);
    }
}
