using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Capacity.Consumers;

/// <summary>Reserves places for a group, or ends its reservations when the group is given back. A group that is given
/// back before its request arrives gets no places.</summary>
internal sealed class GroupRequestedHandler(CapacityDb db, GroupReservations reservations, DatabaseClock clock)
    : IHandle<GroupRequested>
{
    public async Task Handle(GroupRequested m, Delivery delivery, CancellationToken ct)
    {
        var now = await clock.Now(ct);
        var known = await db.GroupReservations.Where(b => b.GroupId == m.GroupId).ToDictionaryAsync(b => b.Id, ct);
        foreach (var asked in m.Reservations)
        {
            if (!known.TryGetValue(asked.ReservationId, out var reservation))
                await reservations.Reserve(m, asked, now, ct);
            else if (m.GivenBack && GroupReservationTable.Allows("give-back", reservation.Status))
                await reservations.End(reservation, "give-back", m.By, null, now, ct);
        }
    }
}
