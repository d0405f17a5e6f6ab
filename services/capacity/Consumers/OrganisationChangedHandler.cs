using Microsoft.Extensions.Logging;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Platform.Telemetry;

namespace ReferralNetwork.Capacity.Consumers;

/// <summary>Suspends or restores an organisation's pools after a change of its suspension or its admitted
/// kinds.</summary>
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
            CopyRepairs.Report(log, "organisation", m.OrganisationId);
        await suspension.Apply(db.Pools.Where(p => p.OrganisationId == m.OrganisationId), await clock.Now(ct), ct);
    }
}
