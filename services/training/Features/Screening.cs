using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Features;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Training.Domain;

namespace ReferralNetwork.Training.Features;

/// <summary>A centre tries her out before it accepts. Where a course asks for it, nobody is accepted without.</summary>
internal static class Screening
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/inbox/{attemptId:guid}/screening", Record).For(Roles.Intake).InTransaction();

    private static async Task<Results<Ok<InboxItem>, Refused>> Record(
        Guid attemptId,
        ScreeningRequest request,
        CapacityDb db,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await Inbox.Find(db, user, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        if (attempt.Status is not (Status.Requested or Status.Received or Status.OnHold))
            return Refusal.Of(attempt, "Only who waits for an answer is screened.");
        (attempt.Screening, attempt.At) = (request.Result, await clock.Now(ct));
        return TypedResults.Ok(await Inbox.View(db, attempt, ct));
    }
}

internal static class Refusal
{
    /// <summary>409 for what the attempt's state does not allow.</summary>
    public static Refused Of(Attempt attempt, string detail, string? reason = null) =>
        Problem.Of(
            StatusCodes.Status409Conflict,
            detail,
            ("state", attempt.Status),
            ("reason", reason),
            ("availableActions", InboxItem.ActionsOf(attempt.Status))
        );
}

internal sealed record ScreeningRequest(string? Result);

internal sealed class ScreeningRequestValidator : AbstractValidator<ScreeningRequest>
{
    public ScreeningRequestValidator() => RuleFor(r => r.Result).RequiredOneOf(TrainingTrade.Screenings);
}
