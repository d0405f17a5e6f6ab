using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Domain;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>A provider accepts: the held place becomes the survivor's, and other waits of the referral end.</summary>
internal static class AcceptReferral
{
    public static void Map(IEndpointRouteBuilder actions) =>
        actions.MapPost("/accept", Handle).For(Roles.Intake).InTransaction();

    private static Task<Results<Ok<InboxItem>, Refused>> Handle(
        Guid attemptId,
        NothingRequest? _,
        ProviderAction provider,
        CapacityDb db,
        IKind kind,
        Ledger ledger,
        AttemptTransitions transitions,
        PlanRouting routing,
        Deadlines deadlines,
        HttpContext http,
        CancellationToken ct
    ) =>
        provider.Run(
            http,
            attemptId,
            "accept",
            async (attempt, now) =>
            {
                var pool = await db.Pools.AsNoTracking().SingleAsync(p => p.Id == attempt.PoolId, ct);
                if (pool.Suspended)
                    return KindLedger.Refuse(
                        attempt,
                        "The network has suspended this place.",
                        PoolSuspension.Suspended
                    );
                if (await kind.MayAccept(pool, attempt, ct) is { } reason)
                    return KindLedger.Refuse(attempt, "Something else must be done first: see reason.", reason);
                if (attempt.Status == Status.Requested && !await ledger.Take(attempt, now, ct))
                    return KindLedger.Refuse(attempt, "There is no free place to accept with.", Business.NoCapacity);
                var arrival = now + deadlines.Of(attempt.Urgency).Arrival;
                transitions.Apply(attempt, "accept", attempt.By, now, dueAt: arrival);
                await routing.EndOtherWaits(attempt, now, ct);
                return null;
            },
            ct
        );
}
