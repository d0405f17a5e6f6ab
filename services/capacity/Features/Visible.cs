using System.Security.Claims;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>
/// The attempts that a caller may meet anything of: of its organisation, and of no referral on whose never list it stands
/// (rule 4). An organisation that came onto one with her in its house goes on with the stay. Every door begins here.
/// </summary>
internal static class Visible
{
    /// <summary>Those put to its organisation's pools.</summary>
    public static IQueryable<Attempt> ToProvider(CapacityDb db, ClaimsPrincipal user)
    {
        var organisation = user.Organisation();
        return Meets(db, user).Where(a => a.OrganisationId == organisation);
    }

    /// <summary>Those of referrals that its organisation owns.</summary>
    public static IQueryable<Attempt> ToReferrer(CapacityDb db, ClaimsPrincipal user)
    {
        var organisation = user.Organisation();
        return Meets(db, user).Where(a => a.ReferrerId == organisation);
    }

    private static IQueryable<Attempt> Meets(CapacityDb db, ClaimsPrincipal user)
    {
        var mark = user.Mark();
        return db.Attempts.Where(a => !db.Barred.Any(b => b.SubjectId == a.ReferralId && b.Mark == mark));
    }
}
