using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>The provider postpones the arrival; the status does not change.</summary>
internal static class ExtendArrival
{
    public static void Map(IEndpointRouteBuilder actions) =>
        actions.MapPost("/extend", Handle).For(Roles.Intake).InTransaction();

    private static Task<Results<Ok<InboxItem>, Refused>> Handle(
        Guid attemptId,
        ExtendRequest request,
        ProviderAction provider,
        AttemptTransitions transitions,
        HttpContext http,
        CancellationToken ct
    ) =>
        provider.Run(
            http,
            attemptId,
            action: null,
            (attempt, now) => Task.FromResult(ArrivalExtension.Apply(attempt, request, transitions, now)),
            ct
        );
}

/// <param name="Until">The new latest hour of arrival.</param>
internal sealed record ExtendRequest(DateTimeOffset? Until);

internal sealed class ExtendRequestValidator : AbstractValidator<ExtendRequest>
{
    public ExtendRequestValidator() => RuleFor(r => r.Until).NotNull().WithMessage("is required");
}
