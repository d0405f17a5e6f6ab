using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>An organisation keeps the pools of its sites: whom they take and how one gets in. Counts have their own file.</summary>
internal static class Pools
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sites/{id:guid}/pools", List).For(Roles.Publisher, Roles.Intake);
        routes.MapPost("/sites/{id:guid}/pools", Create).For(Roles.Publisher).Creates(Reload);
        routes.MapGet("/pools/{id:guid}", Show).For(Roles.Publisher, Roles.Intake);
        routes.MapPut("/pools/{id:guid}", Edit).For(Roles.Publisher).InTransaction();
        routes.MapDelete("/pools/{id:guid}", Remove).For(Roles.Publisher).InTransaction();
    }

    private static async Task<Results<Created<PoolView>, Refused>> Create(
        Guid id,
        PoolRequest request,
        CapacityDb db,
        Ledger ledger,
        Standing standing,
        Trade trade,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (!await Sites.Own(db, user).AnyAsync(s => s.Id == id, ct))
            return Problem.NotFound();
        if (CheckTrade(request, trade) is { } bad)
            return bad;
        if (NotSaid(request.Eligibility) is { } silent)
            return silent;
        if (request.Occupied > request.Maximum)
            return Problem.Field("occupied", "is more than the maximum");
        if (CheckPapers(request.Eligibility, request.Trade, trade) is { } papers)
            return papers;
        var now = await clock.Now(ct);
        var pool = new Pool
        {
            Id = Guid.CreateVersion7(now),
            SiteId = id,
            OrganisationId = user.Organisation(),
            Name = request.Name!,
            Unit = trade.Unit,
            Access = request.Access ?? "places",
            Eligibility = request.Eligibility!,
            Trade = request.Trade?.GetRawText(),
            Maximum = request.Maximum!.Value,
            Occupied = request.Occupied ?? 0,
            Source = Capacity.Staff,
            UpdatedAt = now,
            ConfirmedAt = now,
            Version = now.ToUnixTimeMicroseconds(),
        };
        db.Add(pool);
        ledger.Touch(pool.Id);
        await standing.Apply(db.Pools.Where(p => p.Id == pool.Id), now, ct);
        return TypedResults.Created($"/api/{trade.Route}/pools/{pool.Id}", PoolView.Of(pool));
    }

    private static async Task<Results<Ok<PoolView>, Refused>> Edit(
        Guid id,
        PoolEditRequest request,
        CapacityDb db,
        Ledger ledger,
        Trade trade,
        ClaimsPrincipal user,
        HttpContext http,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await Own(db, user).AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } before)
            return Problem.NotFound();
        if (Preconditions.Check(http, PoolView.Of(before)) is { } stale)
            return stale;
        if (CheckTrade(new PoolRequest(null, null, null, null, null, null, request.Trade), trade) is { } bad)
            return bad;
        if (request.Eligibility is { } takes && NotSaid(takes) is { } silent)
            return silent;

        var (name, access, eligibility, fields) = (
            request.Name!,
            request.Access ?? before.Access,
            request.Eligibility ?? before.Eligibility,
            request.Trade?.GetRawText() ?? before.Trade
        );
        if (CheckPapers(eligibility, fields is null ? null : JsonElement.Parse(fields), trade) is { } papers)
            return papers;
        var edited = await db
            .Pools.Where(p => p.Id == id && p.EditVersion == before.EditVersion)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(p => p.Name, name)
                        .SetProperty(p => p.Access, access)
                        .SetProperty(p => p.Eligibility, eligibility)
                        .SetProperty(p => p.Trade, fields)
                        .SetProperty(p => p.EditVersion, p => p.EditVersion + 1),
                ct
            );
        if (edited == 0)
            throw new DbUpdateConcurrencyException();
        await ledger.Renew(id, await clock.Now(ct), ct);
        return TypedResults.Ok(PoolView.Of(await Own(db, user).AsNoTracking().SingleAsync(p => p.Id == id, ct)));
    }

    private static async Task<Results<NoContent, Refused>> Remove(
        Guid id,
        CapacityDb db,
        Ledger ledger,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (!await Own(db, user).AnyAsync(p => p.Id == id, ct))
            return Problem.NotFound();
        if (await db.Attempts.AnyAsync(a => a.PoolId == id && a.EndedAt == null, ct))
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "Referrals are open at this pool: answer or end them first."
            );
        if (await db.Blocks.AnyAsync(b => b.PoolId == id && b.EndedAt == null, ct))
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
        await ledger.Renew(id, await clock.Now(ct), ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<PoolView>, Refused>> Show(
        Guid id,
        CapacityDb db,
        ClaimsPrincipal user,
        HttpContext http,
        CancellationToken ct
    ) =>
        await Own(db, user).AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is { } pool
            ? Preconditions.Ok(http, PoolView.Of(pool))
            : Problem.NotFound();

    private static async Task<Results<Ok<Page<PoolView>>, Refused>> List(
        Guid id,
        CapacityDb db,
        ClaimsPrincipal user,
        CancellationToken ct,
        int limit = Page.Default,
        Guid? cursor = null
    )
    {
        if (Page.Check(limit) is { } bad)
            return bad;
        if (!await Sites.Own(db, user).AnyAsync(s => s.Id == id, ct))
            return Problem.NotFound();
        var rows = await Own(db, user)
            .AsNoTracking()
            .Where(p => p.SiteId == id)
            .InAnyOrder(p => p.Id, cursor)
            .Take(limit + 1)
            .ToListAsync(ct);
        return TypedResults.Ok(Page.Of(rows, limit, PoolView.Of, p => p.Id));
    }

    public static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct) =>
        await Own(http.RequestServices.GetRequiredService<CapacityDb>(), http.User)
            .AsNoTracking()
            .SingleOrDefaultAsync(p => p.Id == id, ct)
            is { } pool
            ? PoolView.Of(pool)
            : null;

    public static IQueryable<Pool> Own(CapacityDb db, ClaimsPrincipal user)
    {
        var organisation = user.Organisation();
        return db.Pools.Where(p => p.OrganisationId == organisation && !p.Removed);
    }

    private static Refused? CheckPapers(Eligibility? eligibility, JsonElement? fields, Trade trade) =>
        eligibility?.Requires?.Any(paper => paper != Codes.NoPaper) == true && trade.AsksNoPapers(fields)
            ? Problem.Field(
                "eligibility.requires",
                "is none here: nobody is turned away for papers from medical help, an emergency bed or a transit house"
            )
            : null;

    // A house for girls that did not say so was offered to women: nobody is admitted by saying nothing.
    private static Refused? NotSaid(Eligibility? takes) =>
        takes?.Sexes is not { Count: > 0 }
            ? Problem.Field("eligibility.sexes", "is required: whom these places are for")
        : takes.MinAge is null ? Problem.Field("eligibility.minAge", "is required: from which age, 0 for any")
        : null;

    private static Refused? CheckTrade(PoolRequest request, Trade trade)
    {
        if (request.Unit is not null && request.Unit != trade.Unit)
            return Problem.Field("unit", $"is {trade.Unit} here");
        if (request.Trade is not { } fields)
            return null;
        if (fields.ValueKind != JsonValueKind.Object || fields.GetRawText().Length > 4000)
            return Problem.Field("trade", "is an object of at most 4000 characters");
        return trade.Check(fields) is { } fault ? Problem.Field(fault.Field, fault.Message) : null;
    }
}

