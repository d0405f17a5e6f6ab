using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Referrals by which a house that has helped refers her on. Her first referrer learns how such a referral
/// ended, and nothing before, as long as she agrees to it (<see cref="Purpose.OnwardOutcome"/>).</summary>
internal static class Onward
{
    private static readonly string[] WasThere = [Status.InProgress, Status.Completed];

    /// <summary>The referral by which she came to the caller's organisation.</summary>
    /// <param name="attempt">Id of the attempt by which that organisation knows her.</param>
    /// <returns>Null where she was not there, or the caller is barred.</returns>
    public static Task<Guid?> Of(ReferralsDb db, ClaimsPrincipal user, Guid attempt, CancellationToken ct)
    {
        var organisation = user.Organisation();
        return db
            .Attempts.Where(a =>
                a.Id == attempt
                && a.OrganisationId == organisation
                && WasThere.Contains(a.Status)
                && Visible.Referrals(db, user).Any(r => r.Id == a.ReferralId)
            )
            .Select(a => (Guid?)a.ReferralId)
            .SingleOrDefaultAsync(ct);
    }

    /// <summary>How the referrals ended by which she was referred on out of this referral of the caller's
    /// organisation.</summary>
    public static async Task<IReadOnlyList<OnwardView>> OutOf(
        ReferralsDb db,
        Sealer sealer,
        ClaimsPrincipal user,
        Guid referral,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var ended = await (
            from onward in Visible.Referrals(db, user).AsNoTracking()
            where onward.OnwardOfId == referral && onward.Status == Status.Completed
            join step in db.History.AsNoTracking() on onward.Id equals step.ReferralId
            where step.PoolId != null && step.Status == Status.Completed
            orderby step.At
            select new { onward.Id, View = new OnwardView(onward.Kind, step.BusinessStatus, step.At) }
        ).ToListAsync(ct);
        if (ended.Count == 0)
            return [];
        var told = await ToBeToldTo(user.Organisation(), db, sealer, [.. ended.Select(one => one.Id)], now, ct);
        return [.. ended.Where(one => told.Contains(one.Id)).Select(one => one.View)];
    }

    /// <summary>Judged now (rule 12): of these referrals, those of whose end the organisation may hear.</summary>
    /// <returns>Those for which she agreed to it, unless the organisation is on their never list.</returns>
    public static async Task<IReadOnlySet<Guid>> ToBeToldTo(
        Guid organisation,
        ReferralsDb db,
        Sealer sealer,
        IReadOnlyCollection<Guid> onward,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var consents = await db
            .Consents.AsNoTracking()
            .Where(consent => onward.Contains(consent.ReferralId))
            .ToListAsync(ct);
        var nevers = await Keys.Nevers(db, sealer, onward, ct);
        return consents
            .GroupBy(consent => consent.ReferralId)
            .Where(all =>
                all.MaxBy(consent => consent.At)!.Allows(Purpose.OnwardOutcome, now)
                && nevers.GetValueOrDefault(all.Key)?.Organisations?.Contains(organisation) != true
            )
            .Select(all => all.Key)
            .ToHashSet();
    }
}

/// <param name="Outcome">The business status with which it ended: <c>helped</c>, <c>left</c>.</param>
internal sealed record OnwardView(string Kind, string Outcome, DateTimeOffset At);
