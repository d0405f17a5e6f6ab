using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Identity.Domain;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Data;

/// <summary>The signing keys, read anew each time: they are two or three rows, and every replica sees the
/// same.</summary>
internal sealed class KeyRing(IdentityDb db, Sealer sealer, DatabaseClock clock)
{
    /// <summary>The keys that verifiers need: those that will sign, that sign now, and whose tokens have not all
    /// expired.</summary>
    public async Task<IReadOnlyList<SigningKey>> Published(CancellationToken ct)
    {
        var now = await clock.Now(ct);
        var keys = await db.SigningKeys.AsNoTracking().OrderBy(k => k.ActiveFrom).ToListAsync(ct);
        var signer = SignerAt(keys, now);
        return [.. keys.Where(k => k == signer || !KeySchedule.Ended(k.RetiresAt, now))];
    }

    public async Task<SigningKey> Signer(CancellationToken ct)
    {
        var keys = await db.SigningKeys.AsNoTracking().ToListAsync(ct);
        return SignerAt(keys, await clock.Now(ct)) ?? throw new InvalidOperationException("no signing key");
    }

    /// <summary>Makes the next key when it is due, and deletes those whose tokens have all ended. In a
    /// transaction.</summary>
    public async Task Rotate(CancellationToken ct)
    {
        var now = await clock.Now(ct);
        var keys = await db.SigningKeys.ToListAsync(ct);
        if (KeySchedule.Successor([.. keys.Select(k => k.RetiresAt)], now) is { } from)
        {
            if (keys.MaxBy(k => k.RetiresAt) is { } last)
                last.RetiresAt = from;
            db.Add(SigningKey.Create(sealer, now, from));
        }
        db.RemoveRange(keys.Where(k => KeySchedule.Ended(k.RetiresAt, now)));
    }

    /// <summary>Makes a new key that signs from now on. In a transaction.</summary>
    public async Task<SigningKey> Replace(CancellationToken ct)
    {
        var now = await clock.Now(ct);
        var keys = await db.SigningKeys.ToListAsync(ct);
        // A key that has not begun to sign may have been stolen too, and no token depends on it.
        db.RemoveRange(keys.Where(k => k.ActiveFrom > now));
        foreach (var key in keys.Where(k => k.ActiveFrom <= now && k.RetiresAt > now))
            key.RetiresAt = now;
        var next = SigningKey.Create(sealer, now, now);
        db.Add(next);
        return next;
    }

    // Where the clock was set back to before the first key, that key signs.
    private static SigningKey? SignerAt(IReadOnlyCollection<SigningKey> keys, DateTimeOffset now) =>
        keys.Where(k => k.ActiveFrom <= now).MaxBy(k => (k.ActiveFrom, k.Kid)) ?? keys.MinBy(k => k.ActiveFrom);
}
