using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>The help has ended before it was to: how the survivor left decides the outcome.</summary>
internal static class EndEarly
{
    private static readonly Dictionary<string, string> Outcomes = new()
    {
        ["left-missing"] = Business.Missing,
        ["other-provider"] = Business.Transferred,
    };

    public static void Map(IEndpointRouteBuilder actions) =>
        actions.MapPost("/end-early", Handle).For(Roles.Intake).InTransaction();

    private static Task<Results<Ok<InboxItem>, Refused>> Handle(
        Guid attemptId,
        EndEarlyRequest request,
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
            "end-early",
            async (attempt, now) =>
            {
                attempt.Exit = request.Exit;
                var outcome = Outcomes.GetValueOrDefault(request.Exit!, Business.Left);
                transitions.Apply(attempt, "end-early", attempt.By, now, business: outcome);
                await ledger.Leave(attempt, now, ct);
                await waitlist.Promote(attempt.PoolId, now, ct);
                return null;
            },
            ct
        );
}

internal sealed record EndEarlyRequest(string? Exit);

internal sealed class EndEarlyRequestValidator : AbstractValidator<EndEarlyRequest>
{
    public EndEarlyRequestValidator() => RuleFor(r => r.Exit).RequiredOneOf(Codes.Exits);
}
