using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Identity.Features;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Identity.Consumers;

/// <summary>Publishes every organisation again, for a service that is new or was away.</summary>
internal sealed class OrganisationsRequestedHandler(IdentityDb db, DatabaseClock clock)
    : IHandle<OrganisationsRequested>
{
    public async Task Handle(OrganisationsRequested m, Delivery delivery, CancellationToken ct)
    {
        var now = await clock.Now(ct);
        foreach (var organisation in await db.Organisations.AsNoTracking().ToListAsync(ct))
            db.Repeat(organisation, now);
    }
}
