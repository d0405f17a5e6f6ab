using System.Security.Claims;
using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Features;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Training.Data;

namespace ReferralNetwork.Training.Features;

/// <summary>Funds of an organisation: each pays for a number of scholarship places.</summary>
internal static class Funds
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/funds", List).For(Roles.Publisher, Roles.Intake);
        routes.MapPost("/funds", Create).For(Roles.Publisher).Creates(Reload);
        routes.MapPut("/funds/{id:guid}", Edit).For(Roles.Publisher).InTransaction();
    }

    private static async Task<Results<Ok<Page<FundView>>, Refused>> List(
        TrainingDb db,
        ClaimsPrincipal user,
        CancellationToken ct,
        int limit = Page.DefaultSize,
        Guid? cursor = null
    )
    {
        if (Page.Check(limit) is { } bad)
            return bad;
        var rows = await Own(db, user).AsNoTracking().InAnyOrder(f => f.Id, cursor).Take(limit + 1).ToListAsync(ct);
        return TypedResults.Ok(Page.Of(rows, limit, FundView.Of, f => f.Id));
    }

    private static async Task<Created<FundView>> Create(
        FundRequest request,
        TrainingDb db,
        KindDescriptor kind,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        var fund = new Fund
        {
            Id = Guid.CreateVersion7(await clock.Now(ct)),
            OrganisationId = user.Organisation(),
            Name = request.Name!,
            Grants = request.Grants!.Value,
            Until = request.Until,
        };
        db.Add(fund);
        return TypedResults.Created($"/api/{kind.Route}/funds", FundView.Of(fund));
    }

    private static async Task<Results<Ok<FundView>, Refused>> Edit(
        Guid id,
        FundRequest request,
        TrainingDb db,
        ClaimsPrincipal user,
        HttpContext http,
        CancellationToken ct
    )
    {
        if (await Own(db, user).AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, ct) is not { } before)
            return Problem.NotFound();
        if (Preconditions.Check(http, FundView.Of(before)) is { } stale)
            return stale;
        var (name, grants, until) = (request.Name!, request.Grants!.Value, request.Until);
        if (grants < before.Given)
            return Problem.Field("grants", "is fewer than are given");
        // Also fails if more grants were given meanwhile.
        var edited = await db
            .Funds.Where(f => f.Id == id && f.Version == before.Version && f.Given <= grants)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(f => f.Name, name)
                        .SetProperty(f => f.Grants, grants)
                        .SetProperty(f => f.Until, until)
                        .SetProperty(f => f.Version, f => f.Version + 1),
                ct
            );
        if (edited == 0)
            throw new DbUpdateConcurrencyException();
        return TypedResults.Ok(FundView.Of(await db.Funds.AsNoTracking().SingleAsync(f => f.Id == id, ct)));
    }

    private static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct) =>
        await Own(http.RequestServices.GetRequiredService<TrainingDb>(), http.User)
            .AsNoTracking()
            .SingleOrDefaultAsync(f => f.Id == id, ct)
            is { } fund
            ? FundView.Of(fund)
            : null;

    public static IQueryable<Fund> Own(TrainingDb db, ClaimsPrincipal user)
    {
        var organisation = user.Organisation();
        return db.Funds.Where(f => f.OrganisationId == organisation);
    }
}

/// <param name="Grants">How many places it pays for; an edit may not go below those given.</param>
/// <param name="Until">The last day on which a grant is given; null: no end.</param>
internal sealed record FundRequest(LocalText? Name, int? Grants, DateOnly? Until);

internal sealed class FundRequestValidator : AbstractValidator<FundRequest>
{
    public FundRequestValidator()
    {
        RuleFor(r => r.Name).NotNull().WithMessage("is required").SetValidator(new NameValidator());
        RuleFor(r => r.Grants).NotNull().WithMessage("is required").InclusiveBetween(0, 100_000);
    }
}

/// <param name="Left">Grants that can still be given, if it is not past <paramref name="Until"/>.</param>
internal sealed record FundView(
    Guid Id,
    LocalText Name,
    int Grants,
    int Given,
    int Left,
    DateOnly? Until,
    [property: JsonIgnore] int Version
) : IResource
{
    [JsonPropertyName("etag")]
    public string ETag => $"\"{Version}\"";

    public static FundView Of(Fund f) => new(f.Id, f.Name, f.Grants, f.Given, f.Grants - f.Given, f.Until, f.Version);
}
