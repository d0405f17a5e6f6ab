using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>A coordinator suspends a site or admits it again. Doing so twice changes nothing.</summary>
internal static class SuspendSite
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost(
                "/sites/{siteId:guid}/suspend",
                (Guid siteId, CapacityDb db, PoolSuspension suspension, DatabaseClock clock, CancellationToken ct) =>
                    Set(siteId, true, db, suspension, clock, ct)
            )
            .For(Roles.Coordinator)
            .InTransaction();
        routes
            .MapPost(
                "/sites/{siteId:guid}/resume",
                (Guid siteId, CapacityDb db, PoolSuspension suspension, DatabaseClock clock, CancellationToken ct) =>
                    Set(siteId, false, db, suspension, clock, ct)
            )
            .For(Roles.Coordinator)
            .InTransaction();
    }

    private static async Task<Results<NoContent, Refused>> Set(
        Guid siteId,
        bool suspended,
        CapacityDb db,
        PoolSuspension suspension,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await db.Sites.SingleOrDefaultAsync(s => s.Id == siteId, ct) is not { } site)
            return Problem.NotFound();
        if (site.Suspended != suspended)
            (site.Suspended, site.Version) = (suspended, site.Version + 1);
        await suspension.Apply(db.Pools.Where(p => p.SiteId == siteId), await clock.Now(ct), ct);
        return TypedResults.NoContent();
    }
}
