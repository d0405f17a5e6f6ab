using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>The key of a referral and what it opens.</summary>
internal static class Keys
{
    /// <summary>Empty when there is none, or when the key is gone.</summary>
    public static async Task<NeverInput> Never(ReferralsDb db, Sealer sealer, Guid id, CancellationToken ct) =>
        await Open<NeverInput>(db, sealer, id, SealedRow.Never, ct) ?? NeverInput.None;

    public static Task<DetailsRequest?> Details(ReferralsDb db, Sealer sealer, Guid id, CancellationToken ct) =>
        Open<DetailsRequest>(db, sealer, id, SealedRow.Details, ct);

    /// <summary>Seals it in place of what was sealed before.</summary>
    public static async Task Seal<T>(ReferralsDb db, Sealer sealer, ReferralKey key, string what, T value, CancellationToken ct)
    {
        var row = await db.Sealed.SingleOrDefaultAsync(s => s.ReferralId == key.ReferralId && s.What == what, ct);
        if (row is null) db.Add(row = new SealedRow { ReferralId = key.ReferralId, What = what, Sealed = [] });
        row.Sealed = sealer.Seal(key.Wrapped, key.ReferralId, value);
    }

    /// <summary>Destroys the key, and with it everything sealed under it (rule 5).</summary>
    public static async Task Destroy(ReferralsDb db, Guid id, CancellationToken ct)
    {
        await db.Keys.Where(k => k.ReferralId == id).ExecuteDeleteAsync(ct);
        await db.Sealed.Where(s => s.ReferralId == id).ExecuteDeleteAsync(ct);
    }

    /// <summary>A fresh key after a fresh consent, where the first was destroyed.</summary>
    public static async Task Renew(ReferralsDb db, Sealer sealer, Guid id, CancellationToken ct)
    {
        if (await db.Keys.AnyAsync(k => k.ReferralId == id, ct)) return;
        var key = sealer.NewKey(id);
        db.Add(new ReferralKey { ReferralId = id, MasterKeyId = key.MasterKeyId, Key = key.Key });
    }

    private static async Task<T?> Open<T>(ReferralsDb db, Sealer sealer, Guid id, string what, CancellationToken ct) where T : class
    {
        var key = await db.Keys.AsNoTracking().SingleOrDefaultAsync(k => k.ReferralId == id, ct);
        var row = await db.Sealed.AsNoTracking().SingleOrDefaultAsync(s => s.ReferralId == id && s.What == what, ct);
        return key is null || row is null ? null : sealer.Open<T>(key.Wrapped, id, row.Sealed);
    }
}
