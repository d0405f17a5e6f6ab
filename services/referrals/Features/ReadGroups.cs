using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Referrals.Features;

/// <summary>The caller's groups, and what is left of the places that houses keep for them.</summary>
internal static class ReadGroups
{
    public static void Map(IEndpointRouteBuilder groups)
    {
        groups.MapGet("/", List).For(Roles.Caseworker);
        groups.MapGet("/{groupId:guid}", Read).For(Roles.Caseworker);
    }

    private static async Task<Ok<WorkList<GroupView>>> List(
        ReferralsDb db,
        AvailabilityIndex index,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        var since = await clock.Now(ct) - GroupReservationTable.KeptAfterArrival;
        return TypedResults.Ok(
            Page.First(
                await GroupView.Of(db, Own(db, user).Where(g => g.EndedAt == null && g.ArrivesAt > since), index, ct)
            )
        );
    }

    private static async Task<Results<Ok<GroupView>, Refused>> Read(
        Guid groupId,
        ReferralsDb db,
        AvailabilityIndex index,
        ClaimsPrincipal user,
        CancellationToken ct
    ) => await View(db, user, groupId, index, ct) is { } view ? TypedResults.Ok(view) : Problem.NotFound();

    public static IQueryable<Group> Own(ReferralsDb db, ClaimsPrincipal user)
    {
        var organisation = user.Organisation();
        return db.Groups.Where(g => g.OrganisationId == organisation);
    }

    public static async Task<GroupView?> View(
        ReferralsDb db,
        ClaimsPrincipal user,
        Guid id,
        AvailabilityIndex index,
        CancellationToken ct
    ) => (await GroupView.Of(db, Own(db, user).Where(g => g.Id == id), index, ct)).SingleOrDefault();
}
