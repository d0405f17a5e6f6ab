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
using ReferralNetwork.Referrals.Domain;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Referrals.Features;

/// <summary>
/// A group is expected, such as a repatriation over the border: several houses are asked in one request, each for those
/// it takes, and keep places until they answer. Who comes is named later, a referral each with <c>groupId</c>.
/// </summary>
internal static class AskForGroup
{
    public static void Map(IEndpointRouteBuilder groups) =>
        groups.MapPost("/", Handle).For(Roles.Caseworker).Creates(Reload);

    /// <summary>Asks the houses that <see cref="ProposeGroup"/> names; 409 where there is no place at all.</summary>
    private static async Task<Results<Created<GroupView>, Refused>> Handle(
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
        var (refusal, shares) = GroupDivision.Of(request, rules, index, now);
        if (refusal is not null)
            return refusal;
        if (request.IncidentId is { } incident && !await allowances.IsOpen(incident, now, ct))
            return Problem.Field("incidentId", "is no incident that is open");
        if (shares!.Count == 0)
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "None of these pools has a free place.",
                ("reason", Business.NoCapacity)
            );
        var (full, allowed) = await allowances.Ask(
            user,
            shares.Sum(share => share.Places),
            GroupDivision.Kind,
            request.IncidentId,
            ct
        );
        if (full is not null)
            return full;

        var group = new Group
        {
            Id = Guid.CreateVersion7(now),
            Kind = GroupDivision.Kind,
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
        var reservations = shares
            .Select(
                (share, ordinal) =>
                    new GroupReservationSnapshot
                    {
                        // Random: by ids made at the same moment two houses could tell that theirs is the same group.
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
        db.AddRange(reservations);
        db.Publish(group.Request(reservations, user.Subject(), now), now);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created(
            $"/api/referrals/groups/{group.Id}",
            await ReadGroups.View(db, user, group.Id, index, ct)
        );
    }

    private static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct)
    {
        var services = http.RequestServices;
        return await ReadGroups.View(
            services.GetRequiredService<ReferralsDb>(),
            http.User,
            id,
            services.GetRequiredService<AvailabilityIndex>(),
            ct
        );
    }
}
