using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Capacity.Consumers;

/// <summary>
/// Another organisation owns the referral now: a desk where something is under way sees who asks. One where it has
/// ended learns nothing of it.
/// </summary>
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
        // When it is written here, not when it was said: a stream looks back from its own clock.
        var now = await clock.Now(ct);
        foreach (
            var attempt in await db
                .Attempts.Where(a => a.ReferralId == m.ReferralId && a.EndedAt == null)
                .ToListAsync(ct)
        )
            (attempt.ReferrerId, attempt.ReferrerName, attempt.At) = (m.Owner.Id, m.Owner.Name, now);
    }
}
