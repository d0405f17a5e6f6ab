using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>The help has ended as planned, with its outcome; the place is free.</summary>
internal static class CompleteReferral
{
    public static void Map(IEndpointRouteBuilder actions) =>
        actions.MapPost("/complete", Handle).For(Roles.Intake).InTransaction();

    private static Task<Results<Ok<InboxItem>, Refused>> Handle(
        Guid attemptId,
        CompleteRequest request,
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
            "complete",
            async (attempt, now) =>
            {
                (attempt.Outcome, attempt.Exit) = (request.Outcome, request.Exit);
                transitions.Apply(attempt, "complete", attempt.By, now, business: request.Outcome);
                await ledger.Leave(attempt, now, ct);
                await waitlist.Promote(attempt.PoolId, now, ct);
                return null;
            },
            ct
        );
}

internal sealed record CompleteRequest(string? Outcome, string? Exit);

internal sealed class CompleteRequestValidator : AbstractValidator<CompleteRequest>
{
    public CompleteRequestValidator()
    {
        RuleFor(r => r.Outcome).RequiredOneOf(Codes.Outcomes);
        RuleFor(r => r.Exit).RequiredOneOf(Codes.Exits);
    }
}
