using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Capacity;
using ReferralNetwork.Capacity.Features;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Shelters.Data;

namespace ReferralNetwork.Shelters.Features;

/// <summary>Records that a health check was offered; its result stays with the clinic.</summary>
internal static class OfferHealthCheck
{
    public static void Map(IEndpointRouteBuilder shelters) =>
        shelters.MapPost("/inbox/{attemptId:guid}/health-check", Handle).For(Roles.Intake).InTransaction();

    private static async Task<Results<Ok<InboxItem>, Refused>> Handle(
        Guid attemptId,
        SheltersDb db,
        KindLedger ledger,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await ledger.Find(user, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        if (attempt.Status != Status.InProgress)
            return KindLedger.Refuse(attempt, "A health check is offered only during the stay.");
        var now = await clock.Now(ct);
        (await Stay.Of(db, attempt.Id, ct)).HealthCheckOfferedAt ??= now;
        attempt.Touch(now);
        return TypedResults.Ok(await ledger.View(attempt, ct));
    }
}
