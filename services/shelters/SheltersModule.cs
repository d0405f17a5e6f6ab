using ReferralNetwork.Capacity;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Shelters.Data;
using ReferralNetwork.Shelters.Features;

namespace ReferralNetwork.Shelters;

public sealed class SheltersModule : IModule
{
    public static string Name => "shelters";

    public static void AddServices(Service service) => service.AddKind<SheltersKind, SheltersDb>();

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
        var shelters = routes.MapKind(Name);
        PlanOnward.Map(shelters);
        OfferHealthCheck.Map(shelters);
    }
}
