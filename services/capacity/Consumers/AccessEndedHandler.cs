using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Consumers;

/// <summary>The tokens of a sign-in or a client that has ended open nothing here from now on.</summary>
internal sealed class AccessEndedHandler(CapacityDb db) : IHandle<AccessEnded>
{
    public Task Handle(AccessEnded m, Delivery delivery, CancellationToken ct) =>
        Refusals.KeepEnded(db, m.Id, m.Until, ct);
}
