using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain;

namespace ReferralNetwork.Referrals.Consumers;

/// <summary>Takes over a group reservation's state from its house's service, and alerts the referrer of a
/// refusal.</summary>
internal sealed class GroupReservationChangedHandler(ReferralsDb db, DatabaseClock clock)
    : IHandle<GroupReservationChanged>
{
    public async Task Handle(GroupReservationChanged m, Delivery delivery, CancellationToken ct)
    {
        var group = await db.Groups.SingleAsync(g => g.Id == m.GroupId, ct);
        var blocks = await db.Blocks.Where(b => b.GroupId == m.GroupId).ToListAsync(ct);
        var block = blocks.Single(b => b.Id == m.ReservationId);
        if (m.Version <= block.Version)
            return;
        var now = await clock.Now(ct);
        if (
            m.Status == GroupReservationStatus.Refused
            && block.Status != GroupReservationStatus.Refused
            && group.EndedAt is null
        )
            db.Add(Alert.Of(group, Alerts.GroupRefused, coordinator: m.Reason == Business.NoResponse, now));
        block.Take(m);
        group.Version++;
        if (
            m.Status == GroupReservationStatus.Ended
            && !blocks.Exists(b => GroupReservationStatus.Keeping.Contains(b.Status))
        )
            group.EndedAt ??= now;
    }
}
