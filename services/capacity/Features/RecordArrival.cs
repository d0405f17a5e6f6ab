using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>The survivor has arrived: the held place becomes an occupied one.</summary>
internal static class RecordArrival
{
    public static void Map(IEndpointRouteBuilder actions) =>
        actions.MapPost("/arrive", Handle).For(Roles.Intake).InTransaction();

    private static Task<Results<Ok<InboxItem>, Refused>> Handle(
        Guid attemptId,
        NothingRequest? _,
        ProviderAction provider,
        Ledger ledger,
        AttemptTransitions transitions,
        Sealer sealer,
        HttpContext http,
        CancellationToken ct
    ) =>
        provider.Run(
            http,
            attemptId,
            "arrive",
            async (attempt, now) =>
            {
                if (CodeWords.Check(attempt, sealer) is { } unheard)
                    return unheard;
                if (!await ledger.Occupy(attempt, now, ct))
                    throw new InvalidOperationException("An accepted attempt holds no place.");
                attempt.ArrivedAt = now;
                transitions.Apply(attempt, "arrive", attempt.By, now);
                return null;
            },
            ct
        );
}
