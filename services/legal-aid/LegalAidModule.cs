using ReferralNetwork.Capacity;
using ReferralNetwork.Platform;
using ReferralNetwork.LegalAid.Domain;

namespace ReferralNetwork.LegalAid;

public sealed class LegalAidModule : IModule
{
    public static string Name => "legal-aid";

    public static void AddServices(Service service) => service.AddCapacity(LegalAidTrade.Trade);

    public static void MapEndpoints(IEndpointRouteBuilder routes) => routes.MapCapacity(LegalAidTrade.Trade);
}
