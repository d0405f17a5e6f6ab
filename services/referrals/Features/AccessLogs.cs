using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Who opened what, for the referrer and for auditors.</summary>
internal static class AccessLogs
{
    public static void Map(IEndpointRouteBuilder referrals) =>
        referrals.MapGet("/{id:guid}/access-log", List).For(Roles.Caseworker, Roles.Auditor);

    private static async Task<Results<Ok<Page<AccessView>>, Refused>> List(
        Guid id,
        ReferralsDb db,
        ClaimsPrincipal user,
        CancellationToken ct,
        int limit = Page.DefaultSize,
        ListCursor? cursor = null
    )
    {
        if (Page.Check(limit) is { } bad)
            return bad;
        var visible = user.IsInRole(Roles.Auditor) ? Visible.Referrals(db, user) : ReferralView.Own(db, user);
        if (!await visible.AnyAsync(r => r.Id == id, ct))
            return Problem.NotFound();
        var rows = await db
            .AccessLog.AsNoTracking()
            .Where(e => e.ReferralId == id)
            .OldestFirst(e => e.At, e => e.Id, cursor)
            .Take(limit + 1)
            .ToListAsync(ct);
        return TypedResults.Ok(
            Page.Of(
                rows,
                limit,
                e => new AccessView(e.At, e.Who, e.OrganisationName, e.What, e.Why),
                e => new ListCursor(e.At, e.Id)
            )
        );
    }
}

internal sealed record AccessView(DateTimeOffset At, string Who, string Organisation, string What, string Why);
