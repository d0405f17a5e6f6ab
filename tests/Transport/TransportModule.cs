using ReferralNetwork.Capacity;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Transport;

/// <summary>A kind of help that is made up: it is written with what every kind is written with, and with nothing
/// else.</summary>
public sealed class TransportModule : IModule
{
    public static string Name => "transport";

    public static void AddServices(Service service) => service.AddKind<TransportKind, TransportDb>();

    public static void MapEndpoints(IEndpointRouteBuilder routes) => PlanRide.Map(routes.MapKind(Name));
}
