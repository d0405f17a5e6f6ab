using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain;

namespace ReferralNetwork.Referrals.Features;

/// <summary>The follow-ups that an organisation still has to do, the longest due first.</summary>
internal static class ListFollowUps
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/follow-ups", List).For(Roles.Caseworker).WithTags("referrals");

    /// <param name="due">True: those that can be recorded now.</param>
    private static async Task<Results<Ok<Page<FollowUpLine>>, Refused>> List(
        ReferralsDb db,
        FollowUpRules rules,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct,
        bool? due = null,
        int limit = Page.DefaultSize,
        ListCursor? cursor = null
    )
    {
        if (Page.Check(limit) is { } bad)
            return bad;
        var now = await clock.Now(ct);
        var rows = await Select(db, user, now, due == true ? now + rules.Early : null, cursor)
            .Take(limit + 1)
            .ToListAsync(ct);
        return TypedResults.Ok(Page.Of(rows, limit, line => line, line => new ListCursor(line.DueAt, line.Id)));
    }

    internal static IQueryable<FollowUpLine> Select(
        ReferralsDb db,
        ClaimsPrincipal user,
        DateTimeOffset now,
        DateTimeOffset? until,
        ListCursor? after
    )
    {
        var organisation = user.Organisation();
        var pending = db
            .FollowUps.AsNoTracking()
            .Where(f => f.OrganisationId == organisation && f.Result == null && f.Until > now);
        if (until is { } latest)
            pending = pending.Where(f => f.DueAt <= latest);
        return from followUp in pending.After(f => f.DueAt, f => f.Id, after)
            join referral in Visible.Referrals(db, user) on followUp.ReferralId equals referral.Id
            orderby followUp.DueAt, followUp.Id
            select new FollowUpLine(
                followUp.Id,
                referral.Id,
                referral.CaseCode,
                referral.Kind,
                followUp.Month,
                followUp.DueAt,
                db.FollowUps.Where(before => before.ReferralId == referral.Id && before.Result != null)
                    .OrderByDescending(before => before.RecordedAt)
                    .Select(before => before.Result)
                    .FirstOrDefault()
            );
    }
}

/// <param name="LastResult">Result of the check before; null when this is the first.</param>
internal sealed record FollowUpLine(
    Guid Id,
    Guid ReferralId,
    string CaseCode,
    string Kind,
    int Month,
    DateTimeOffset DueAt,
    string? LastResult
);

/// <param name="Result">Null while it is to come.</param>
internal sealed record FollowUpView(
    int Round,
    int Month,
    DateTimeOffset DueAt,
    string? Result,
    DateTimeOffset? RecordedAt,
    string? By,
    string? Note
)
{
    public static FollowUpView Of(FollowUp f, Sealer sealer) =>
        new(
            f.Round,
            f.Month,
            f.DueAt,
            f.Result,
            f.RecordedAt,
            f.RecordedBy,
            f.SealedNote is null ? null : sealer.Open<string>(FollowUp.NotePurpose, f.ReferralId, f.SealedNote)
        );
}
