using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Referrals.Features;

/// <summary>
/// A group is expected, such as a repatriation over the border: several houses are asked in one request, each for those it takes,
/// and keep places until they answer. Who comes is named later, a referral each with <c>groupId</c>.
/// </summary>
internal static class Groups
{
    private const string Kind = "shelter";

    public static void Map(IEndpointRouteBuilder referrals)
    {
        var groups = referrals.MapGroup("/groups");
        groups.MapPost("/proposal", Propose).For(Roles.Caseworker);
        groups.MapPost("/", Ask).For(Roles.Caseworker).Creates(Reload);
        groups.MapGet("/", List).For(Roles.Caseworker);
        groups.MapGet("/{groupId:guid}", Read).For(Roles.Caseworker);
        groups.MapDelete("/{groupId:guid}", GiveBack).For(Roles.Caseworker).InTransaction();
    }

    private static async Task<Results<Ok<GroupProposal>, Refused>> Propose(
        GroupRequest request,
        GroupRules rules,
        AvailabilityIndex index,
        DatabaseClock clock,
        CancellationToken ct
    ) =>
        Divide(request, rules, index, await clock.Now(ct)) switch
        {
            ({ } refusal, _) => refusal,
            (_, var shares) => TypedResults.Ok(
                GroupProposal.Of(shares!, request.Members!.Sum(member => member!.Count!.Value))
            ),
        };

    /// <summary>As <see cref="Propose"/> says; 409 where there is no place at all.</summary>
    private static async Task<Results<Created<GroupView>, Refused>> Ask(
        GroupRequest request,
        GroupRules rules,
        AvailabilityIndex index,
        Allowances allowances,
        ReferralsDb db,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        var now = await clock.Now(ct);
        var (refusal, shares) = Divide(request, rules, index, now);
        if (refusal is not null)
            return refusal;
        if (request.IncidentId is { } incident && !await allowances.IsOpen(incident, now, ct))
            return Problem.Field("incidentId", "is no incident that is open");
        if (shares!.Count == 0)
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "None of these has a place.",
                ("reason", Business.NoCapacity)
            );
        var (full, allowed) = await allowances.Ask(shares.Sum(share => share.Places), Kind, request.IncidentId, ct);
        if (full is not null)
            return full;

