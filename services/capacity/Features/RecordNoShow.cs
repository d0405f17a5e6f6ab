using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>Nobody came: the place is free for who waits.</summary>
internal static class RecordNoShow
{
    public static void Map(IEndpointRouteBuilder actions) =>
        actions.MapPost("/no-show", Handle).For(Roles.Intake).InTransaction();

    private static Task<Results<Ok<InboxItem>, Refused>> Handle(
        Guid attemptId,
        NothingRequest? _,
        ProviderAction provider,
        Ledger ledger,
        AttemptTransitions transitions,
        Waitlist waitlist,
        HttpContext http,
        CancellationToken ct
    ) =>
        provider.Run(
            http,
            attemptId,
            "no-show",
            async (attempt, now) =>
            {
                await ledger.Release(attempt, now, ct);
                transitions.Apply(attempt, "no-show", attempt.By, now);
                await waitlist.Promote(attempt.PoolId, now, ct);
                return null;
            },
            ct
        );
}
