using System.Security.Claims;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>
/// What a caller may meet at all: nothing of a referral on whose never list it stands, whichever organisation it belongs to
/// (rule 4). Every door begins here.
/// </summary>
internal static class Visible
{
    public static IQueryable<Referral> Referrals(ReferralsDb db, ClaimsPrincipal user)
    {
        var mark = user.Mark();
        return db.Referrals.Where(r => !db.Barred.Any(b => b.SubjectId == r.Id && b.Mark == mark));
    }
}
