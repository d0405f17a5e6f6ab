using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Capacity.Features;

/// <summary>The attempts of a referral, as its referrer's side finds them.</summary>
internal static class ReferrerSide
{
    public static IQueryable<Attempt> Own(CapacityDb db, ClaimsPrincipal user, Guid referralId) =>
        Visible.ToReferrer(db, user, referralId);

    /// <summary>The attempt that the referral is at.</summary>
    public static async Task<Attempt?> Current(
        CapacityDb db,
        ClaimsPrincipal user,
        Guid referralId,
        CancellationToken ct
    ) =>
        (await Own(db, user, referralId).ToListAsync(ct))
            .OrderByDescending(a => Status.Live.Contains(a.Status))
            .ThenByDescending(a => a.Round)
            .ThenByDescending(a => a.Ordinal)
            .FirstOrDefault();
}
