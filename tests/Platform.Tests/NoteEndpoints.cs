using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Platform.Tests;

internal sealed record Owner(int? Age, string? Name = null);

internal sealed record NoteRequest(
    string? Text,
    int? Number,
    Owner? Owner,
    IReadOnlyList<int>? Pages,
    DateTimeOffset? At = null,
    System.Text.Json.JsonElement? Kept = null
);

internal sealed class NoteRequestValidator : AbstractValidator<NoteRequest>
{
    public NoteRequestValidator()
    {
        RuleFor(r => r.Text).RequiredText(100);
        RuleFor(r => r.Number).NotNull().WithMessage("is required").InclusiveBetween(1, 10);
        RuleFor(r => r.Owner!.Age).InclusiveBetween(0, 120).When(r => r.Owner is not null);
    }
}

internal sealed record NoteView(Guid Id, string Text, [property: System.Text.Json.Serialization.JsonIgnore] int Version)
    : IResource
{
    public static NoteView Of(Note note) => new(note.Id, note.Text, note.Version);
}

internal static class NoteEndpoints
{
    /// <summary>Texts that make a creation end otherwise, after it has written and published.</summary>
    public const string Refuse = "refuse";
    public const string Throw = "throw";
    public const string Break = "break";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/notes", Create).For("writer").Creates(Reload);
        routes.MapPut("/notes/{id:guid}", Edit).For("writer").InTransaction();
        routes.MapGet("/notes/{id:guid}", Show).For("writer", "reader");
        routes.MapGet("/notes", (int? limit) => TypedResults.Ok(limit)).For("writer");
        routes
            .MapGet(
                "/notes/stream",
                (HttpContext http) =>
                    EventStream.Of(
                        http,
                        "note",
                        http.User.Organisation(),
                        (_, _) => AsyncEnumerable.Empty<(string Id, NoteView Value)>()
                    )
            )
            .For("writer");
        routes.MapGet("/throw", string () => throw new InvalidOperationException(Given.Secret)).For("writer");
    }

    private static IResult Create(NoteRequest request, TestDb db, TimeProvider time)
    {
        var note = new Note
        {
            Id = Guid.NewGuid(),
            Text = request.Text!,
            Version = request.Text == Break ? -1 : 1,
        };
        db.Add(note);
        db.Publish(new NoteAdded(note.Id, note.Text), time.GetUtcNow());
        return request.Text switch
        {
            Refuse => Problem.Of(StatusCodes.Status409Conflict, "Not now."),
            Throw => throw new InvalidOperationException(Given.Secret),
            _ => TypedResults.Created($"/notes/{note.Id}", NoteView.Of(note)),
        };
    }

    private static async Task<IResult> Edit(
        Guid id,
        NoteRequest request,
        TestDb db,
        HttpContext http,
        CancellationToken ct
    )
    {
        if (await db.Notes.SingleOrDefaultAsync(n => n.Id == id, ct) is not { } note)
            return Problem.NotFound();
        if (Preconditions.Check(http, NoteView.Of(note)) is { } stale)
            return stale;
        (note.Text, note.Version) = (request.Text!, note.Version + 1);
        return TypedResults.Ok(NoteView.Of(note));
    }

    private static async Task<IResult> Show(Guid id, TestDb db, HttpContext http, CancellationToken ct) =>
        await db.Notes.SingleOrDefaultAsync(n => n.Id == id, ct) is { } note
            ? Preconditions.Ok(http, NoteView.Of(note))
            : Problem.NotFound();

    private static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct) =>
        await http.RequestServices.GetRequiredService<TestDb>().Notes.SingleOrDefaultAsync(n => n.Id == id, ct)
            is { } note
            ? NoteView.Of(note)
            : null;
}
