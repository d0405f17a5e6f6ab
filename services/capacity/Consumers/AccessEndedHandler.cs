using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Consumers;

/// <summary>Refuses the tokens of a sign-in or client whose access has ended.</summary>
internal sealed class AccessEndedHandler(CapacityDb db) : IHandle<AccessEnded>
{
    public Task Handle(AccessEnded m, Delivery delivery, CancellationToken ct) =>
        Refusals.KeepEnded(db, m.Id, m.Until, ct);
}
