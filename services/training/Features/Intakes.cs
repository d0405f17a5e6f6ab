using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity;
using ReferralNetwork.Capacity.Features;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Training.Data;

namespace ReferralNetwork.Training.Features;

/// <summary>A course begins repeatedly: each intake is a pool of its own, with its own seats and waiting
/// list.</summary>
internal static class Intakes
{
    private static readonly TimeSpan MaxAhead = TimeSpan.FromDays(1096);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/pools/{id:guid}/intakes", List).For(Roles.Publisher, Roles.Intake);
        routes.MapPost("/pools/{id:guid}/intakes", Add).For(Roles.Publisher).Creates(KindLedger.ReloadPool);
        routes.MapPut("/pools/{id:guid}/start", Start).For(Roles.Publisher).InTransaction();
    }

    /// <summary>The intakes of the pool's course, itself among them, by start; one without a start comes
    /// first.</summary>
    private static async Task<Results<Ok<WorkList<PoolView>>, Refused>> List(
        Guid id,
        TrainingDb db,
        KindLedger ledger,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        if (!await ledger.Pools(user).AnyAsync(p => p.Id == id, ct))
            return Problem.NotFound();
        var course = await db.Intakes.Where(i => i.PoolId == id).Select(i => i.CourseId).SingleOrDefaultAsync(ct);
        var all = await (
            from pool in ledger.Pools(user).AsNoTracking()
            join intake in db.Intakes.AsNoTracking() on pool.Id equals intake.PoolId into intakes
            from intake in intakes.DefaultIfEmpty()
            where pool.Id == id || intake.CourseId == course
            orderby intake.StartsAt != null, intake.StartsAt, pool.Id
            select pool
        )
            .Take(Page.OneMore)
            .ToListAsync(ct);
        return TypedResults.Ok(Page.First(await ledger.View(all, ct)));
    }

    /// <summary>Adds an intake to the same course, which gives and takes what this pool does.</summary>
    private static async Task<Results<Created<PoolView>, Refused>> Add(
        Guid id,
        IntakeRequest request,
        TrainingDb db,
        KindLedger ledger,
        KindDescriptor kind,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await ledger.Pools(user).AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } like)
            return Problem.NotFound();
        var now = await clock.Now(ct);
        if (IsOutside(request.StartsAt, now))
            return OutOfRange;
        var first = await Of(db, id, ct);
        var pool = ledger.AddLike(like, request.Maximum!.Value, now);
        db.Add(
            new Intake
            {
                PoolId = pool.Id,
                CourseId = first.CourseId,
                StartsAt = request.StartsAt,
            }
        );
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/{kind.Route}/pools/{pool.Id}", await ledger.View(pool, ct));
    }

    /// <summary>Sets the start of an intake or postpones it. An intake that has started cannot be changed.</summary>
    private static async Task<Results<Ok<PoolView>, Refused>> Start(
        Guid id,
        StartRequest request,
        TrainingDb db,
        KindLedger ledger,
        ClaimsPrincipal user,
        HttpContext http,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await ledger.Pools(user).AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } pool)
            return Problem.NotFound();
        if (Preconditions.Check(http, PoolView.Of(pool)) is { } stale)
            return stale;
        var now = await clock.Now(ct);
        if (IsOutside(request.StartsAt, now))
            return OutOfRange;
        var intake = await Of(db, id, ct);
        if (intake.StartsAt <= now)
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "This intake has already started.",
                ("state", IntakeStart.Started),
                ("availableActions", Array.Empty<string>())
            );
        intake.StartsAt = request.StartsAt;
        intake.Version++;
        await db.SaveChangesAsync(ct);
        await ledger.Edited(pool, now, ct);
        return TypedResults.Ok(await ledger.View(await db.Pools.AsNoTracking().SingleAsync(p => p.Id == id, ct), ct));
    }

    // A pool without an intake becomes the first intake of a course of its own.
    private static async Task<Intake> Of(TrainingDb db, Guid poolId, CancellationToken ct)
    {
        var intake = await db.Intakes.SingleOrDefaultAsync(i => i.PoolId == poolId, ct);
        if (intake is null)
            db.Add(intake = new Intake { PoolId = poolId, CourseId = poolId });
        return intake;
    }

    private static bool IsOutside(DateTimeOffset? startsAt, DateTimeOffset now) =>
        startsAt <= now || startsAt > now + MaxAhead;

    private static Refused OutOfRange => Problem.Field("startsAt", "is in the coming three years");
}

/// <param name="Maximum">Number of seats.</param>
internal sealed record IntakeRequest(DateTimeOffset? StartsAt, int? Maximum);

internal sealed record StartRequest(DateTimeOffset? StartsAt);

internal sealed class IntakeRequestValidator : AbstractValidator<IntakeRequest>
{
    public IntakeRequestValidator()
    {
        RuleFor(r => r.StartsAt).NotNull().WithMessage("is required");
        RuleFor(r => r.Maximum).NotNull().WithMessage("is required").InclusiveBetween(0, KindLedger.MaxPlaces);
    }
}

internal sealed class StartRequestValidator : AbstractValidator<StartRequest>
{
    public StartRequestValidator() => RuleFor(r => r.StartsAt).NotNull().WithMessage("is required");
}
