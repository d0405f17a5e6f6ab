using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>The attempts of a referral, as its referrer sees them.</summary>
internal static class ReferrerSide
{
    /// <summary>The attempt that the referral stands at: the live one, else the latest.</summary>
    public static async Task<Attempt?> Current(
        CapacityDb db,
        ClaimsPrincipal user,
        Guid referralId,
        CancellationToken ct
    ) =>
        (await Visible.ToReferrer(db, user, referralId).ToListAsync(ct))
            .OrderByDescending(a => Status.Live.Contains(a.Status))
            .ThenByDescending(a => a.Round)
            .ThenByDescending(a => a.Ordinal)
            .FirstOrDefault();

    /// <summary>What a referrer is told of attempts. While sharing is stopped it sees what becomes of the survivor, and
    /// nothing that is planned with her (rule 5).</summary>
    public static async Task<IReadOnlyList<ProviderAttempt>> Views(
        CapacityDb db,
        IKind kind,
        Sealer sealer,
        Guid referralId,
        IReadOnlyList<Attempt> attempts,
        CancellationToken ct
    )
    {
        var ids = attempts.Select(a => a.Id).ToList();
        var releases = await db.AddressReleases.AsNoTracking().Where(r => ids.Contains(r.AttemptId)).ToListAsync(ct);
        // Also for a suspended or closed pool: whoever is on the way there must be able to call it.
        var pools = attempts.Select(a => a.PoolId).ToList();
        var phones = await (
            from pool in db.Pools
            join site in db.Sites on pool.SiteId equals site.Id
            where pools.Contains(pool.Id)
            select new { pool.Id, site.IntakeContact }
        ).ToDictionaryAsync(row => row.Id, row => row.IntakeContact, ct);
        var known = await kind.Describe(ids, Viewer.Referrer, ct);
        var views = attempts.Select(a =>
            ProviderAttempt.Of(
                a,
                a.ShownNotes(sealer),
                releases.Where(r => r.AttemptId == a.Id),
                sealer,
                AddressRelease.EscortPurpose
            ) with
            {
                IntakeContact = phones.GetValueOrDefault(a.PoolId),
                Extension = known.Of(a.Id),
            }
        );
        if (await db.Referrals.AnyAsync(r => r.Id == referralId && !r.Shared, ct))
            views = views.Select(view => view.WithoutPlans());
        return [.. views];
    }
}
