using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Consumers;

/// <summary>Records that a sign-in or a client has ended, so that its tokens are refused here.</summary>
internal sealed class AccessEndedHandler(ReferralsDb db) : IHandle<AccessEnded>
{
    public Task Handle(AccessEnded m, Delivery delivery, CancellationToken ct) =>
        Refusals.KeepEnded(db, m.Id, m.Until, ct);
}
