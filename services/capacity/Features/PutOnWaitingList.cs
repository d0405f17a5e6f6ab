using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Capacity.Domain;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>A provider that is full puts the referral on its waiting list; in an emergency the next in the plan is
/// asked too.</summary>
internal static class PutOnWaitingList
{
    public static void Map(IEndpointRouteBuilder actions) =>
        actions.MapPost("/waitlist", Handle).For(Roles.Intake).InTransaction();

    private static Task<Results<Ok<InboxItem>, Refused>> Handle(
        Guid attemptId,
        NothingRequest? _,
        ProviderAction provider,
        Ledger ledger,
        AttemptTransitions transitions,
        Waitlist waitlist,
        PlanRouting routing,
        HttpContext http,
        CancellationToken ct
    ) =>
        provider.Run(
            http,
            attemptId,
            "waitlist",
            async (attempt, now) =>
            {
                if (!await waitlist.Join(attempt.PoolId, attempt.ReferrerId, attempt.PlacesRequested, now, ct))
                    return KindLedger.Refuse(
                        attempt,
                        "The referrer has its full share of the waiting list.",
                        WaitingListShare.Full
                    );
                var freed = await ledger.Release(attempt, now, ct);
                transitions.Apply(attempt, "waitlist", attempt.By, now);
                if (freed)
                    await waitlist.Promote(attempt.PoolId, now, ct, except: attempt.Id);
                if (attempt.Urgency == "emergency")
                    await routing.AfterRefusal(attempt, now, ct);
                return null;
            },
            ct
        );
}
