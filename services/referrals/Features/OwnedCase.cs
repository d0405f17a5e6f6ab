using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>The referrals of one survivor, which go to another owner together.</summary>
internal static class OwnedCase
{
    public static async Task<List<Referral>> Of(ReferralsDb db, Referral referral, CancellationToken ct) =>
        referral.CaseId is not { } id
            ? [referral]
            : await db
                .Referrals.Where(r => r.CaseId == id && r.OrganisationId == referral.OrganisationId)
                .OrderBy(r => r.CreatedAt)
                .ThenBy(r => r.Id)
                .ToListAsync(ct);

    /// <returns>Each referral of the case, cleared for this organisation; null where one of them is not.</returns>
    public static async Task<List<Clearance>?> Whole(
        ReferralsDb db,
        Sealer sealer,
        List<Referral> all,
        Guid organisation,
        ClaimsPrincipal user,
        DateTimeOffset now,
        CancellationToken ct
    ) =>
        await Clearance.Of(db, sealer, all, organisation, user.Subject(), now, ct) is var cleared
        && cleared.Count == all.Count
            ? cleared
            : null;

    public static WrappedKey KeyOf(List<Clearance> cleared, Guid referral) =>
        cleared.Single(one => one.Referral.Id == referral).Key.Wrapped;

    /// <summary>The offer, while the caller's organisation may answer it.</summary>
    public static async Task<ReferralTransfer?> Waiting(
        ReferralsDb db,
        Guid id,
        ClaimsPrincipal user,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var organisation = user.Organisation();
        return await Visible
            .OpenOffers(db, user)
            .SingleOrDefaultAsync(o => o.Id == id && o.ToId == organisation && o.ExpiresAt > now, ct);
    }
}
