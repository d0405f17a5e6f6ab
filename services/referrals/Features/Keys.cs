using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>The key of a referral and what it opens.</summary>
internal static class Keys
{
    /// <returns>Null when there is none, or when the key is gone.</returns>
    public static Task<NeverInput?> Never(ReferralsDb db, Sealer sealer, Guid id, CancellationToken ct) =>
        Open<NeverInput>(db, sealer, id, SealedRow.Never, ct);

    public static Task<DetailsRequest?> Details(ReferralsDb db, Sealer sealer, Guid id, CancellationToken ct) =>
        Open<DetailsRequest>(db, sealer, id, SealedRow.Details, ct);

    /// <summary>Seals a value, which replaces what was sealed before.</summary>
    public static async Task Seal<T>(
        ReferralsDb db,
        Sealer sealer,
        ReferralKey key,
        string what,
        T value,
        CancellationToken ct
    )
    {
        var row = await db.Sealed.SingleOrDefaultAsync(s => s.ReferralId == key.ReferralId && s.What == what, ct);
        if (row is null)
            db.Add(
                row = new SealedRow
                {
                    ReferralId = key.ReferralId,
                    What = what,
                    Sealed = [],
                }
            );
        row.Sealed = sealer.Seal(key.Wrapped, key.ReferralId, value);
    }

    /// <summary>Destroys the key, and with it everything sealed under it (rule 5).</summary>
    public static async Task Destroy(ReferralsDb db, Guid id, CancellationToken ct)
    {
        await db.Keys.Where(k => k.ReferralId == id).ExecuteDeleteAsync(ct);
        await db.Sealed.Where(s => s.ReferralId == id).ExecuteDeleteAsync(ct);
        await db
            .Conferences.Where(c => c.ReferralId == id)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.SealedNote, (byte[]?)null), ct);
        await db.Transfers.Where(o => o.ReferralId == id).ExecuteDeleteAsync(ct);
    }

    /// <summary>The never lists of these referrals, by the referral; none where the key is gone.</summary>
    public static async Task<Dictionary<Guid, NeverInput>> Nevers(
        ReferralsDb db,
        Sealer sealer,
        IReadOnlyCollection<Guid> ids,
        CancellationToken ct
    ) =>
        (
            await (
                from key in db.Keys.AsNoTracking()
                join row in db.Sealed.AsNoTracking() on key.ReferralId equals row.ReferralId
                where ids.Contains(key.ReferralId) && row.What == SealedRow.Never
                select new { Key = key, row.Sealed }
            ).ToListAsync(ct)
        ).ToDictionary(
            row => row.Key.ReferralId,
            row => sealer.Open<NeverInput>(row.Key.Wrapped, row.Key.ReferralId, row.Sealed)
        );

    /// <summary>A key for a referral that has none: a new one, or one whose key was destroyed.</summary>
    public static ReferralKey Make(ReferralsDb db, Sealer sealer, Guid id)
    {
        var wrapped = sealer.NewKey(id);
        var key = new ReferralKey
        {
            ReferralId = id,
            MasterKeyId = wrapped.MasterKeyId,
            Key = wrapped.Key,
        };
        db.Add(key);
        return key;
    }

    private static async Task<T?> Open<T>(ReferralsDb db, Sealer sealer, Guid id, string what, CancellationToken ct)
        where T : class
    {
        var key = await db.Keys.AsNoTracking().SingleOrDefaultAsync(k => k.ReferralId == id, ct);
        var row = await db.Sealed.AsNoTracking().SingleOrDefaultAsync(s => s.ReferralId == id && s.What == what, ct);
        return key is null || row is null ? null : sealer.Open<T>(key.Wrapped, id, row.Sealed);
    }
}
