using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>Removes a pool for good; refused while a referral is open or places are kept for a group there.</summary>
internal static class RemovePool
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapDelete("/pools/{id:guid}", Handle).For(Roles.Publisher).InTransaction();

    private static async Task<Results<NoContent, Refused>> Handle(
        Guid id,
        CapacityDb db,
        Ledger ledger,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (!await Pools.Own(db, user).AnyAsync(p => p.Id == id, ct))
            return Problem.NotFound();
        if (await db.Attempts.AnyAsync(a => a.PoolId == id && a.EndedAt == null, ct))
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "Referrals are open at this pool: answer or end them first."
            );
        if (await db.GroupReservations.AnyAsync(b => b.PoolId == id && b.EndedAt == null, ct))
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "Places are kept for a group at this pool: refuse it first."
            );
        await db
            .Pools.Where(p => p.Id == id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(p => p.Removed, true)
                        .SetProperty(p => p.Admitting, false)
                        .SetProperty(p => p.EditVersion, p => p.EditVersion + 1),
                ct
            );
        await ledger.BumpVersion(id, await clock.Now(ct), ct);
        return TypedResults.NoContent();
    }
}
