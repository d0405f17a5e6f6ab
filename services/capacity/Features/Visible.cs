using System.Security.Claims;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>
/// The attempts that a caller may see: those of its organisation, without referrals on whose never list it stands (rule
/// 4). An organisation that came onto the list while the survivor stays with it goes on with the stay. Every query made
/// for a caller begins here.
/// </summary>
internal static class Visible
{
    /// <summary>Attempts at the pools of the caller's organisation.</summary>
    public static IQueryable<Attempt> ToProvider(CapacityDb db, ClaimsPrincipal user)
    {
        var organisation = user.Organisation();
        return Meets(db, user).Where(a => a.OrganisationId == organisation);
    }

    /// <summary>Attempts of a referral that the caller's organisation owns now, whoever owned it before.</summary>
    public static IQueryable<Attempt> ToReferrer(CapacityDb db, ClaimsPrincipal user, Guid referralId)
    {
        var organisation = user.Organisation();
        return Meets(db, user)
            .Where(a =>
                a.ReferralId == referralId && db.Referrals.Any(r => r.Id == referralId && r.ReferrerId == organisation)
            );
    }

    /// <summary>Open attempts of all referrals that the caller's organisation owns.</summary>
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
