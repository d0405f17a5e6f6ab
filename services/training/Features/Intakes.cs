using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Features;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Training.Features;

/// <summary>A course begins again and again: each time is a pool of its own, with its own seats and waiting list.</summary>
internal static class Intakes
{
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(1096);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/pools/{id:guid}/intakes", List).For(Roles.Publisher, Roles.Intake);
        routes.MapPost("/pools/{id:guid}/intakes", Add).For(Roles.Publisher).Creates(Pools.Reload);
        routes.MapPut("/pools/{id:guid}/start", Start).For(Roles.Publisher).InTransaction();
    }

    /// <summary>The intakes of the pool's course, itself among them, by start; one without a start comes first.</summary>
    private static async Task<Results<Ok<WorkList<PoolView>>, Platform.Refused>> List(
        Guid id,
        CapacityDb db,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        if (await Pools.Own(db, user).AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } pool)
            return Problem.NotFound();
        var course = pool.CourseId ?? pool.Id;
        var all = await Pools
            .Own(db, user)
            .AsNoTracking()
            .Where(p => p.Id == id || p.CourseId == course)
            .OrderBy(p => p.StartsAt != null)
            .ThenBy(p => p.StartsAt)
            .ThenBy(p => p.Id)
            .Take(Page.OneMore)
            .ToListAsync(ct);
        return TypedResults.Ok(Page.First(all.ConvertAll(PoolView.Of)));
    }

    /// <summary>Another intake of the same course: it gives and takes what this one does.</summary>
    private static async Task<Results<Created<PoolView>, Refused>> Add(
        Guid id,
        IntakeRequest request,
        CapacityDb db,
        Ledger ledger,
        Trade trade,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await Pools.Own(db, user).AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } like)
            return Problem.NotFound();
        var now = await clock.Now(ct);
        if (IsOutside(request.StartsAt, now))
            return OutOfRange;
        var course = like.CourseId ?? like.Id;
        if (like.CourseId is null)
            await db
                .Pools.Where(p => p.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.CourseId, course), ct);
        var pool = new Pool
        {
            Id = Guid.CreateVersion7(now),
            SiteId = like.SiteId,
            OrganisationId = like.OrganisationId,
            Name = like.Name,
            Unit = like.Unit,
            Access = like.Access,
            Eligibility = like.Eligibility,
            Trade = like.Trade,
            Maximum = request.Maximum!.Value,
            Suspended = like.Suspended,
            Source = Capacity.Features.Capacity.Staff,
            UpdatedAt = now,
            ConfirmedAt = now,
            Version = now.ToUnixTimeMicroseconds(),
            StartsAt = request.StartsAt,
            CourseId = course,
        };
        db.Add(pool);
        ledger.Touch(pool.Id);
        return TypedResults.Created($"/api/{trade.Route}/pools/{pool.Id}", PoolView.Of(pool));
    }

    /// <summary>Says when it begins, or puts it off. What has begun has begun.</summary>
    private static async Task<Results<Ok<PoolView>, Refused>> Start(
        Guid id,
        StartRequest request,
        CapacityDb db,
        Ledger ledger,
        ClaimsPrincipal user,
        HttpContext http,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await Pools.Own(db, user).AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } pool)
            return Problem.NotFound();
        if (Preconditions.Check(http, PoolView.Of(pool)) is { } stale)
            return stale;
        var now = await clock.Now(ct);
        if (IsOutside(request.StartsAt, now))
            return OutOfRange;
        if (pool.StartsAt <= now)
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "It has started.",
                ("state", Starting.Started),
                ("availableActions", Array.Empty<string>())
            );
        var course = pool.CourseId ?? id;
        var set = await db
            .Pools.Where(p => p.Id == id && p.EditVersion == pool.EditVersion)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(p => p.StartsAt, request.StartsAt)
                        .SetProperty(p => p.CourseId, course)
                        .SetProperty(p => p.EditVersion, p => p.EditVersion + 1),
                ct
            );
        if (set == 0)
            throw new DbUpdateConcurrencyException();
        await ledger.Renew(id, now, ct);
        return TypedResults.Ok(PoolView.Of(await db.Pools.AsNoTracking().SingleAsync(p => p.Id == id, ct)));
    }

    private static bool IsOutside(DateTimeOffset? startsAt, DateTimeOffset now) =>
        startsAt <= now || startsAt > now + Furthest;

    private static Refused OutOfRange => Problem.Field("startsAt", "is in the coming three years");
}

/// <param name="Maximum">Seats.</param>
internal sealed record IntakeRequest(DateTimeOffset? StartsAt, int? Maximum);

internal sealed record StartRequest(DateTimeOffset? StartsAt);

internal sealed class IntakeRequestValidator : AbstractValidator<IntakeRequest>
{
    public IntakeRequestValidator()
    {
        RuleFor(r => r.StartsAt).NotNull().WithMessage("is required");
        RuleFor(r => r.Maximum)
            .NotNull()
            .WithMessage("is required")
            .InclusiveBetween(0, Capacity.Features.Capacity.Most);
    }
}

internal sealed class StartRequestValidator : AbstractValidator<StartRequest>
{
    public StartRequestValidator() => RuleFor(r => r.StartsAt).NotNull().WithMessage("is required");
}
