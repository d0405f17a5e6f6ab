using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Consumers;

/// <summary>An organisation is suspended, or back: so are its pools.</summary>
internal sealed class OrganisationStandingHandler(CapacityDb db, Standing standing, DatabaseClock clock) : IHandle<OrganisationStanding>
{
    public async Task Handle(OrganisationStanding m, Delivery delivery, CancellationToken ct)
    {
        if (await Refusals.KeepStanding(db, m.OrganisationId, m.Suspended, m.Version, ct))
            await standing.Apply(db.Pools.Where(p => p.OrganisationId == m.OrganisationId), await clock.Now(ct), ct);
    }
}
