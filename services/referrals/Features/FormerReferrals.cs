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

/// <summary>The referrals that an organisation has handed over: their history up to then, and nothing of what came
/// after.</summary>
internal static class FormerReferrals
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var former = routes.MapGroup("/api/former-referrals").WithTags("referrals");
        former.MapGet("/", List).For(Roles.Caseworker);
        former.MapGet("/{formerId:guid}", Show).For(Roles.Caseworker);
    }

    private static async Task<Results<Ok<Page<FormerLine>>, Refused>> List(
        ReferralsDb db,
        ClaimsPrincipal user,
        CancellationToken ct,
        int limit = Page.DefaultSize,
        ListCursor? cursor = null
    )
    {
        if (Page.Check(limit) is { } bad)
            return bad;
        var rows = await Own(db, user)
            .OldestFirst(line => line.Until, line => line.Id, cursor)
            .Take(limit + 1)
            .ToListAsync(ct);
        return TypedResults.Ok(Page.Of(rows, limit, line => line, line => new ListCursor(line.Until, line.Id)));
    }

    private static async Task<Results<Ok<FormerView>, Refused>> Show(
        Guid formerId,
        ReferralsDb db,
        Sealer sealer,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        if (await Own(db, user).SingleOrDefaultAsync(line => line.Id == formerId, ct) is not { } former)
            return Problem.NotFound();
        var history = await db
            .History.AsNoTracking()
            .Where(h => h.ReferralId == former.ReferralId && h.At <= former.Until)
            .OrderBy(h => h.At)
            .ThenBy(h => h.SubjectVersion)
            .ToListAsync(ct);
        return TypedResults.Ok(new FormerView(former, history.ConvertAll(h => HistoryView.Of(h, sealer))));
    }

    private static IQueryable<FormerLine> Own(ReferralsDb db, ClaimsPrincipal user)
    {
        var organisation = user.Organisation();
        return from former in db.FormerOwners.AsNoTracking()
            where former.OrganisationId == organisation
            join referral in Visible.Referrals(db, user) on former.ReferralId equals referral.Id
            select new FormerLine
            {
                Id = former.Id,
                ReferralId = referral.Id,
                CaseCode = referral.CaseCode,
                Kind = referral.Kind,
                NextOwner = former.NextName,
                Until = former.Until,
            };
    }
}

internal sealed record FormerLine
{
    public required Guid Id { get; init; }
    public required Guid ReferralId { get; init; }
    public required string CaseCode { get; init; }
    public required string Kind { get; init; }
    public required string NextOwner { get; init; }

    /// <summary>When it was handed over.</summary>
    public required DateTimeOffset Until { get; init; }
}

internal sealed record FormerView(FormerLine Referral, IReadOnlyList<HistoryView> History);
