using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Declines an offer, or takes it back; its note is deleted.</summary>
internal static class EndTransfer
{
    public static void Map(IEndpointRouteBuilder offers)
    {
        offers.MapPost("/{offerId:guid}/decline", Decline).For(Roles.Caseworker).InTransaction();
        offers.MapDelete("/{offerId:guid}", TakeBack).For(Roles.Caseworker).InTransaction();
    }

    private static async Task<Results<NoContent, Refused>> Decline(
        Guid offerId,
        ReferralsDb db,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        var now = await clock.Now(ct);
        if (await OwnedCase.Waiting(db, offerId, user, now, ct) is not { } offer)
            return Problem.NotFound();
        (offer.AnsweredAt, offer.Accepted, offer.SealedNote) = (now, false, null);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, Refused>> TakeBack(
        Guid offerId,
        ReferralsDb db,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        var organisation = user.Organisation();
        if (
            await Visible
                .OpenOffers(db, user)
                .SingleOrDefaultAsync(o => o.Id == offerId && o.FromId == organisation, ct)
            is not { } offer
        )
            return Problem.NotFound();
        (offer.AnsweredAt, offer.SealedNote) = (await clock.Now(ct), null);
        return TypedResults.NoContent();
    }
}
