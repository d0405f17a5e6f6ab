using System.Security.Claims;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Referrals.Features;

/// <summary>A referral as its own organisation sees it.</summary>
/// <param name="Pools">Those of the plan and of the attempts that search knows, so that a reader need not ask for
/// each.</param>
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
    IReadOnlyList<AskedPool> Pools,
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
        // Follow-ups, measured outcomes and onward referrals come after a provider has accepted.
        var isAccepted = r.Round > 1 || r.Status is not (Contracts.Status.Requested or Contracts.Status.Received);
        var now = await services.GetRequiredService<DatabaseClock>().Now(ct);
        return Of(
            r,
            await db.Attempts.AsNoTracking().Where(a => a.ReferralId == id).ToListAsync(ct),
            await db.History.AsNoTracking().Where(h => h.ReferralId == id).ToListAsync(ct),
            isAccepted ? await db.FollowUps.AsNoTracking().Where(f => f.ReferralId == id).ToListAsync(ct) : [],
            isAccepted ? await db.Measured.AsNoTracking().Where(o => o.ReferralId == id).ToListAsync(ct) : [],
            isAccepted ? await Features.Onward.OutOf(db, sealer, user, id, now, ct) : [],
            await CaseLine.Beside(db, r, user, ct),
            await LatestConsent(db, id, ct),
            await db.Alerts.AsNoTracking().Where(a => a.ReferralId == id).ToListAsync(ct),
            await Keys.Never(db, sealer, id, ct),
            services.GetRequiredService<AvailabilityIndex>(),
            sealer,
            now
        );
    }

    /// <summary>A referral that this unit of work has just saved, from what it has written: only the other referrals of
    /// its case are read.</summary>
    public static async Task<ReferralView> OfSent(
        ReferralsDb db,
        AvailabilityIndex index,
        Sealer sealer,
        ClaimsPrincipal user,
        Referral r,
        NeverInput? never,
        CancellationToken ct
    ) =>
        Of(
            r,
            [],
            db.History.Local.Where(h => h.ReferralId == r.Id),
            [],
            [],
            [],
            await CaseLine.Beside(db, r, user, ct),
            db.Consents.Local.SingleOrDefault(c => c.ReferralId == r.Id),
            db.Alerts.Local.Where(a => a.ReferralId == r.Id),
            never,
            index,
            sealer,
            r.CreatedAt
        );

    private static ReferralView Of(
        Referral r,
        IReadOnlyList<AttemptSnapshot> attempts,
        IEnumerable<HistoryRow> history,
        IReadOnlyList<FollowUp> followUps,
        IReadOnlyList<MeasuredOutcome> measured,
        IReadOnlyList<OnwardView> onward,
        IReadOnlyList<CaseLine> others,
        ConsentReceipt? consent,
        IEnumerable<Alert> alerts,
        NeverInput? never,
        AvailabilityIndex index,
        Sealer sealer,
        DateTimeOffset now
    )
    {
        // Entries of the same moment are in the order in which the places were asked.
        var asked = attempts.ToDictionary(a => a.Id, a => (a.Round, a.Ordinal));
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
            [
                .. r
                    .Plan.Union(attempts.Select(a => a.PoolId))
                    .Select(index.Find)
                    .OfType<AvailabilityChanged>()
                    .Select(pool => new AskedPool(pool.PoolId, pool.Name, pool.IntakeContact)),
            ],
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
            onward,
            others,
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

/// <param name="IntakeContact">Telephone number to call; null where none is given.</param>
internal sealed record AskedPool(Guid PoolId, LocalText Name, string? IntakeContact);

/// <param name="Measure">One of the measures of the referral's kind.</param>
/// <param name="Result">What its provider heard, one of the measure's list.</param>
internal sealed record MeasuredView(string Measure, string Result, DateTimeOffset At);
