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

/// <summary>An organisation's referrals, the newest first: three queries a page, however long it is.</summary>
internal static class ListReferrals
{
    public static void Map(IEndpointRouteBuilder referrals) => referrals.MapGet("/", List).For(Roles.Caseworker);

    /// <param name="open">True: those that still need something to be done, an outcome to confirm or a new plan
    /// included; false: the others.</param>
    private static async Task<Results<Ok<Page<ReferralLine>>, Refused>> List(
        ReferralsDb db,
        ClaimsPrincipal user,
        CancellationToken ct,
        string? status = null,
        bool? open = null,
        int limit = Page.DefaultSize,
        ListCursor? cursor = null
    )
    {
        if (Page.Check(limit) is { } bad)
            return bad;
        if (status is not null && !Status.All.Contains(status))
            return Problem.Field("status", $"is none of: {Status.All}");
        var rows = await Select(ReferralView.Own(db, user), status, open, cursor)
            .AsNoTracking()
            .Take(limit + 1)
            .ToListAsync(ct);
        var ids = rows.Take(limit).Select(r => r.Id).ToList();
        var attempts = (
            await db.Attempts.AsNoTracking().Where(a => ids.Contains(a.ReferralId)).ToListAsync(ct)
        ).ToLookup(a => a.ReferralId);
        var alerts = (await db.Alerts.AsNoTracking().Where(a => ids.Contains(a.ReferralId)).ToListAsync(ct)).ToLookup(
            a => a.ReferralId
        );
        return TypedResults.Ok(
            Page.Of(
                rows,
                limit,
                r => ReferralLine.Of(r, attempts[r.Id], alerts[r.Id]),
                r => new ListCursor(r.CreatedAt, r.Id)
            )
        );
    }

    internal static IQueryable<Referral> Select(
        IQueryable<Referral> own,
        string? status,
        bool? open,
        ListCursor? cursor
    )
    {
        if (status is not null)
            own = own.Where(r => r.Status == status);
        if (open == true)
            own = own.Where(r =>
                r.ClosedAt == null && r.Status != Status.Cancelled && r.Status != Status.EnteredInError
            );
        if (open == false)
            own = own.Where(r =>
                r.ClosedAt != null || r.Status == Status.Cancelled || r.Status == Status.EnteredInError
            );
        return own.NewestFirst(r => r.CreatedAt, r => r.Id, cursor);
    }
}

/// <summary>A referral in a list.</summary>
/// <param name="Attempt">The current one; null while no provider's service has taken the round up.</param>
/// <param name="MedicalWindowEndsAt">When the hours asked for with <c>medicalWindow</c> are over.</param>
/// <param name="Alerts">Each code once.</param>
internal sealed record ReferralLine(
    Guid Id,
    string CaseCode,
    string Kind,
    string Urgency,
    string Status,
    string BusinessStatus,
    CurrentAttempt? Attempt,
    DateTimeOffset? MedicalWindowEndsAt,
    IReadOnlyList<string> Alerts,
    IReadOnlyList<string> AvailableActions,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? ClosedAt
)
{
    public static ReferralLine Of(Referral r, IEnumerable<AttemptSnapshot> attempts, IEnumerable<Alert> alerts) =>
        new(
            r.Id,
            r.CaseCode,
            r.Kind,
            r.Urgency,
            r.Status,
            r.BusinessStatus,
            ReferralStatusProjection.Current(attempts.Where(a => a.Round == r.Round)) is { } current
                ? CurrentAttempt.Of(current)
                : null,
            r.MedicalWindowEndsAt,
            [.. alerts.OrderBy(a => a.At).Select(a => a.Code).Distinct()],
            r.AvailableActions,
            r.CreatedAt,
            r.UpdatedAt,
            r.ClosedAt
        );
}

/// <summary>Where the referral stands now, in a list.</summary>
internal sealed record CurrentAttempt(
    string OrganisationName,
    Guid PoolId,
    string Status,
    string BusinessStatus,
    DateTimeOffset? HeldUntil,
    DateTimeOffset? AnswerDueAt,
    DateTimeOffset? ArrivalDueAt,
    string? Reason
)
{
    public static CurrentAttempt Of(AttemptSnapshot a) =>
        new(
            a.OrganisationName,
            a.PoolId,
            a.Status,
            a.BusinessStatus,
            a.HeldUntil,
            a.AnswerDueAt,
            a.ArrivalDueAt,
            a.Reason
        );
}
