using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

internal static class CancelConference
{
    public static void Map(IEndpointRouteBuilder conferences) =>
        conferences.MapPost("/{conferenceId:guid}/cancel", Handle).For(Roles.Caseworker).InTransaction();

    private static async Task<Results<NoContent, Refused>> Handle(
        Guid conferenceId,
        ReferralsDb db,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        if (await Conferences.OwnOpen(db, user, conferenceId, ct) is not { } conference)
            return Problem.NotFound();
        (conference.CancelledAt, conference.Version) = (await clock.Now(ct), conference.Version + 1);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
