using System.Security.Claims;
using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Notes from one shift of a hotline to the next, for its own organisation, the newest first; after two days
/// they are deleted.</summary>
internal static class ShiftNotes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var shiftNotes = routes.MapGroup("/api/shift-notes").WithTags("calls");
        shiftNotes.MapPost("/", Leave).For(Roles.Caseworker).Creates(Reload);
        shiftNotes.MapGet("/", List).For(Roles.Caseworker);
    }

    private static async Task<Created<ShiftNoteView>> Leave(
        ShiftNoteRequest request,
        ReferralsDb db,
        Sealer sealer,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        var now = await clock.Now(ct);
        var id = Guid.CreateVersion7(now);
        var shiftNote = new ShiftNote
        {
            Id = id,
            OrganisationId = user.Organisation(),
            At = now,
            By = user.Subject(),
            SealedNote = sealer.Seal(ShiftNote.NotePurpose, id, request.Note!),
        };
        db.Add(shiftNote);
        return TypedResults.Created((string?)null, ShiftNoteView.Of(shiftNote, request.Note!));
    }

    private static async Task<Results<Ok<Page<ShiftNoteView>>, Refused>> List(
        ReferralsDb db,
        Sealer sealer,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct,
        int limit = Page.DefaultSize,
        ListCursor? cursor = null
    )
    {
        if (Page.Check(limit) is { } bad)
            return bad;
        var (organisation, oldest) = (user.Organisation(), await clock.Now(ct) - ShiftNote.Keep);
        var rows = await db
            .ShiftNotes.AsNoTracking()
            .Where(h => h.OrganisationId == organisation && h.At > oldest)
            .NewestFirst(h => h.At, h => h.Id, cursor)
            .Take(limit + 1)
            .ToListAsync(ct);
        return TypedResults.Ok(
            Page.Of(rows, limit, h => ShiftNoteView.Open(h, sealer), h => new ListCursor(h.At, h.Id))
        );
    }

    private static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct) =>
        await http
            .RequestServices.GetRequiredService<ReferralsDb>()
            .ShiftNotes.AsNoTracking()
            .SingleOrDefaultAsync(h => h.Id == id, ct)
            is { } shiftNote
            ? ShiftNoteView.Open(shiftNote, http.RequestServices.GetRequiredService<Sealer>())
            : null;
}

/// <param name="Note">No names: for whoever is on duty next.</param>
internal sealed record ShiftNoteRequest(string? Note);

internal sealed class ShiftNoteRequestValidator : AbstractValidator<ShiftNoteRequest>
{
    public ShiftNoteRequestValidator() => RuleFor(r => r.Note).RequiredText(2000);
}

/// <param name="By">Id of who was on duty.</param>
internal sealed record ShiftNoteView(
    Guid Id,
    DateTimeOffset At,
    string By,
    string Note,
    [property: JsonIgnore] int Version = 1
) : IResource
{
    public static ShiftNoteView Of(ShiftNote h, string note) => new(h.Id, h.At, h.By, note);

    public static ShiftNoteView Open(ShiftNote h, Sealer sealer) =>
        Of(h, sealer.Open<string>(ShiftNote.NotePurpose, h.Id, h.SealedNote));
}
