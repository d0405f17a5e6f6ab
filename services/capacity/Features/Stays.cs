using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>What a provider plans with somebody whom it has taken in, from the first night on. No transition: the state stays.</summary>
internal static class Stays
{
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(3650);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/inbox/{attemptId:guid}/stay", Plan).For(Roles.Intake).InTransaction();
        routes.MapPost("/inbox/{attemptId:guid}/health-check", Offered).For(Roles.Intake).InTransaction();
    }

    private static async Task<Results<Ok<InboxItem>, Refused>> Plan(
        Guid attemptId,
        StayRequest request,
        CapacityDb db,
        Trade trade,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await Inbox.Find(db, user, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        if (attempt.Status is not (Status.Accepted or Status.Ready or Status.InProgress))
            return Refuse(attempt);
        if (request.Onward is not null && trade.Onward?.Contains(request.Onward) != true)
            return Problem.Field(
                "onward",
                trade.Onward is { } known ? $"is none of: {string.Join(", ", known)}" : "is not planned here"
            );
        var now = await clock.Now(ct);
        if (request.ExpectedEndAt < now.AddDays(-1) || request.ExpectedEndAt > now + Furthest)
            return Problem.Field("expectedEndAt", "is from now to ten years ahead");
        (attempt.ExpectedEndAt, attempt.Onward, attempt.At) = (request.ExpectedEndAt, request.Onward, now);
        return TypedResults.Ok(await Inbox.View(db, attempt, ct));
    }

    /// <summary>Offered, not done: whether she wants it is hers, and what comes of it the clinic's.</summary>
    private static async Task<Results<Ok<InboxItem>, Refused>> Offered(
        Guid attemptId,
        CapacityDb db,
        Trade trade,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await Inbox.Find(db, user, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        if (trade.HealthCheckWithin is null || attempt.Status != Status.InProgress)
            return Refuse(attempt);
        attempt.HealthCheckOfferedAt ??= await clock.Now(ct);
        return TypedResults.Ok(await Inbox.View(db, attempt, ct));
    }

    private static Refused Refuse(Attempt attempt) =>
        Problem.Of(
            StatusCodes.Status409Conflict,
            $"Nothing of this is planned for a referral that is {attempt.Status}.",
            ("state", attempt.Status),
            ("availableActions", InboxItem.ActionsOf(attempt.Status))
        );
}

/// <param name="ExpectedEndAt">Null: not known.</param>
/// <param name="Onward">One of the trade's codes; null: not known.</param>
internal sealed record StayRequest(DateTimeOffset? ExpectedEndAt, string? Onward);

internal sealed class StayRequestValidator : AbstractValidator<StayRequest>
{
    public StayRequestValidator() => RuleFor(r => r.Onward).Text(Conventions.CodeLength);
}
