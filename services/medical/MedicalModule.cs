using ReferralNetwork.Capacity;
using ReferralNetwork.Medical.Domain;
using ReferralNetwork.Medical.Features;
using ReferralNetwork.Platform;

namespace ReferralNetwork.Medical;

public sealed class MedicalModule : IModule
{
    public static string Name => "medical";

    public static void AddServices(Service service)
    {
        service.AddCapacity(MedicalTrade.Trade);
        service.AddValidators<MedicalModule>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapCapacity(MedicalTrade.Trade);
        var medical = routes.MapKind(MedicalTrade.Trade);
        Documents.Map(medical);
        var document = medical.MapGroup("/inbox/{attemptId:guid}/documents/{documentId:guid}");
        OpenDocument.Map(document);
        ReleaseDocument.Map(document);
        ReadCustody.Map(document);
        Day.Map(medical);
    }
}
