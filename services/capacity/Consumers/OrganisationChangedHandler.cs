using Microsoft.Extensions.Logging;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Platform.Telemetry;

namespace ReferralNetwork.Capacity.Consumers;

/// <summary>An organisation is suspended or back, or admitted for other kinds: so are its pools.</summary>
internal sealed class OrganisationChangedHandler(
    CapacityDb db,
    PoolSuspension suspension,
    DatabaseClock clock,
    ILogger<OrganisationChangedHandler> log
) : IHandle<OrganisationChanged>
{
    public async Task Handle(OrganisationChanged m, Delivery delivery, CancellationToken ct)
    {
        if (!await KnownOrganisation.Keep(db, m.OrganisationId, m.Name.ToString(), m.Kinds, m.Suspended, m.Version, ct))
            return;
        if (m.Again)
            Copies.Missed(log, "organisation", m.OrganisationId);
        await suspension.Apply(db.Pools.Where(p => p.OrganisationId == m.OrganisationId), await clock.Now(ct), ct);
    }
}
