using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>A provider that had accepted cannot take the survivor after all; the next in the plan is asked.</summary>
internal static class CancelAcceptance
{
    public static void Map(IEndpointRouteBuilder actions) =>
        actions.MapPost("/cancel", Handle).For(Roles.Intake).InTransaction();

    private static Task<Results<Ok<InboxItem>, Refused>> Handle(
        Guid attemptId,
        RefusalRequest request,
        ProviderAction provider,
        Ledger ledger,
        AttemptTransitions transitions,
        Waitlist waitlist,
        PlanRouting routing,
        Sealer sealer,
        HttpContext http,
        CancellationToken ct
    ) =>
        provider.Run(
            http,
            attemptId,
            "cancel",
            async (attempt, now) =>
            {
                await ledger.Release(attempt, now, ct);
                attempt.Say(request.Text, sealer);
                transitions.Apply(attempt, "cancel", attempt.By, now, reason: request.Reason);
                await waitlist.Promote(attempt.PoolId, now, ct);
                await routing.AfterRefusal(attempt, now, ct);
                return null;
            },
            ct
        );
}
