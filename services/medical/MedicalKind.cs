using System.Text.Json;
using ReferralNetwork.Capacity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Medical;

/// <summary>A pool of appointments gives one or more services, and may require no papers.</summary>
internal sealed class MedicalKind : IKind
{
    private static readonly CodeList Services = KindDescriptor.Of("medical").Offers;

    public (string Field, string Message)? CheckPool(JsonElement trade) =>
        TradeMembers.Only(trade, "services") ?? TradeMembers.Codes(trade, "services", Services);

    public bool AsksNoPapers(JsonElement? trade) => true;
}
