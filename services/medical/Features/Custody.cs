using System.Security.Claims;
using System.Security.Cryptography;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Features;
using ReferralNetwork.Contracts;
using ReferralNetwork.Medical.Domain;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Medical.Features;

/// <summary>Whoever gets a document stands in its chain first: the content and the link are one transaction's.</summary>
internal static class Custody
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var document = routes.MapGroup("/inbox/{attemptId:guid}/documents/{documentId:guid}");
        document.MapPost("/open", Open).For(Roles.Intake).InTransaction();
        document.MapPost("/release", Release).For(Roles.Intake).InTransaction();
        document.MapGet("/custody", Show).For(Roles.Intake);
    }

    private static async Task<Results<Ok<GivenDocument>, Refused>> Open(
        Guid attemptId,
        Guid documentId,
        NothingRequest? _,
        CapacityDb db,
        Sealer sealer,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    ) =>
        await Documents.Find(db, user, attemptId, documentId, ct) is { } document
            ? await Give(document, CustodyChain.Opened, null, null, db, sealer, user, clock, ct)
            : Problem.NotFound();

    /// <summary>By her consent or a court's order, for somebody outside: to be handed over by whoever asks.</summary>
    private static async Task<Results<Ok<GivenDocument>, Refused>> Release(
        Guid attemptId,
        Guid documentId,
        ReleaseRequest request,
        CapacityDb db,
        Sealer sealer,
        ClaimsPrincipal user,
        HttpContext http,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await Documents.Find(db, user, attemptId, documentId, ct) is not { } document)
            return Problem.NotFound();
        if (!MedicalTrade.Released.Contains(document.Code))
        {
            var attempt = (await Inbox.Find(db, user, attemptId, ct))!;
            return Problem.Of(
                StatusCodes.Status409Conflict,
                $"A {document.Code} never leaves the clinic.",
                ("state", attempt.Status),
                ("reason", "never-released"),
                ("availableActions", InboxItem.ActionsOf(attempt.Status))
            );
        }
        var given = await db.Custody.CountAsync(
            c => c.DocumentId == documentId && c.Action == CustodyChain.Released,
            ct
        );
        if (Preconditions.CheckIfSent(http, DocumentView.ETagOf(given)) is { } moved)
            return moved;
        var note = new ReleaseNote(request.To!, request.How, request.TakenBy, request.Court, request.Number);
        return await Give(document, CustodyChain.Released, request.Basis, note, db, sealer, user, clock, ct);
    }

    private static async Task<Results<Ok<CustodyView>, Refused>> Show(
        Guid attemptId,
        Guid documentId,
        CapacityDb db,
        Sealer sealer,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        if (await Documents.Find(db, user, attemptId, documentId, ct) is not { } document)
            return Problem.NotFound();
        var links = await db
            .Custody.AsNoTracking()
            .Where(c => c.DocumentId == documentId)
            .OrderBy(c => c.Seq)
            .ToListAsync(ct);
        return TypedResults.Ok(
            new CustodyView(
                CustodyChain.IsIntact(document, Try<byte[]>(document.Sealed), links),
                [
                    .. links.Select(link => new LinkView(
                        link.Seq,
                        link.At,
                        link.By,
                        link.Action,
                        link.Basis,
                        link.SealedNote is { } note ? Try<ReleaseNote>(note) : null,
                        Convert.ToHexString(link.Hash)
                    )),
                ]
            )
        );

        // What somebody has changed opens no more: that is told, and no fault of ours.
        T? Try<T>(byte[] sealedValue)
            where T : class
        {
            try
            {
                return sealer.Open<T>(document.Key, document.Id, sealedValue);
            }
            catch (CryptographicException)
            {
                return null;
            }
        }
    }

    private static async Task<Ok<GivenDocument>> Give(
        Document document,
        string action,
        string? basis,
        ReleaseNote? note,
        CapacityDb db,
        Sealer sealer,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        // Of two that both come next the key refuses one, which is then run again behind the other (see Writes).
        var last = await db
            .Custody.AsNoTracking()
            .Where(c => c.DocumentId == document.Id)
            .OrderByDescending(c => c.Seq)
            .FirstAsync(ct);
        var sealedNote = note is null ? null : sealer.Seal(document.Key, document.Id, note);
        var link = CustodyChain.Next(document, last, await clock.Now(ct), user.Subject(), action, basis, sealedNote);
        db.Add(link);
        return TypedResults.Ok(
            new GivenDocument(
                document.Id,
                document.Code,
                document.MediaType,
                sealer.Open<byte[]>(document.Key, document.Id, document.Sealed),
                Convert.ToHexString(document.Hash),
                link.Seq,
                Convert.ToHexString(link.Hash)
            )
        );
    }
}

/// <param name="To">Who gets it.</param>
/// <param name="Agreed">With <c>consent</c>: that she has. Never set by anybody but who heard it.</param>
/// <param name="How">With <c>consent</c>: one of <see cref="MedicalTrade.Ways"/>.</param>
/// <param name="TakenBy">With <c>consent</c>: who heard or saw it.</param>
/// <param name="Number">With <c>court-order</c>: the order's.</param>
internal sealed record ReleaseRequest(
    string? Basis,
    string? To,
    bool? Agreed,
    string? How,
    string? TakenBy,
    string? Court,
    string? Number
);

internal sealed class ReleaseRequestValidator : AbstractValidator<ReleaseRequest>
{
    public ReleaseRequestValidator()
    {
        RuleFor(r => r.Basis).RequiredOneOf(MedicalTrade.Bases);
        RuleFor(r => r.To).RequiredText(150);
        RuleFor(r => r.How).OneOf(MedicalTrade.Ways);
        RuleFor(r => r.TakenBy).Text(150);
        RuleFor(r => r.Court).Text(150);
        RuleFor(r => r.Number).Text(50);
        When(
            r => r.Basis == "consent",
            () =>
            {
                RuleFor(r => r.Agreed).Equal(true).WithMessage("must be true: without her consent nothing is released");
                RuleFor(r => r.How).NotNull().WithMessage("is required");
                RuleFor(r => r.TakenBy).RequiredText(150);
            }
        );
        When(
            r => r.Basis == "court-order",
            () =>
            {
                RuleFor(r => r.Court).RequiredText(150);
                RuleFor(r => r.Number).RequiredText(50);
            }
        );
    }
}

internal sealed record ReleaseNote(string To, string? How, string? TakenBy, string? Court, string? Number);

/// <param name="Hash">SHA-256 of the content, in hexadecimal.</param>
/// <param name="Link">Which of its chain of custody this giving is.</param>
/// <param name="LinkHash">To be written on the paper that goes with it: whoever holds that sees whether the chain was made anew since.</param>
internal sealed record GivenDocument(
    Guid Id,
    string Code,
    string MediaType,
    byte[] Content,
    string Hash,
    int Link,
    string LinkHash
);

/// <param name="Intact">False: the content or a link is not as it was made.</param>
internal sealed record CustodyView(bool Intact, IReadOnlyList<LinkView> Links);

/// <param name="Note">Of a release; null also when it opens no more.</param>
internal sealed record LinkView(
    int Seq,
    DateTimeOffset At,
    string By,
    string Action,
    string? Basis,
    ReleaseNote? Note,
    string Hash
);
