using ReferralNetwork.Capacity;
using ReferralNetwork.LegalAid.Domain;
using ReferralNetwork.LegalAid.Features;
using ReferralNetwork.Platform;

namespace ReferralNetwork.LegalAid;

public sealed class LegalAidModule : IModule
{
    public static string Name => "legal-aid";

    public static void AddServices(Service service)
    {
        service.AddCapacity(LegalAidTrade.Trade);
        service.AddValidators<LegalAidModule>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapCapacity(LegalAidTrade.Trade);
        var desk = routes.MapKind(LegalAidTrade.Trade);
        Panel.Map(desk);
        Assigning.Map(desk);
        ConflictCheck.Map(desk);
        Complaints.Map(desk);
        Matters.Map(desk);
    }
}
