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

/// <summary>Edits whom a pool takes and how one gets in. What was shown of survivors before does not change.</summary>
internal static class EditPool
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/pools/{id:guid}", Handle).For(Roles.Publisher).InTransaction();

    private static async Task<Results<Ok<PoolView>, Refused>> Handle(
        Guid id,
        PoolEditRequest request,
        CapacityDb db,
        Ledger ledger,
        KindDescriptor descriptor,
        IKind kind,
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
        if (PoolChecks.CheckTrade(null, request.Trade, descriptor, kind) is { } bad)
            return bad;
        if (request.Eligibility is { } takes && PoolChecks.CheckStated(takes) is { } silent)
            return silent;

        var (name, access, eligibility, fields) = (
            request.Name!,
            request.Access ?? before.Access,
            request.Eligibility ?? before.Eligibility,
            request.Trade?.GetRawText() ?? before.Trade
        );
        if (PoolChecks.CheckPapers(eligibility, fields is null ? null : JsonElement.Parse(fields), kind) is { } papers)
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
        await ledger.BumpVersion(id, await clock.Now(ct), ct);
        return TypedResults.Ok(
            await kind.View(await Pools.Own(db, user).AsNoTracking().SingleAsync(p => p.Id == id, ct), ct)
        );
    }
}

/// <summary>Members left out stay as they are.</summary>
internal sealed record PoolEditRequest(LocalText? Name, string? Access, Eligibility? Eligibility, JsonElement? Trade);

internal sealed class PoolEditRequestValidator : AbstractValidator<PoolEditRequest>
{
    public PoolEditRequestValidator()
    {
        RuleFor(r => r.Name).NotNull().WithMessage("is required").SetValidator(new NameValidator());
        RuleFor(r => r.Access).OneOf(Codes.PoolAccess);
        RuleFor(r => r.Eligibility).SetValidator(new EligibilityValidator()!);
    }
}
