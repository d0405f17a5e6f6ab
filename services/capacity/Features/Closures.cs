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

/// <summary>A provider closes a pool to admissions, with a reason and, where it knows it, an end.</summary>
internal static class Closures
{
    private static readonly TimeSpan MaxClosure = TimeSpan.FromDays(366);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/pools/{id:guid}/closure", Close).For(Roles.Publisher).InTransaction();
        routes.MapDelete("/pools/{id:guid}/closure", Open).For(Roles.Publisher).InTransaction();
    }

    private static async Task<Results<Ok<PoolView>, Refused>> Close(
        Guid id,
        ClosureRequest request,
        CapacityDb db,
        IKind kind,
        PoolClosure closure,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (!await Pools.Own(db, user).AnyAsync(p => p.Id == id, ct))
            return Problem.NotFound();
        var now = await clock.Now(ct);
        if (request.Until <= now || request.Until > now + MaxClosure)
            return Problem.Field("until", "is in the coming year");
        if (await ReasonSetByKind(db, id, ct) is { } reason)
            return Refuse(reason);
        await closure.Close(id, request.Reason!, request.Until, now, ct);
        return await Answer(db, kind, id, ct);
    }

    private static async Task<Results<Ok<PoolView>, Refused>> Open(
        Guid id,
        CapacityDb db,
        IKind kind,
        PoolClosure closure,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (!await Pools.Own(db, user).AnyAsync(p => p.Id == id, ct))
            return Problem.NotFound();
        if (await ReasonSetByKind(db, id, ct) is { } reason)
            return Refuse(reason);
        await closure.Open(id, await clock.Now(ct), ct);
        return await Answer(db, kind, id, ct);
    }

    // A closure that the kind made, such as of an intake that has started, cannot be changed by a publisher.
    private static async Task<string?> ReasonSetByKind(CapacityDb db, Guid id, CancellationToken ct)
    {
        var reason = await db.Pools.Where(p => p.Id == id).Select(p => p.ClosedReason).SingleAsync(ct);
        return reason is null || Codes.ClosureReasons.Contains(reason) ? null : reason;
    }

    private static Refused Refuse(string reason) =>
        Problem.Of(
            StatusCodes.Status409Conflict,
            $"This pool has {reason} and takes nobody any more.",
            ("state", reason),
            ("availableActions", Array.Empty<string>())
        );

    private static async Task<Ok<PoolView>> Answer(CapacityDb db, IKind kind, Guid id, CancellationToken ct) =>
        TypedResults.Ok(await kind.View(await db.Pools.AsNoTracking().SingleAsync(p => p.Id == id, ct), ct));
}

/// <param name="Until">If left out: until somebody opens it.</param>
internal sealed record ClosureRequest(string? Reason, DateTimeOffset? Until);

internal sealed class ClosureRequestValidator : AbstractValidator<ClosureRequest>
{
    public ClosureRequestValidator() => RuleFor(r => r.Reason).RequiredOneOf(Codes.ClosureReasons);
}
