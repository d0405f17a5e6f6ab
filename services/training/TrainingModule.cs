using ReferralNetwork.Capacity;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Training.Data;
using ReferralNetwork.Training.Features;

namespace ReferralNetwork.Training;

public sealed class TrainingModule : IModule
{
    public static string Name => "training";

    public static void AddServices(Service service) => service.AddKind<TrainingKind, TrainingDb>();

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
        var training = routes.MapKind(Name);
        Intakes.Map(training);
        RecordScreening.Map(training);
        Funds.Map(training);
        Grants.Map(training);
        AttendanceDays.Map(training);
        Work.Map(training);
        Guide.Map(training);
    }
}
