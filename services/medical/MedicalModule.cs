using ReferralNetwork.Capacity;
using ReferralNetwork.Platform;
using ReferralNetwork.Medical.Domain;

namespace ReferralNetwork.Medical;

public sealed class MedicalModule : IModule
{
    public static string Name => "medical";

    public static void AddServices(Service service) => service.AddCapacity(MedicalTrade.Trade);

    public static void MapEndpoints(IEndpointRouteBuilder routes) => routes.MapCapacity(MedicalTrade.Trade);
}
