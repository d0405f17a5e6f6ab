using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Takes the places of a person who is named out of those that are kept for her group, so that they count
/// once.</summary>
internal static class GroupNaming
{
    /// <param name="poolId">The first of her plan: the house that keeps places for the group.</param>
    /// <returns>The refusal, or null. Where the reservation has not enough places left, she asks for a place like
    /// anybody else.</returns>
    public static async Task<Refused?> Take(
        ReferralsDb db,
        Guid organisation,
        Guid groupId,
        Guid poolId,
        int places,
        CancellationToken ct
    )
    {
        var reservation = await (
            from g in db.Groups
            where g.Id == groupId && g.OrganisationId == organisation && g.EndedAt == null
            join b in db.GroupReservations on g.Id equals b.GroupId
            where b.PoolId == poolId
            select new
            {
                b.Id,
                b.Status,
                b.Version,
            }
        ).SingleOrDefaultAsync(ct);
        if (reservation is null || !GroupReservationStatus.Keeping.Contains(reservation.Status))
            return Problem.Field("groupId", "is no group of yours for which the first pool keeps places");
        if (reservation.Version == 0)
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "The request has not reached this pool yet; try again.",
                ("reason", "not-reached")
            );
        await db
            .GroupReservations.Where(b => b.Id == reservation.Id && b.Left >= places)
            .ExecuteUpdateAsync(set => set.SetProperty(b => b.Left, b => b.Left - places), ct);
        return null;
    }
}
