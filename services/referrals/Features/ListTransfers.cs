using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>The offers that nobody has answered, to the caller's organisation or by it, and that may still be
/// accepted.</summary>
internal static class ListTransfers
{
    public static void Map(IEndpointRouteBuilder offers) => offers.MapGet("/", Handle).For(Roles.Caseworker);

    private static async Task<Ok<WorkList<TransferView>>> Handle(
        ReferralsDb db,
        Sealer sealer,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        var now = await clock.Now(ct);
        var rows = await (
            from offer in Visible.OpenOffers(db, user).AsNoTracking()
            where offer.ExpiresAt > now
            join referral in db.Referrals on offer.ReferralId equals referral.Id
            orderby offer.At, offer.Id
            select new { offer, referral }
        )
            .Take(Page.OneMore)
            .ToListAsync(ct);
        var cases = rows.ConvertAll(row => row.referral.CaseId);
        var others = await db
            .Referrals.AsNoTracking()
            .Where(r => r.CaseId != null && cases.Contains(r.CaseId))
            .ToListAsync(ct);
        var open = new List<TransferView>();
        foreach (
            var to in rows.Where(row => row.referral.OrganisationId == row.offer.FromId).GroupBy(row => row.offer.ToId)
        )
        {
            var of = to.ToDictionary(
                row => row.offer.Id,
                row =>
                    others
                        .FindAll(r =>
                            r.CaseId == row.referral.CaseId
                            && r.OrganisationId == row.offer.FromId
                            && r.Id != row.referral.Id
                        )
                        .Append(row.referral)
                        .ToList()
            );
            var cleared = (
                await Clearance.Of(
                    db,
                    sealer,
                    [.. of.Values.SelectMany(all => all).DistinctBy(r => r.Id)],
                    to.Key,
                    user.Subject(),
                    now,
                    ct
                )
            )
                .Select(one => one.Referral.Id)
                .ToHashSet();
            open.AddRange(
                to.Where(row => of[row.offer.Id].TrueForAll(r => cleared.Contains(r.Id)))
                    .Select(row => TransferView.Of(row.offer, row.referral, user))
            );
        }
        return TypedResults.Ok(
            new WorkList<TransferView>(
                [.. open.OrderBy(offer => offer.At).ThenBy(offer => offer.Id)],
                rows.Count > Page.MaxSize
            )
        );
    }
}
