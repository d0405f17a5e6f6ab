using ReferralNetwork.Capacity;
using ReferralNetwork.Medical.Data;
using ReferralNetwork.Medical.Features;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Medical;

public sealed class MedicalModule : IModule
{
    public static string Name => "medical";

    public static void AddServices(Service service) => service.AddKind<MedicalKind, MedicalDb>();

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
        var medical = routes.MapKind(Name);
        Documents.Map(medical);
        var document = medical.MapGroup("/inbox/{attemptId:guid}/documents/{documentId:guid}");
        OpenDocument.Map(document);
        ReleaseDocument.Map(document);
        ReadCustody.Map(document);
        Day.Map(medical);
    }
}
