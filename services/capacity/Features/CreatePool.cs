using System.Security.Claims;
using System.Text.Json;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>Creates a pool at one of the caller's sites, with its eligibility, access and first count.</summary>
internal static class CreatePool
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/sites/{id:guid}/pools", Handle).For(Roles.Publisher).Creates(Pools.Reload);

    private static async Task<Results<Created<PoolView>, Refused>> Handle(
        Guid id,
        PoolRequest request,
        CapacityDb db,
        Ledger ledger,
        PoolSuspension suspension,
        KindDescriptor descriptor,
        IKind kind,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (!await Sites.Own(db, user).AnyAsync(s => s.Id == id, ct))
            return Problem.NotFound();
        if (PoolChecks.CheckTrade(request.Unit, request.Trade, descriptor, kind) is { } bad)
            return bad;
        if (PoolChecks.CheckStated(request.Eligibility) is { } silent)
            return silent;
        if (request.Occupied > request.Maximum)
            return Problem.Field("occupied", "is more than the maximum");
        if (PoolChecks.CheckPapers(request.Eligibility, request.Trade, kind) is { } papers)
            return papers;
        var now = await clock.Now(ct);
        var pool = new Pool
        {
            Id = Guid.CreateVersion7(now),
            SiteId = id,
            OrganisationId = user.Organisation(),
            Name = request.Name!,
            Unit = descriptor.Unit,
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
        ledger.PublishOnCommit(pool.Id);
        await suspension.Apply(db.Pools.Where(p => p.Id == pool.Id), now, ct);
        return TypedResults.Created($"/api/{descriptor.Route}/pools/{pool.Id}", await kind.View(pool, ct));
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

internal sealed class PoolRequestValidator : AbstractValidator<PoolRequest>
{
    public PoolRequestValidator()
    {
        RuleFor(r => r.Name).NotNull().WithMessage("is required").SetValidator(new NameValidator());
        RuleFor(r => r.Maximum).NotNull().WithMessage("is required").InclusiveBetween(0, Capacity.MaxPlaces);
        RuleFor(r => r.Occupied).InclusiveBetween(0, Capacity.MaxPlaces);
        RuleFor(r => r.Access).OneOf(Codes.PoolAccess);
        RuleFor(r => r.Eligibility).SetValidator(new EligibilityValidator()!);
    }
}
