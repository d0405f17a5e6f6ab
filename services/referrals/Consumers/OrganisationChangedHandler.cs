using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Platform.Telemetry;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Consumers;

/// <summary>Keeps what is known of an organisation, by which this service refuses a suspended one.</summary>
internal sealed class OrganisationChangedHandler(ReferralsDb db, ILogger<OrganisationChangedHandler> log)
    : IHandle<OrganisationChanged>
{
    public async Task Handle(OrganisationChanged m, Delivery delivery, CancellationToken ct)
    {
        if (
            await KnownOrganisation.Keep(db, m.OrganisationId, m.Name.ToString(), m.Kinds, m.Suspended, m.Version, ct)
            && m.Again
        )
            CopyRepairs.Report(log, "organisation", m.OrganisationId);
    }
}
