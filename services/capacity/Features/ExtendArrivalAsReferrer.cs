using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>The referrer postpones the arrival; the status does not change.</summary>
internal static class ExtendArrivalAsReferrer
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/attempts/{referralId:guid}/extend", Handle).For(Roles.Caseworker).InTransaction();

    private static async Task<Results<Ok<ProviderAttempt>, Refused>> Handle(
        Guid referralId,
        ExtendRequest request,
        CapacityDb db,
        IKind kind,
        AttemptTransitions transitions,
        ClaimsPrincipal user,
        DatabaseClock clock,
        Sealer sealer,
        CancellationToken ct
    )
    {
        if (await ReferrerSide.Current(db, user, referralId, ct) is not { } attempt)
            return Problem.NotFound();
        attempt.By = user.Subject();
        return ArrivalExtension.Apply(attempt, request, transitions, await clock.Now(ct)) is { } refused
            ? refused
            : TypedResults.Ok((await ReferrerSide.Views(db, kind, sealer, referralId, [attempt], ct)).Single());
    }
}
