using System.Security.Claims;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>What a caller may see at all: nothing of a referral from which it is barred, whichever organisation that
/// belongs to (rule 4). Every query of what is shown of referrals begins here.</summary>
internal static class Visible
{
    public static IQueryable<Referral> Referrals(ReferralsDb db, ClaimsPrincipal user)
    {
        var barred = Barred(db, user);
        return db.Referrals.Where(r => !barred.Any(b => b.SubjectId == r.Id));
    }

    /// <summary>Offers of them that nobody has answered, to the caller's organisation or by it.</summary>
    public static IQueryable<ReferralTransfer> OpenOffers(ReferralsDb db, ClaimsPrincipal user)
    {
        var (organisation, referrals) = (user.Organisation(), Referrals(db, user));
        return db.Transfers.Where(o =>
            (o.ToId == organisation || o.FromId == organisation)
            && o.AnsweredAt == null
            && referrals.Any(r => r.Id == o.ReferralId)
        );
    }

    /// <summary>The rows by which the caller, or all of its organisation, is barred.</summary>
    public static IQueryable<BarredPerson> Barred(ReferralsDb db, ClaimsPrincipal user)
    {
        var (own, organisation) = (user.Mark(), user.OrganisationMark());
        return db.Barred.Where(b => b.Mark == own || b.Mark == organisation);
    }
}
