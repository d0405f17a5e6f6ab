using ReferralNetwork.Capacity;
using ReferralNetwork.Platform;
using ReferralNetwork.Shelters.Domain;

namespace ReferralNetwork.Shelters;

public sealed class SheltersModule : IModule
{
    public static string Name => "shelters";

    public static void AddServices(Service service) => service.AddCapacity(ShelterTrade.Trade);

    public static void MapEndpoints(IEndpointRouteBuilder routes) => routes.MapCapacity(ShelterTrade.Trade);
}
