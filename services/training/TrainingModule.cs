using ReferralNetwork.Capacity;
using ReferralNetwork.Platform;
using ReferralNetwork.Training.Domain;
using ReferralNetwork.Training.Features;

namespace ReferralNetwork.Training;

public sealed class TrainingModule : IModule
{
    private static readonly Trade Trade = TrainingTrade.Trade with { NeverCame = Grants.GiveBack };

    public static string Name => "training";

    public static void AddServices(Service service)
    {
        service.AddCapacity(Trade);
        service.AddValidators<TrainingModule>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapCapacity(Trade);
        var training = routes.MapKind(Trade);
        Intakes.Map(training);
        Screening.Map(training);
        Funds.Map(training);
        Grants.Map(training);
        AttendanceDays.Map(training);
        Work.Map(training);
        Guide.Map(training);
    }
}