internal sealed record PoolRequest(
    LocalText? Name,
    string? Unit,
    int? Maximum,
    int? Occupied,
    string? Access,
    Eligibility? Eligibility,
    JsonElement? Trade
);

/// <summary>Members left out stay as they are.</summary>
internal sealed record PoolEditRequest(LocalText? Name, string? Access, Eligibility? Eligibility, JsonElement? Trade);

internal sealed class PoolRequestValidator : AbstractValidator<PoolRequest>
{
    public PoolRequestValidator()
    {
        RuleFor(r => r.Name).NotNull().WithMessage("is required").SetValidator(new NameValidator());
        RuleFor(r => r.Maximum).NotNull().WithMessage("is required").InclusiveBetween(0, Capacity.Most);
        RuleFor(r => r.Occupied).InclusiveBetween(0, Capacity.Most);
        RuleFor(r => r.Access).OneOf(Codes.PoolAccess);
        RuleFor(r => r.Eligibility).SetValidator(new EligibilityValidator()!);
    }
}

internal sealed class PoolEditRequestValidator : AbstractValidator<PoolEditRequest>
{
    public PoolEditRequestValidator()
    {
        RuleFor(r => r.Name).NotNull().WithMessage("is required").SetValidator(new NameValidator());
        RuleFor(r => r.Access).OneOf(Codes.PoolAccess);
        RuleFor(r => r.Eligibility).SetValidator(new EligibilityValidator()!);
    }
}

/// <summary>A pool as its own organisation sees it.</summary>
internal sealed record PoolView(
    Guid Id,
    Guid SiteId,
    LocalText Name,
    string Access,
    CapacityView Capacity,
    Eligibility Eligibility,
    JsonElement? Trade,
    [property: JsonIgnore] int Version
) : IResource
{
    /// <summary>Of an intake: when it begins, and the course that it shares with others.</summary>
    public DateTimeOffset? StartsAt { get; init; }
    public Guid? CourseId { get; init; }

    public static PoolView Of(Pool p) =>
        new(
            p.Id,
            p.SiteId,
            p.Name,
            p.Access,
            CapacityView.Of(p),
            p.Eligibility,
            p.Trade is null ? null : JsonElement.Parse(p.Trade),
            p.EditVersion
        )
        {
            StartsAt = p.StartsAt,
            CourseId = p.CourseId,
        };
}

internal sealed record CapacityView(
    string Unit,
    int Maximum,
    int Occupied,
    int Held,
    int Available,
    int Waiting,
    DateTimeOffset UpdatedAt,
    DateTimeOffset ConfirmedAt,
    string Source,
    bool Estimate,
    bool Admitting,
    bool Overbooked,
    bool Suspended,
    string? ClosedReason,
    DateTimeOffset? ClosedUntil
)
{
    public static CapacityView Of(Pool p) =>
        new(
            p.Unit,
            p.Maximum,
            p.Occupied,
            p.Held,
            p.Count().Available,
            p.Waiting,
            p.UpdatedAt,
            p.ConfirmedAt,
            p.Source,
            p.Estimate,
            p.Admits,
            p.Overbooked,
            p.Suspended,
            p.ClosedReason,
            p.ClosedUntil
        );
}
