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

/// <summary>Lists every site of this kind for the coordinator's directory: where it is, whom to telephone, and the
/// address if it is public (rule 6).</summary>
internal static class Directory
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/directory", List).For(Roles.Coordinator);

    /// <param name="organisation">All when left out.</param>
    private static async Task<Results<Ok<Page<ListedSite>>, Refused>> List(
        CapacityDb db,
        Sealer sealer,
        CancellationToken ct,
        Guid? organisation = null,
        int limit = Page.DefaultSize,
        Guid? cursor = null
    )
    {
        if (Page.Check(limit) is { } bad)
            return bad;
        var sites = await db
            .Sites.AsNoTracking()
            .Where(s => organisation == null || s.OrganisationId == organisation)
            .InAnyOrder(s => s.Id, cursor)
            .Take(limit + 1)
            .ToListAsync(ct);
        var ids = sites.ConvertAll(s => s.Id);
        var pools = (
            await db
                .Pools.AsNoTracking()
                .Where(p => ids.Contains(p.SiteId) && !p.Removed)
                .InAnyOrder(p => p.Id, null)
                .ToListAsync(ct)
        ).ToLookup(p => p.SiteId);
        return TypedResults.Ok(Page.Of(sites, limit, s => ListedSite.Of(s, pools[s.Id], sealer), s => s.Id));
    }
}

/// <param name="Address">Of a public site only.</param>
/// <param name="Suspended">By a coordinator. The identity service tells whether the organisation is suspended.</param>
internal sealed record ListedSite(
    Guid Id,
    Party Organisation,
    LocalText Name,
    Area Area,
    bool Public,
    string? Address,
    string? IntakeContact,
    IReadOnlyList<string> Languages,
    bool Suspended,
    IReadOnlyList<LocalText> Pools
)
{
    public static ListedSite Of(Site s, IEnumerable<Pool> pools, Sealer sealer) =>
        new(
            s.Id,
            new(s.OrganisationId, s.OrganisationName),
            s.Name,
            s.Area,
            s.Public,
            s.Public ? s.Address(sealer) : null,
            s.IntakeContact,
            s.Languages,
            s.Suspended,
            [.. pools.Select(p => p.Name)]
        );
}
