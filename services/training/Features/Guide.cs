using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Training.Data;

namespace ReferralNetwork.Training.Features;

/// <summary>Every course that can still be joined, for the coordinator's printed guide; with an address if the site is
/// public (rule 6).</summary>
internal static class Guide
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/guide", List).For(Roles.Coordinator);

    private static async Task<Results<Ok<Page<GuideLine>>, Refused>> List(
        TrainingDb db,
        Sealer sealer,
        CancellationToken ct,
        int limit = Page.DefaultSize,
        Guid? cursor = null
    )
    {
        if (Page.Check(limit) is { } bad)
            return bad;
        var rows = await (
            from pool in db.Pools.AsNoTracking()
            join site in db.Sites.AsNoTracking() on pool.SiteId equals site.Id
            join intake in db.Intakes.AsNoTracking() on pool.Id equals intake.PoolId into intakes
            from intake in intakes.DefaultIfEmpty()
            where !pool.Removed && !pool.Suspended && pool.ClosedReason != IntakeStart.Started
            select new
            {
                pool,
                site,
                StartsAt = (DateTimeOffset?)intake.StartsAt,
            }
        )
            .InAnyOrder(row => row.pool.Id, cursor)
            .Take(limit + 1)
            .ToListAsync(ct);
        return TypedResults.Ok(
            Page.Of(rows, limit, row => GuideLine.Of(row.pool, row.site, row.StartsAt, sealer), row => row.pool.Id)
        );
    }
}

/// <param name="Address">Of a public site only.</param>
/// <param name="Free">Free seats.</param>
/// <param name="Open">Accepts people now, if a seat is free.</param>
internal sealed record GuideLine(
    Guid PoolId,
    LocalText Name,
    Party Organisation,
    LocalText SiteName,
    Area Area,
    string? Address,
    string? IntakeContact,
    DateTimeOffset? StartsAt,
    JsonElement? Trade,
    int Maximum,
    int Free,
    int Waiting,
    bool Open
)
{
    public static GuideLine Of(Pool p, Site s, DateTimeOffset? startsAt, Sealer sealer) =>
        new(
            p.Id,
            p.Name,
            new(s.OrganisationId, s.OrganisationName),
            s.Name,
            s.Area,
            s.Public ? s.Address(sealer) : null,
            s.IntakeContact,
            startsAt,
            p.Trade is null ? null : JsonElement.Parse(p.Trade),
            p.Maximum,
            p.Count().Available,
            p.Waiting,
            p.Admits
        );
}
