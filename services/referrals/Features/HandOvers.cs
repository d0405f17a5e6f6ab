using System.Security.Claims;
using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>One shift of a hotline leaves word to the next of its own organisation, the newest first; after two days it is gone.</summary>
internal static class HandOvers
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var handOvers = routes.MapGroup("/api/hand-overs").WithTags("calls");
        handOvers.MapPost("/", Leave).For(Roles.Caseworker).Creates(Reload);
        handOvers.MapGet("/", List).For(Roles.Caseworker);
    }

    private static async Task<Created<HandOverView>> Leave(
        HandOverRequest request,
        ReferralsDb db,
        Sealer sealer,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        var now = await clock.Now(ct);
        var id = Guid.CreateVersion7(now);
        var handOver = new HandOver
        {
            Id = id,
            OrganisationId = user.Organisation(),
            At = now,
            By = user.Subject(),
            SealedNote = sealer.Seal(HandOver.NotePurpose, id, request.Note!),
        };
        db.Add(handOver);
        return TypedResults.Created((string?)null, HandOverView.Of(handOver, request.Note!));
    }

    private static async Task<Results<Ok<Page<HandOverView>>, Refused>> List(
        ReferralsDb db,
        Sealer sealer,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct,
        int limit = Page.Default,
        ListCursor? cursor = null
    )
    {
        if (Page.Check(limit) is { } bad)
            return bad;
        var (organisation, oldest) = (user.Organisation(), await clock.Now(ct) - HandOver.Keep);
        var rows = await db
            .HandOvers.AsNoTracking()
            .Where(h => h.OrganisationId == organisation && h.At > oldest)
            .NewestFirst(h => h.At, h => h.Id, cursor)
            .Take(limit + 1)
            .ToListAsync(ct);
        return TypedResults.Ok(
            Page.Of(rows, limit, h => HandOverView.Open(h, sealer), h => new ListCursor(h.At, h.Id))
        );
    }

    private static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct) =>
        await http
            .RequestServices.GetRequiredService<ReferralsDb>()
            .HandOvers.AsNoTracking()
            .SingleOrDefaultAsync(h => h.Id == id, ct)
            is { } handOver
            ? HandOverView.Open(handOver, http.RequestServices.GetRequiredService<Sealer>())
            : null;
}

/// <param name="Note">No names: for whoever is on duty next.</param>
internal sealed record HandOverRequest(string? Note);

internal sealed class HandOverRequestValidator : AbstractValidator<HandOverRequest>
{
    public HandOverRequestValidator() => RuleFor(r => r.Note).RequiredText(2000);
}

/// <param name="By">Id of who was on duty.</param>
internal sealed record HandOverView(
    Guid Id,
    DateTimeOffset At,
    string By,
    string Note,
    [property: JsonIgnore] int Version = 1
) : IResource
{
    public static HandOverView Of(HandOver h, string note) => new(h.Id, h.At, h.By, note);

    public static HandOverView Open(HandOver h, Sealer sealer) =>
        Of(h, sealer.Open<string>(HandOver.NotePurpose, h.Id, h.SealedNote));
}
