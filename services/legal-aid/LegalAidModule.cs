using ReferralNetwork.Capacity;
using ReferralNetwork.LegalAid.Data;
using ReferralNetwork.LegalAid.Features;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.LegalAid;

public sealed class LegalAidModule : IModule
{
    public static string Name => "legal-aid";

    public static void AddServices(Service service) => service.AddKind<LegalAidKind, LegalAidDb>();

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
        var desk = routes.MapKind(Name);
        Panel.Map(desk);
        Assigning.Map(desk);
        ConflictCheck.Map(desk);
        Complaints.Map(desk);
        Matters.Map(desk);
    }
}
