using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>When the stay or service of somebody who was accepted is expected to end. Not a transition: the status does
/// not change.</summary>
internal static class Stays
{
    private static readonly TimeSpan MaxAhead = TimeSpan.FromDays(3650);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/inbox/{attemptId:guid}/stay", Plan).For(Roles.Intake).InTransaction();

    private static async Task<Results<Ok<InboxItem>, Refused>> Plan(
        Guid attemptId,
        StayRequest request,
        CapacityDb db,
        IKind kind,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await Inbox.Find(db, user, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        if (attempt.Status is not (Status.Accepted or Status.Ready or Status.InProgress))
            return KindLedger.Refuse(attempt, $"No expected end can be set for a referral that is {attempt.Status}.");
        var now = await clock.Now(ct);
        if (request.ExpectedEndAt < now.AddDays(-1) || request.ExpectedEndAt > now + MaxAhead)
            return Problem.Field("expectedEndAt", "is from now to ten years ahead");
        (attempt.ExpectedEndAt, attempt.At) = (request.ExpectedEndAt, now);
        return TypedResults.Ok(await Inbox.View(db, kind, attempt, ct));
    }
}

/// <param name="ExpectedEndAt">Null: not known.</param>
internal sealed record StayRequest(DateTimeOffset? ExpectedEndAt);

// The allowed range depends on the current time, so the handler checks it.
internal sealed class StayRequestValidator : AbstractValidator<StayRequest>;
