using System.Security.Claims;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>A referral as its own organisation sees it.</summary>
/// <param name="Places">Asked of each house, all of them or none.</param>
/// <param name="Never">Null when there is none, and when it is destroyed.</param>
internal sealed record ReferralView(
    Guid Id,
    string CaseCode,
    string Kind,
    string Urgency,
    Survivor Survivor,
    string Status,
    string BusinessStatus,
    int Round,
    IReadOnlyList<Guid> Plan,
    IReadOnlyList<AttemptView> Attempts,
    IReadOnlyList<HistoryView> History,
    IReadOnlyList<FollowUpView> FollowUps,
    IReadOnlyList<MeasuredView> Measured,
    IReadOnlyList<OnwardView> Onward,
    IReadOnlyList<CaseLine> Case,
    Guid? After,
    ConsentView? Consent,
    IReadOnlyList<string> Alerts,
    IReadOnlyList<string> AvailableActions,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? ClosedAt,
    NeverInput? Never,
    int Places,
    DateTimeOffset? MedicalWindowEndsAt,
    [property: JsonIgnore] int Version
) : IResource
{
    /// <returns>Null when the caller's organisation has no such referral.</returns>
    public static async Task<ReferralView?> Load(
        IServiceProvider services,
        ClaimsPrincipal user,
        Guid id,
        CancellationToken ct
    )
    {
        var db = services.GetRequiredService<ReferralsDb>();
        var sealer = services.GetRequiredService<Sealer>();
        if (await Own(db, user).AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } r)
            return null;
        var attempts = await db.Attempts.AsNoTracking().Where(a => a.ReferralId == id).ToListAsync(ct);
        var history = await db.History.AsNoTracking().Where(h => h.ReferralId == id).ToListAsync(ct);
        var followUps = await db.FollowUps.AsNoTracking().Where(f => f.ReferralId == id).ToListAsync(ct);
        var measured = await db.Measured.AsNoTracking().Where(o => o.ReferralId == id).ToListAsync(ct);
        var consent = await LatestConsent(db, id, ct);
        var alerts = await db.Alerts.AsNoTracking().Where(a => a.ReferralId == id).ToListAsync(ct);
        var never = await Keys.Never(db, sealer, id, ct);
        // Entries of the same moment are in the order in which the places were asked.
        var asked = attempts.ToDictionary(a => a.Id, a => (a.Round, a.Ordinal));
        var now = await services.GetRequiredService<DatabaseClock>().Now(ct);
        return new(
            r.Id,
            r.CaseCode,
            r.Kind,
            r.Urgency,
            r.Survivor,
            r.Status,
            r.BusinessStatus,
            r.Round,
            r.Plan,
            [.. attempts.OrderBy(a => a.Round).ThenBy(a => a.Ordinal).Select(AttemptView.Of)],
            [
                .. history
                    .OrderBy(h => h.At)
                    .ThenBy(h => asked.GetValueOrDefault(h.SubjectId))
                    .ThenBy(h => h.SubjectVersion)
                    .Select(h => HistoryView.Of(h, sealer)),
            ],
            [.. followUps.OrderBy(f => f.Round).ThenBy(f => f.Month).Select(f => FollowUpView.Of(f, sealer))],
            [.. measured.OrderBy(o => o.At).Select(o => new MeasuredView(o.Measure, o.Result, o.At))],
            await Features.Onward.OutOf(db, sealer, user, id, now, ct),
            await CaseLine.Beside(db, r, user, ct),
            r.AfterId,
            consent is null ? null : ConsentView.Of(consent, now),
            [.. alerts.OrderBy(a => a.At).Select(a => a.Code).Distinct()],
            r.AvailableActions,
            r.CreatedAt,
            r.UpdatedAt,
            r.ClosedAt,
            never,
            r.Places,
            r.MedicalWindowEndsAt,
            r.Version
        );
    }

    public static string ETagOf(Referral r) => $"\"{r.Version}\"";

    public static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct) =>
        await Load(http.RequestServices, http.User, id, ct);

    public static IQueryable<Referral> Own(ReferralsDb db, ClaimsPrincipal user)
    {
        var organisation = user.Organisation();
        return Visible.Referrals(db, user).Where(r => r.OrganisationId == organisation);
    }

    public static Task<ConsentReceipt?> LatestConsent(ReferralsDb db, Guid referralId, CancellationToken ct) =>
        db.Consents.Where(c => c.ReferralId == referralId).OrderByDescending(c => c.At).FirstOrDefaultAsync(ct);
}

/// <param name="AttemptId">The id by which the house knows the referral.</param>
internal sealed record AttemptView(
    Guid AttemptId,
    Guid PoolId,
    Guid OrganisationId,
    string OrganisationName,
    int Round,
    string Status,
    string BusinessStatus,
    DateTimeOffset? HeldUntil,
    DateTimeOffset? AnswerDueAt,
    DateTimeOffset? ArrivalDueAt,
    string? Reason,
    string? Outcome,
    string? Exit
)
{
    public static AttemptView Of(AttemptSnapshot a) =>
        new(
            a.Id,
            a.PoolId,
            a.OrganisationId,
            a.OrganisationName,
            a.Round,
            a.Status,
            a.BusinessStatus,
            a.HeldUntil,
            a.AnswerDueAt,
            a.ArrivalDueAt,
            a.Reason,
            a.Outcome,
            a.Exit
        );
}

/// <param name="By">User or client id, <c>clock</c> or <c>service</c>.</param>
/// <param name="Note">The referrer's own words.</param>
internal sealed record HistoryView(
    DateTimeOffset At,
    Guid? PoolId,
    string Status,
    string BusinessStatus,
    string By,
    string? Reason,
    string? Note
)
{
    public static HistoryView Of(HistoryRow h, Sealer sealer) =>
        new(
            h.At,
            h.PoolId,
            h.Status,
            h.BusinessStatus,
            h.By,
            h.Reason,
            h.SealedNote is null ? null : sealer.Open<string>(HistoryRow.NotePurpose, h.ReferralId, h.SealedNote)
        );
}

/// <param name="Measure">One of the measures of the referral's kind.</param>
/// <param name="Result">What its provider heard, one of the measure's list.</param>
internal sealed record MeasuredView(string Measure, string Result, DateTimeOffset At);

/// <param name="Ends">By purpose: when those end that do not end with <paramref name="ExpiresAt"/>.</param>
internal sealed record ConsentView(
    string Status,
    string Basis,
    IReadOnlyList<string> Purposes,
    IReadOnlyDictionary<string, DateTimeOffset> Ends,
    IReadOnlyList<string> Fields,
    DateTimeOffset At,
    DateTimeOffset ExpiresAt
)
{
    public static ConsentView Of(ConsentReceipt c, DateTimeOffset now) =>
        new(c.Status(now), c.Basis, c.Purposes, c.Ends, c.Fields, c.At, c.ExpiresAt);
}
