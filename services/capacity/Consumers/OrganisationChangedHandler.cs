using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Consumers;

/// <summary>An organisation is suspended or back, or admitted for other kinds: so are its pools.</summary>
internal sealed class OrganisationChangedHandler(CapacityDb db, Standing standing, DatabaseClock clock) : IHandle<OrganisationChanged>
{
    public async Task Handle(OrganisationChanged m, Delivery delivery, CancellationToken ct)
    {
        if (await KnownOrganisation.Keep(db, m.OrganisationId, m.Name.ToString(), m.Kinds, m.Suspended, m.Version, ct))
            await standing.Apply(db.Pools.Where(p => p.OrganisationId == m.OrganisationId), await clock.Now(ct), ct);
    }
}
