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

/// <summary>A provider publishes how many places a pool has and how many are taken.</summary>
internal static class Capacity
{
    /// <summary>Most places that one pool may have.</summary>
    public const int MaxPlaces = 100_000;

    /// <summary>Sources of a count.</summary>
    public const string Staff = "staff";
    public const string System = "system";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/pools/{id:guid}/capacity", Put).For(Roles.Publisher).InTransaction();
        routes.MapPost("/pools/{id:guid}/confirm", Confirm).For(Roles.Publisher).InTransaction();
    }

    private static async Task<Results<Ok<PoolView>, Refused>> Put(
        Guid id,
        CapacityRequest request,
        CapacityDb db,
        IKind kind,
        Ledger ledger,
        Waitlist waitlist,
        AttemptTransitions transitions,
        ClaimsPrincipal user,
        HttpContext http,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await Pools.Own(db, user).AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } before)
            return Problem.NotFound();
        if (Preconditions.Check(http, PoolView.Of(before)) is { } stale)
            return stale;
        var now = await clock.Now(ct);
        var counted = request.CountedAt ?? now;
        if (counted > now)
            return Problem.Field("countedAt", "is in the future");

        var (maximum, occupied, overbooked) = (
            request.Maximum!.Value,
            request.Occupied!.Value,
            request.Overbooked ?? false
        );
        if (
            !await ledger.Publish(
                id,
                before.EditVersion,
                maximum,
                occupied,
                request.Estimate ?? false,
                overbooked,
                user.HasClaim(c => c.Type == "client_id" && c.Value == user.FindFirst("sub")?.Value) ? System : Staff,
                counted,
                now,
                ct
            )
        )
            return await NoRoom(db, user, id, ct);

        var pool = await db.Pools.AsNoTracking().SingleAsync(p => p.Id == id, ct);
        var missing = pool.Occupied + pool.Held - pool.Maximum;
        if (missing > 0)
            await TellUnmet(db, transitions, id, missing, now, ct);
        else
            await waitlist.Promote(id, now, ct);
        return TypedResults.Ok(await kind.View(await db.Pools.AsNoTracking().SingleAsync(p => p.Id == id, ct), ct));
    }

    private static async Task<Results<Ok<PoolView>, Refused>> Confirm(
        Guid id,
        CapacityDb db,
        IKind kind,
        Ledger ledger,
        Waitlist waitlist,
        ClaimsPrincipal user,
        HttpContext http,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await Pools.Own(db, user).AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } before)
            return Problem.NotFound();
        // The confirmation is of the count that the page showed, not of one published since.
        if (Preconditions.CheckIfSent(http, Preconditions.ETag(PoolView.Of(before))) is { } stale)
            return stale;
        // Without If-Match it confirms whatever count is stored, so that several confirmations at once do not conflict.
        var ofWhatWasRead = http.Request.Headers.IfMatch.Count > 0;
        var now = await clock.Now(ct);
        var confirmed = await db
            .Pools.Where(p => p.Id == id && (!ofWhatWasRead || p.EditVersion == before.EditVersion))
            .ExecuteUpdateAsync(
                set => set.SetProperty(p => p.ConfirmedAt, now).SetProperty(p => p.EditVersion, p => p.EditVersion + 1),
                ct
            );
        if (confirmed == 0)
            throw new DbUpdateConcurrencyException();
        await ledger.BumpVersion(id, now, ct);
        await waitlist.Promote(id, now, ct);
        return TypedResults.Ok(await kind.View(await db.Pools.AsNoTracking().SingleAsync(p => p.Id == id, ct), ct));
    }

    private static async Task<Refused> NoRoom(CapacityDb db, ClaimsPrincipal user, Guid id, CancellationToken ct)
    {
        var held = await (
            from hold in db.Holds
            join attempt in Visible.ToProvider(db, user) on hold.AttemptId equals attempt.Id
            where hold.PoolId == id
            select new
            {
                AttemptId = attempt.Id,
                attempt.CaseCode,
                attempt.Status,
            }
        ).ToListAsync(ct);
        var groups = await (
            from reservation in db.GroupReservations
            where reservation.PoolId == id && reservation.EndedAt == null
            join hold in db.Holds on reservation.Id equals hold.AttemptId
            select new
            {
                ReservationId = reservation.Id,
                Referrer = reservation.ReferrerName,
                Left = hold.Places,
                reservation.Status,
            }
        ).ToListAsync(ct);
        return Problem.Of(
            StatusCodes.Status409Conflict,
            "Occupied and held would be more than the maximum. Send the true count with overbooked, or answer the "
                + "held ones first.",
            ("held", held),
            ("groups", groups)
        );
    }

    // Whose places cannot be kept: first those not yet accepted, then the least urgent, then those promised last.
    private static async Task TellUnmet(
        CapacityDb db,
        AttemptTransitions transitions,
        Guid poolId,
        int missing,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var held = await (
            from hold in db.Holds
            join attempt in db.Attempts on hold.AttemptId equals attempt.Id
            where hold.PoolId == poolId && attempt.Reason != PoolSuspension.Suspended
            orderby attempt.Status == Status.Received descending, attempt.UrgencyRank descending, attempt.At descending
            select attempt
        )
            .Take(missing)
            .ToListAsync(ct);
        foreach (var attempt in held)
        {
            (attempt.Reason, attempt.At) = ("overbooked", now);
            transitions.PublishOnCommit(attempt);
        }
    }
}

/// <param name="Overbooked">True: the count is stored even if it is above the maximum, and admissions close.</param>
/// <param name="CountedAt">When the places were counted; now if left out. A system that reports later sends it.</param>
internal sealed record CapacityRequest(
    int? Maximum,
    int? Occupied,
    bool? Estimate,
    bool? Overbooked,
    DateTimeOffset? CountedAt
);

internal sealed class CapacityRequestValidator : AbstractValidator<CapacityRequest>
{
    public CapacityRequestValidator()
    {
        RuleFor(r => r.Maximum).NotNull().WithMessage("is required").InclusiveBetween(0, Capacity.MaxPlaces);
        RuleFor(r => r.Occupied).NotNull().WithMessage("is required").InclusiveBetween(0, Capacity.MaxPlaces);
    }
}
