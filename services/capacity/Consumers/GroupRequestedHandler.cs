using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Capacity.Consumers;

/// <summary>A group is expected, or nobody else of it comes. What is given back before it was asked for is kept
/// nowhere.</summary>
internal sealed class GroupRequestedHandler(CapacityDb db, GroupReservations reservations, DatabaseClock clock)
    : IHandle<GroupRequested>
{
    public async Task Handle(GroupRequested m, Delivery delivery, CancellationToken ct)
    {
        var now = await clock.Now(ct);
        var known = await db.GroupReservations.Where(b => b.GroupId == m.GroupId).ToDictionaryAsync(b => b.Id, ct);
        foreach (var asked in m.Blocks)
        {
            if (!known.TryGetValue(asked.ReservationId, out var block))
                await reservations.Reserve(m, asked, now, ct);
            else if (m.GivenBack && GroupReservationTable.Allows("give-back", block.Status))
                await reservations.End(block, "give-back", m.By, null, now, ct);
        }
    }
}
