using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
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
        var reservations = await db.GroupReservations.Where(b => b.GroupId == m.GroupId).ToListAsync(ct);
        var reservation = reservations.Single(b => b.Id == m.ReservationId);
        if (m.Version <= reservation.Version)
            return;
        var now = await clock.Now(ct);
        if (
            m.Status == GroupReservationStatus.Refused
            && reservation.Status != GroupReservationStatus.Refused
            && group.EndedAt is null
        )
            db.Add(Alert.Of(group, Alerts.GroupRefused, coordinator: m.Reason == Business.NoResponse, now));
        reservation.Take(m);
        group.Version++;
        if (
            m.Status == GroupReservationStatus.Ended
            && !reservations.Exists(b => GroupReservationStatus.Keeping.Contains(b.Status))
        )
            group.EndedAt ??= now;
    }
}