        var group = new Group
        {
            Id = Guid.CreateVersion7(now),
            Kind = Kind,
            Urgency = request.Urgency!,
            OrganisationId = user.Organisation(),
            OrganisationName = user.OrganisationName(),
            KeptBy = allowed!.By,
            IncidentId = allowed.Incident,
            ArrivesAt = request.ArrivesAt!.Value,
            RequestedAt = now,
        };
        db.Add(group);
        if (allowed.IsUnusual)
            db.Add(Alert.Of(group, Alerts.UnusualGroup, coordinator: true, now));
        var blocks = shares
            .Select(
                (share, ordinal) =>
                    new KnownBlock
                    {
                        // Random: by ids of one moment two houses would know that theirs is one group.
                        Id = Guid.NewGuid(),
                        GroupId = group.Id,
                        Ordinal = ordinal,
                        PoolId = share.House.PoolId,
                        PoolName = share.House.Name,
                        ProviderName = share.House.OrganisationName,
                        Members = share.Members,
                        Places = share.Places,
                        Left = share.Places,
                    }
            )
            .ToList();
        db.AddRange(blocks);
        db.Publish(group.Request(blocks, user.Subject(), now), now);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/referrals/groups/{group.Id}", await View(db, user, group.Id, index, ct));
    }

    private static async Task<Ok<WorkList<GroupView>>> List(
        ReferralsDb db,
        AvailabilityIndex index,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        var since = await clock.Now(ct) - BlockTable.KeptAfterArrival;
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

    /// <summary>Nobody else comes: what is left is free at once. Who has been named stays.</summary>
    private static async Task<Results<NoContent, Refused>> GiveBack(
        Guid groupId,
        ReferralsDb db,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        if (await Own(db, user).SingleOrDefaultAsync(g => g.Id == groupId, ct) is not { } group)
            return Problem.NotFound();
        if (group.EndedAt is not null)
            return TypedResults.NoContent();
        var now = await clock.Now(ct);
        (group.EndedAt, group.Version) = (now, group.Version + 1);
        var blocks = await db.Blocks.Where(b => b.GroupId == groupId).ToListAsync(ct);
        foreach (var block in blocks.Where(b => BlockStatus.Keeping.Contains(b.Status)))
            block.End();
        db.Publish(group.Request(blocks, user.Subject(), now), now);
        return TypedResults.NoContent();
    }

    private static (Refused? Refusal, IReadOnlyList<HouseShare>? Shares) Divide(
        GroupRequest request,
        GroupRules rules,
        AvailabilityIndex index,
        DateTimeOffset now
    )
    {
        if (request.ArrivesAt < now || request.ArrivesAt > now + rules.Ahead)
            return (Problem.Field("arrivesAt", $"is from now to {rules.Ahead.TotalDays:0} days ahead"), null);
        if (request.From is { } from && index.Gazetteer.Find(from) is null)
            return (Problem.Field("from", "is not a known place"), null);
        var members = request.Members!.Select(member => member!.ToMember()).ToList();
        if (request.Pools is null)
            return (
                null,
                [
                    .. GroupShares
                        .Divide(members, Open(request, members, index, now))
                        .Take(GroupRequestValidator.MostHouses),
                ]
            );
        var houses = new List<AvailabilityChanged>();
        for (var i = 0; i < request.Pools.Count; i++)
        {
            if (index.Find(request.Pools[i]) is not { Kind: Kind, Access: "places" } house)
                return (Problem.Field($"pools[{i}]", "is not a known pool with places"), null);
            houses.Add(house);
        }
        return (null, GroupShares.Divide(members, houses));
    }

    // For each line of the group as a search would find them.
    private static IEnumerable<AvailabilityChanged> Open(
        GroupRequest request,
        List<GroupMember> members,
        AvailabilityIndex index,
        DateTimeOffset now
    ) =>
        members
            .SelectMany(member =>
                index
                    .Search(
                        new SearchQuery([Kind])
                        {
                            Criteria = new Criteria(
                                member.Sex,
                                AgeBand.Ages(member.AgeBand).Youngest,
                                From: request.From
                            ),
                            Near = request.From is null ? null : index.Gazetteer.Centroid(request.From),
                            OpenOnly = true,
                            AdmitsAt = request.ArrivesAt,
                            Limit = 50,
                        },
                        now
                    )
                    .Items
            )
            .Select(hit => hit.Pool)
            .DistinctBy(pool => pool.PoolId);

    private static IQueryable<Group> Own(ReferralsDb db, ClaimsPrincipal user)
    {
        var organisation = user.Organisation();
        return db.Groups.Where(g => g.OrganisationId == organisation);
    }

    private static async Task<GroupView?> View(
        ReferralsDb db,
        ClaimsPrincipal user,
        Guid id,
        AvailabilityIndex index,
        CancellationToken ct
    ) => (await GroupView.Of(db, Own(db, user).Where(g => g.Id == id), index, ct)).SingleOrDefault();

    private static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct)
    {
        var services = http.RequestServices;
        return await View(
            services.GetRequiredService<ReferralsDb>(),
            http.User,
            id,
            services.GetRequiredService<AvailabilityIndex>(),
            ct
        );
    }
}

/// <param name="Ahead">How far ahead a group may be expected.</param>
internal sealed record GroupRules(TimeSpan Ahead)
{
    public static GroupRules From(IConfiguration configuration) =>
        new(configuration.GetValue("Groups:Ahead", TimeSpan.FromDays(14)));
}
