using System.Security.Claims;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>
/// A group is expected, such as a repatriation over the border: its referrer keeps places in several houses in one request, and
/// names who comes later, a referral each with <c>groupId</c>. Nothing of any person is said here.
/// </summary>
internal static class Blocks
{
    /// <summary>Kept after the hour of arrival for those not named yet.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(24);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/groups", Keep).For(Roles.Caseworker).Creates(Reload);
        routes.MapGet("/groups", List).For(Roles.Caseworker);
        routes.MapDelete("/groups/{groupId:guid}", GiveBack).For(Roles.Caseworker).InTransaction();
        routes.MapGet("/groups/expected", Expected).For(Roles.Intake);
        routes.MapPost("/groups/expected/{blockId:guid}/end", Refuse).For(Roles.Intake).InTransaction();
    }

    /// <summary>In the order given, as many in each as it has, until there are enough; 409 where there is no place at all.</summary>
    private static async Task<IResult> Keep(
        GroupRequest request, CapacityDb db, Groups groups, GroupLimits limits, UnitOfWork work, Trade trade, ClaimsPrincipal user, DatabaseClock clock, CancellationToken ct)
    {
        var now = await clock.Now(ct);
        if (request.ArrivesAt < now || request.ArrivesAt > now + limits.Ahead) return Problem.Field("arrivesAt", $"is from now to {limits.Ahead.TotalDays:0} days ahead");
        await work.Alone($"groups/{user.Organisation()}", ct);
        var keeps = await Own(db, user).Where(b => b.EndedAt == null).Join(db.Holds, b => b.Id, h => h.AttemptId, (_, h) => h.Places).SumAsync(ct);
        if (keeps + request.Places > limits.Places) return limits.Refuse(keeps, request.Places!.Value);
        var pools = await db.Pools.AsNoTracking().Where(p => request.Pools!.Contains(p.Id) && p.Access == "places" && !p.Removed).ToDictionaryAsync(p => p.Id, ct);
        for (var i = 0; i < request.Pools!.Count; i++)
            if (!pools.ContainsKey(request.Pools[i])) return Problem.Field($"pools[{i}]", "is not a known pool with places");

        var (group, left) = (Guid.CreateVersion7(now), request.Places!.Value);
        foreach (var poolId in request.Pools.TakeWhile(_ => left > 0))
        {
            var id = Guid.CreateVersion7(now);
            if (await groups.Keep(id, poolId, left, now, ct) is not (> 0 and var kept)) continue;
            left -= kept;
            db.Add(new Block
            {
                Id = id,
                GroupId = group,
                PoolId = poolId,
                OrganisationId = pools[poolId].OrganisationId,
                ReferrerId = user.Organisation(),
                ReferrerName = user.OrganisationName(),
                Places = kept,
                ArrivesAt = request.ArrivesAt!.Value,
                Until = request.ArrivesAt.Value + Grace,
                At = now,
                By = user.Subject(),
            });
        }
        if (left == request.Places) return Problem.Of(StatusCodes.Status409Conflict, "None of these has a place.", ("reason", Business.NoCapacity));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/{trade.Route}/groups", (await GroupView.Of(db, Own(db, user).Where(b => b.GroupId == group), ct)).Single());
    }

    /// <summary>Those that still keep something.</summary>
    private static async Task<IResult> List(CapacityDb db, ClaimsPrincipal user, CancellationToken ct) =>
        TypedResults.Ok(new GroupsView(await GroupView.Of(db, Own(db, user).Where(b => b.EndedAt == null), ct)));

    /// <summary>Nobody else comes: what is left is free at once. Who has been named stays.</summary>
    private static async Task<IResult> GiveBack(Guid groupId, CapacityDb db, Groups groups, ClaimsPrincipal user, DatabaseClock clock, CancellationToken ct)
    {
        var blocks = await Own(db, user).AsNoTracking().Where(b => b.GroupId == groupId).ToListAsync(ct);
        if (blocks.Count == 0) return Problem.NotFound();
        var now = await clock.Now(ct);
        foreach (var block in blocks) await groups.End(block, now, ct);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> Expected(CapacityDb db, ClaimsPrincipal user, CancellationToken ct)
    {
        var organisation = user.Organisation();
        return TypedResults.Ok(new ExpectedGroupsView(await (
            from block in db.Blocks.AsNoTracking()
            where block.OrganisationId == organisation && block.EndedAt == null
            join pool in db.Pools on block.PoolId equals pool.Id
            join hold in db.Holds on block.Id equals hold.AttemptId
            orderby block.ArrivesAt, block.Id
            select new ExpectedView(block.Id, block.PoolId, pool.Name, new Party(block.ReferrerId, block.ReferrerName), block.ArrivesAt, block.Places, hold.Places))
            .Take(Page.Longest).ToListAsync(ct)));
    }

    /// <summary>The house cannot keep them after all. The referrer sees it in its list, and is to be rung up.</summary>
    private static async Task<IResult> Refuse(Guid blockId, NothingRequest? _, CapacityDb db, Groups groups, ClaimsPrincipal user, DatabaseClock clock, CancellationToken ct)
    {
        var organisation = user.Organisation();
        if (await db.Blocks.AsNoTracking().SingleOrDefaultAsync(b => b.Id == blockId && b.OrganisationId == organisation, ct) is not { } block) return Problem.NotFound();
        await groups.End(block, await clock.Now(ct), ct);
        return TypedResults.NoContent();
    }

    private static IQueryable<Block> Own(CapacityDb db, ClaimsPrincipal user)
    {
        var organisation = user.Organisation();
        return db.Blocks.Where(b => b.ReferrerId == organisation);
    }

    private static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct)
    {
        var db = http.RequestServices.GetRequiredService<CapacityDb>();
        return (await GroupView.Of(db, Own(db, http.User).Where(b => b.GroupId == id), ct)).SingleOrDefault();
    }
}

/// <param name="Places">2 to 30.</param>
/// <param name="Pools">1 to 10, in the order in which they are asked.</param>
internal sealed record GroupRequest(int? Places, IReadOnlyList<Guid>? Pools, DateTimeOffset? ArrivesAt);

internal sealed class GroupRequestValidator : AbstractValidator<GroupRequest>
{
    public GroupRequestValidator()
    {
        RuleFor(r => r.Places).NotNull().WithMessage("is required").InclusiveBetween(2, 30);
        RuleFor(r => r.Pools).Must(pools => pools is { Count: > 0 and <= 10 } && pools.Distinct().Count() == pools.Count).WithMessage("is required: 1 to 10 different pools");
        RuleFor(r => r.ArrivesAt).NotNull().WithMessage("is required");
    }
}
