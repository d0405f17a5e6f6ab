using ReferralNetwork.Capacity;
using ReferralNetwork.Platform;
using ReferralNetwork.Training.Domain;

namespace ReferralNetwork.Training;

public sealed class TrainingModule : IModule
{
    public static string Name => "training";

    public static void AddServices(Service service) => service.AddCapacity(TrainingTrade.Trade);

    public static void MapEndpoints(IEndpointRouteBuilder routes) => routes.MapCapacity(TrainingTrade.Trade);
}
