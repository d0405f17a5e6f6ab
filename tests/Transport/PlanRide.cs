using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity;
using ReferralNetwork.Capacity.Features;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Transport;

internal static class PlanRide
{
    public static void Map(IEndpointRouteBuilder transport) =>
        transport.MapPut("/inbox/{attemptId:guid}/ride", Handle).For(Roles.Intake).InTransaction();

    private static async Task<Results<Ok<InboxItem>, Refused>> Handle(
        Guid attemptId,
        RideRequest request,
        TransportDb db,
        KindLedger ledger,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await ledger.Find(user, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        var ride = await db.Rides.SingleOrDefaultAsync(r => r.AttemptId == attempt.Id, ct);
        if (ride is null)
            db.Add(ride = new Ride { AttemptId = attempt.Id });
        (ride.Driver, ride.CallAt) = (request.Driver!, request.CallAt ?? await clock.Now(ct));
        attempt.Touch(await clock.Now(ct));
        return TypedResults.Ok(await ledger.View(attempt, ct));
    }
}

internal sealed record RideRequest(string? Driver, DateTimeOffset? CallAt);

internal sealed class RideRequestValidator : AbstractValidator<RideRequest>
{
    public RideRequestValidator() => RuleFor(r => r.Driver).RequiredText(50);
}
