using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>Reads an organisation's pools. Their counts are changed in Capacity.cs.</summary>
internal static class Pools
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sites/{id:guid}/pools", List).For(Roles.Publisher, Roles.Intake);
        routes.MapGet("/pools/{id:guid}", Show).For(Roles.Publisher, Roles.Intake);
    }

    private static async Task<Results<Ok<PoolView>, Refused>> Show(
        Guid id,
        CapacityDb db,
        IKind kind,
        ClaimsPrincipal user,
        HttpContext http,
        CancellationToken ct
    ) =>
        await Own(db, user).AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is { } pool
            ? Preconditions.Ok(http, await kind.View(pool, ct))
            : Problem.NotFound();

    private static async Task<Results<Ok<Page<PoolView>>, Refused>> List(
        Guid id,
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
        if (!await Sites.Own(db, user).AnyAsync(s => s.Id == id, ct))
            return Problem.NotFound();
        var rows = await Own(db, user)
            .AsNoTracking()
            .Where(p => p.SiteId == id)
            .InAnyOrder(p => p.Id, cursor)
            .Take(limit + 1)
            .ToListAsync(ct);
        return TypedResults.Ok(Page.Of([.. await kind.Views(rows, ct)], limit, view => view, view => view.Id));
    }

    public static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct) =>
        await Own(http.RequestServices.GetRequiredService<CapacityDb>(), http.User)
            .AsNoTracking()
            .SingleOrDefaultAsync(p => p.Id == id, ct)
            is { } pool
            ? await http.RequestServices.GetRequiredService<IKind>().View(pool, ct)
            : null;

    public static IQueryable<Pool> Own(CapacityDb db, ClaimsPrincipal user)
    {
        var organisation = user.Organisation();
        return db.Pools.Where(p => p.OrganisationId == organisation && !p.Removed);
    }
}
