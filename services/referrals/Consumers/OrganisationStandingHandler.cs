using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Consumers;

/// <summary>A suspended organisation opens nothing here from now on.</summary>
internal sealed class OrganisationStandingHandler(ReferralsDb db) : IHandle<OrganisationStanding>
{
    public Task Handle(OrganisationStanding m, Delivery delivery, CancellationToken ct) =>
        Refusals.KeepStanding(db, m.OrganisationId, m.Suspended, m.Version, ct);
}
