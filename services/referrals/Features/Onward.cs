using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>
/// A house that has helped refers her on: a referral of its own. Whoever referred her first learns how that ended, and nothing
/// before, as long as she agrees to it (<see cref="Purpose.OnwardOutcome"/>).
/// </summary>
internal static class Onward
{
    private static readonly string[] WasThere = [Status.InProgress, Status.Completed];

    /// <summary>The referral by which she came to the caller's organisation.</summary>
    /// <param name="attempt">As that organisation knows it.</param>
    /// <returns>Null where she was not there, or the caller must not meet her.</returns>
    public static Task<Guid?> Of(ReferralsDb db, ClaimsPrincipal user, Guid attempt, CancellationToken ct)
    {
        var organisation = user.Organisation();
        return db.Attempts.Where(a => a.Id == attempt && a.OrganisationId == organisation && WasThere.Contains(a.Status)
            && Visible.Referrals(db, user).Any(r => r.Id == a.ReferralId)).Select(a => (Guid?)a.ReferralId).SingleOrDefaultAsync(ct);
    }

    public static async Task<bool> MayTell(ReferralsDb db, Guid onward, DateTimeOffset now, CancellationToken ct) =>
        await ReferralView.LatestConsent(db, onward, ct) is { } consent && consent.Allows(Purpose.OnwardOutcome, now);

    /// <summary>How those ended that came out of this referral.</summary>
    public static async Task<IReadOnlyList<OnwardView>> OutOf(ReferralsDb db, ClaimsPrincipal user, Guid referral, DateTimeOffset now, CancellationToken ct)
    {
        var told = new List<OnwardView>();
        foreach (var onward in await Visible.Referrals(db, user).AsNoTracking()
            .Where(r => r.OnwardOfId == referral && r.Status == Status.Completed).OrderBy(r => r.UpdatedAt).ToListAsync(ct))
            if (await MayTell(db, onward.Id, now, ct)) told.Add(new(onward.Kind, onward.BusinessStatus, onward.UpdatedAt));
        return told;
    }
}

/// <param name="Outcome">A business status: <c>helped</c>, <c>left</c>, or what its referrer confirmed.</param>
internal sealed record OnwardView(string Kind, string Outcome, DateTimeOffset At);
