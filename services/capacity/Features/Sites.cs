using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Capacity.Features;

/// <summary>An organisation manages the sites where it gives its service.</summary>
internal static class Sites
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sites", List).For(Roles.Publisher, Roles.Intake);
        routes.MapGet("/sites/{id:guid}", Show).For(Roles.Publisher, Roles.Intake);
        routes.MapPost("/sites", Create).For(Roles.Publisher).Creates(Reload);
        routes.MapPut("/sites/{id:guid}", Edit).For(Roles.Publisher).InTransaction();
    }

    private static async Task<Results<Created<SiteView>, Refused>> Create(
        SiteRequest request,
        CapacityDb db,
        Sealer sealer,
        ClaimsPrincipal user,
        HttpContext http,
        DatabaseClock clock,
        KindDescriptor kind,
        CancellationToken ct
    )
    {
        var area = request.Area!.ToArea();
        if (await Gazetteer.Check(db, area, ct) is { } refused)
            return refused;
        var site = new Site
        {
            Id = Guid.CreateVersion7(await clock.Now(ct)),
            OrganisationId = user.Organisation(),
            OrganisationName = user.OrganisationName(),
            Name = request.Name!,
            Area = area,
            Public = request.Public ?? false,
            Position = request.Position,
            IntakeContact = Telephone.Standard(request.IntakeContact),
            Languages = request.Languages ?? [],
        };
        site.SetAddress(sealer, request.Address);
        db.Add(site);
        return TypedResults.Created($"/api/{kind.Route}/sites/{site.Id}", SiteView.Of(site, sealer));
    }

    private static async Task<Results<Ok<SiteView>, Refused>> Edit(
        Guid id,
        SiteRequest request,
        CapacityDb db,
        Sealer sealer,
        Ledger ledger,
        ClaimsPrincipal user,
        HttpContext http,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await Own(db, user).SingleOrDefaultAsync(s => s.Id == id, ct) is not { } site)
            return Problem.NotFound();
        if (Preconditions.Check(http, SiteView.Of(site, sealer)) is { } stale)
            return stale;
        var area = request.Area!.ToArea();
        if (await Gazetteer.Check(db, area, ct) is { } refused)
            return refused;
        if (site.SealedAddress is not null && !site.Public && request is { Public: true, Address: null })
            return Problem.Field(
                "address",
                "is required for a protected site that becomes public: the address kept sealed stays sealed"
            );
        // Plans were checked against the never list by the area of their pools.
        if (area != site.Area && await db.Pools.AnyAsync(p => p.SiteId == id && !p.Removed, ct))
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "A different location is another site: add that one, and remove the pools here.",
                ("reason", "has-pools")
            );

        site.OrganisationName = user.OrganisationName();
        site.Name = request.Name!;
        site.Area = area;
        site.Public = request.Public ?? false;
        site.Position = request.Position;
        site.IntakeContact = Telephone.Standard(request.IntakeContact);
        site.Languages = request.Languages ?? [];
        // An editor of a protected site is not shown its address and cannot send it again, so leaving it out keeps it.
        if (request.Address is not null)
            site.SetAddress(sealer, request.Address);
        site.Version++;
        foreach (var pool in await db.Pools.Where(p => p.SiteId == id).Select(p => p.Id).ToListAsync(ct))
            await ledger.BumpVersion(pool, await clock.Now(ct), ct);
        return TypedResults.Ok(SiteView.Of(site, sealer));
    }

    private static async Task<Results<Ok<SiteView>, Refused>> Show(
        Guid id,
        CapacityDb db,
        Sealer sealer,
        ClaimsPrincipal user,
        HttpContext http,
        CancellationToken ct
    ) =>
        await Own(db, user).AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct) is { } site
            ? Preconditions.Ok(http, SiteView.Of(site, sealer))
            : Problem.NotFound();

    private static async Task<Results<Ok<Page<SiteView>>, Refused>> List(
        CapacityDb db,
        Sealer sealer,
        ClaimsPrincipal user,
        CancellationToken ct,
        int limit = Page.DefaultSize,
        Guid? cursor = null
    )
    {
        if (Page.Check(limit) is { } bad)
            return bad;
        var rows = await Own(db, user).AsNoTracking().InAnyOrder(s => s.Id, cursor).Take(limit + 1).ToListAsync(ct);
        return TypedResults.Ok(Page.Of(rows, limit, s => SiteView.Of(s, sealer), s => s.Id));
    }

    private static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct)
    {
        var services = http.RequestServices;
        var site = await Own(services.GetRequiredService<CapacityDb>(), http.User)
            .AsNoTracking()
            .SingleOrDefaultAsync(s => s.Id == id, ct);
        return site is null ? null : SiteView.Of(site, services.GetRequiredService<Sealer>());
    }

    public static IQueryable<Site> Own(CapacityDb db, ClaimsPrincipal user)
    {
        var organisation = user.Organisation();
        return db.Sites.Where(s => s.OrganisationId == organisation);
    }
}
