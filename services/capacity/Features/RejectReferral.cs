using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>A provider declines: what it held is free again, and the next in the plan is asked.</summary>
internal static class RejectReferral
{
    public static void Map(IEndpointRouteBuilder actions) =>
        actions.MapPost("/reject", Handle).For(Roles.Intake).InTransaction();

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
            "reject",
            async (attempt, now) =>
            {
                var waited = attempt.Status == Status.OnHold;
                var freed = await ledger.Release(attempt, now, ct);
                attempt.Say(request.Text, sealer);
                transitions.Apply(attempt, "reject", attempt.By, now, business: request.Reason);
                if (waited)
                    await waitlist.Leave(attempt, now, ct);
                if (freed)
                    await waitlist.Promote(attempt.PoolId, now, ct);
                await routing.AfterRefusal(attempt, now, ct);
                return null;
            },
            ct
        );
}

/// <param name="Text">Told to the referrer, sealed.</param>
internal sealed record RefusalRequest(string? Reason, string? Text);

internal sealed class RefusalRequestValidator : AbstractValidator<RefusalRequest>
{
    public RefusalRequestValidator()
    {
        RuleFor(r => r.Reason).RequiredOneOf(Codes.RejectReasons);
        RuleFor(r => r.Text).Text(1000);
    }
}
