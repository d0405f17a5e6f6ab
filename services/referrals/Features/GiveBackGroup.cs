using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Ends a group because nobody else comes: the places left are free at once, and whoever has been named keeps
/// hers.</summary>
internal static class GiveBackGroup
{
    public static void Map(IEndpointRouteBuilder groups) =>
        groups.MapDelete("/{groupId:guid}", Handle).For(Roles.Caseworker).InTransaction();

    private static async Task<Results<NoContent, Refused>> Handle(
        Guid groupId,
        ReferralsDb db,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        if (await ReadGroups.Own(db, user).SingleOrDefaultAsync(g => g.Id == groupId, ct) is not { } group)
            return Problem.NotFound();
        if (group.EndedAt is not null)
            return TypedResults.NoContent();
        var now = await clock.Now(ct);
        (group.EndedAt, group.Version) = (now, group.Version + 1);
        var reservations = await db.GroupReservations.Where(b => b.GroupId == groupId).ToListAsync(ct);
        foreach (var reservation in reservations.Where(b => GroupReservationStatus.Keeping.Contains(b.Status)))
            reservation.End();
        db.Publish(group.Request(reservations, user.Subject(), now), now);
        return TypedResults.NoContent();
    }
}
