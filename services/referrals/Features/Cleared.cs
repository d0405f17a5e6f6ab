using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>
/// A referral that was judged at this very moment: neither withdrawn nor void, her consent active, nobody concerned on the never
/// list (rule 12). Whatever was decided before and is carried out now takes one, and nothing but <see cref="For"/> makes one.
/// </summary>
internal sealed class Cleared
{
    private Cleared(Referral referral, ReferralKey key, ConsentReceipt consent) => (Referral, Key, Consent) = (referral, key, consent);

    public Referral Referral { get; }
    public ReferralKey Key { get; }
    public ConsentReceipt Consent { get; }

    /// <param name="organisation">Whom it is carried out for.</param>
    /// <param name="person">Who carries it out: a user or client id.</param>
    /// <returns>Null where it must not be carried out any more.</returns>
    public static async Task<Cleared?> For(
        ReferralsDb db, Sealer sealer, Referral referral, Guid organisation, string person, DateTimeOffset now, CancellationToken ct)
    {
        if (referral.Status is Status.Cancelled or Status.EnteredInError) return null;
        if (await db.Keys.AsNoTracking().SingleOrDefaultAsync(k => k.ReferralId == referral.Id, ct) is not { } key) return null;
        if (await ReferralView.LatestConsent(db, referral.Id, ct) is not { } consent || !consent.IsActive(now)) return null;
        var barred = await Keys.Never(db, sealer, referral.Id, ct) is { } never && (never.Names(person) || never.ToList().Organisations.Contains(organisation));
        return barred ? null : new(referral, key, consent);
    }
}
