using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>
/// A referral that has just been judged: neither withdrawn nor entered in error, her consent active, nobody concerned
/// on the never list (rule 12). Whatever was decided before and is carried out now requires one, and nothing but
/// <see cref="Of"/> makes one.
/// </summary>
internal sealed class Clearance
{
    private Clearance(Referral referral, ReferralKey key, ConsentReceipt consent) =>
        (Referral, Key, Consent) = (referral, key, consent);

    public Referral Referral { get; }
    public ReferralKey Key { get; }
    public ConsentReceipt Consent { get; }

    /// <param name="organisation">The organisation for which it is carried out.</param>
    /// <param name="person">Who carries it out: a user or client id.</param>
    /// <returns>Those of the referrals for which it may be carried out now.</returns>
    public static async Task<List<Clearance>> Of(
        ReferralsDb db,
        Sealer sealer,
        IReadOnlyCollection<Referral> referrals,
        Guid organisation,
        string person,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var ids = referrals.Select(referral => referral.Id).ToList();
        var keys = await db
            .Keys.AsNoTracking()
            .Where(key => ids.Contains(key.ReferralId))
            .ToDictionaryAsync(key => key.ReferralId, ct);
        var consents = (
            await db.Consents.AsNoTracking().Where(consent => ids.Contains(consent.ReferralId)).ToListAsync(ct)
        )
            .GroupBy(consent => consent.ReferralId)
            .ToDictionary(all => all.Key, all => all.MaxBy(consent => consent.At)!);
        var nevers = await Keys.Nevers(db, sealer, ids, ct);
        return
        [
            .. from referral in referrals
            where referral.Status is not (Status.Cancelled or Status.EnteredInError) && keys.ContainsKey(referral.Id)
            let consent = consents.GetValueOrDefault(referral.Id)
            where consent?.IsActive(now) == true
            let never = nevers.GetValueOrDefault(referral.Id, NeverInput.None)
            where !never.Names(person) && never.Organisations?.Contains(organisation) != true
            select new Clearance(referral, keys[referral.Id], consent),
        ];
    }
}
