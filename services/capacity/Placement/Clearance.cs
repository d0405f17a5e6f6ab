using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;

namespace ReferralNetwork.Capacity.Placement;

/// <summary>
/// Proof that a referral may be put to a pool at this moment: its round goes on, consent is not contested, and the pool
/// is in the network (rule 12). Whatever was decided before and is carried out now (the next in a plan, a promotion, an
/// address) takes one, and only <c>Of</c> creates one. What ended consent or changed the never list was applied
/// when this service heard of it.
/// </summary>
internal sealed class Clearance
{
    private Clearance(Referral referral, Pool pool, Site site) => (Referral, Pool, Site) = (referral, pool, site);

    public Referral Referral { get; }
    public Pool Pool { get; }
    public Site Site { get; }

    /// <param name="round">The round in which this was decided.</param>
    /// <returns>Null where it may no longer be.</returns>
    public static async Task<Clearance?> Of(
        CapacityDb db,
        Guid referralId,
        int round,
        Guid poolId,
        CancellationToken ct
    ) => (await Of(db, [(referralId, round)], poolId, ct)).GetValueOrDefault(referralId);

    /// <summary>The same for several referrals and one pool, in as many queries as for one.</summary>
    /// <returns>Those that may be put to it, by the referral's id.</returns>
    public static async Task<IReadOnlyDictionary<Guid, Clearance>> Of(
        CapacityDb db,
        IReadOnlyList<(Guid Referral, int Round)> decided,
        Guid poolId,
        CancellationToken ct
    )
    {
        // Referrals that this transaction has loaded or changed already are taken as they are.
        var unknown = decided
            .Select(one => one.Referral)
            .Where(id => db.Referrals.Local.FindEntry(id) is null)
            .ToList();
        if (unknown.Count > 0)
            await db.Referrals.Where(r => unknown.Contains(r.Id)).LoadAsync(ct);
        var going = decided
            .Select(one => (db.Referrals.Local.FindEntry(one.Referral)!.Entity, one.Round))
            .Where(one => one.Entity.Round == one.Round && one.Entity.WithdrawnRound < one.Round && one.Entity.Shared)
            .Select(one => one.Entity)
            .Distinct()
            .ToList();
        if (going.Count == 0)
            return new Dictionary<Guid, Clearance>();
        var at = await (
            from pool in db.Pools.AsNoTracking()
            join site in db.Sites.AsNoTracking() on pool.SiteId equals site.Id
            where pool.Id == poolId && !pool.Removed && !pool.Suspended
            select new { pool, site }
        ).SingleOrDefaultAsync(ct);
        return at is null
            ? new Dictionary<Guid, Clearance>()
            : going.ToDictionary(referral => referral.Id, referral => new Clearance(referral, at.pool, at.site));
    }
}
