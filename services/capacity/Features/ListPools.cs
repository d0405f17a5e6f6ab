using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>All pools of an organisation across its sites, for the page that counts tonight's places.</summary>
internal static class ListPools
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/pools", List).For(Roles.Publisher, Roles.Intake);

    private static async Task<Results<Ok<Page<PoolLine>>, Refused>> List(
        CapacityDb db,
        IKind kind,
        ClaimsPrincipal user,
        CancellationToken ct,
        int limit = Page.DefaultSize,
        Guid? cursor = null
    )
    {
        if (Page.Check(limit) is { } bad)
            return bad;
        var rows = await (
            from pool in Pools.Own(db, user).AsNoTracking()
            join site in db.Sites.AsNoTracking() on pool.SiteId equals site.Id
            select new { pool, site.Name }
        )
            .InAnyOrder(row => row.pool.Id, cursor)
            .Take(limit + 1)
            .ToListAsync(ct);
        var views = await kind.Views(rows.ConvertAll(row => row.pool), ct);
        var lines = rows.Zip(views, (row, view) => PoolLine.Of(view, row.Name)).ToList();
        return TypedResults.Ok(Page.Of(lines, limit, line => line, line => line.Id));
    }
}

/// <summary>A pool in the list of its organisation.</summary>
/// <param name="ETag">For If-Match, so that a pool can be edited from the list.</param>
internal sealed record PoolLine(
    Guid Id,
    Guid SiteId,
    LocalText SiteName,
    LocalText Name,
    string Access,
    PoolCapacity Capacity,
    Eligibility Eligibility,
    JsonElement? Trade,
    [property: JsonPropertyName("etag")] string ETag
)
{
    /// <summary>What the kind knows of it; left out where it knows nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonObject? Extension { get; init; }

    public static PoolLine Of(PoolView pool, LocalText siteName) =>
        new(
            pool.Id,
            pool.SiteId,
            siteName,
            pool.Name,
            pool.Access,
            pool.Capacity,
            pool.Eligibility,
            pool.Trade,
            Preconditions.ETag(pool)
        )
        {
            Extension = pool.Extension,
        };
}
