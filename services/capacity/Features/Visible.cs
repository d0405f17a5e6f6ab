using System.Security.Claims;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>
/// The attempts that a caller may meet anything of: of its organisation, and of no referral on whose never list it
/// stands (rule 4). An organisation that came onto one with her in its house goes on with the stay. Every door begins
/// here.
/// </summary>
internal static class Visible
{
    /// <summary>Those put to its organisation's pools.</summary>
    public static IQueryable<Attempt> ToProvider(CapacityDb db, ClaimsPrincipal user)
    {
        var organisation = user.Organisation();
        return Meets(db, user).Where(a => a.OrganisationId == organisation);
    }

    /// <summary>Those of a referral that its organisation owns, whoever owned it when they ended.</summary>
    public static IQueryable<Attempt> ToReferrer(CapacityDb db, ClaimsPrincipal user, Guid referralId)
    {
        var organisation = user.Organisation();
        return Meets(db, user)
            .Where(a =>
                a.ReferralId == referralId && db.Referrals.Any(r => r.Id == referralId && r.ReferrerId == organisation)
            );
    }

    /// <summary>Those under way, of all referrals that its organisation owns.</summary>
    public static IQueryable<Attempt> OpenToReferrer(CapacityDb db, ClaimsPrincipal user)
    {
        var organisation = user.Organisation();
        return Meets(db, user).Where(a => a.ReferrerId == organisation && a.EndedAt == null);
    }

    private static IQueryable<Attempt> Meets(CapacityDb db, ClaimsPrincipal user)
    {
        var (own, organisation) = (user.Mark(), user.OrganisationMark());
        return db.Attempts.Where(a =>
            !db.Barred.Any(b =>
                b.SubjectId == a.ReferralId
                && (b.Mark == own || (b.Mark == organisation && a.Status != Status.InProgress))
            )
        );
    }
}
