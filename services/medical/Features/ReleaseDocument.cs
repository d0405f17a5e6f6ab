using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity;
using ReferralNetwork.Contracts;
using ReferralNetwork.Medical.Data;
using ReferralNetwork.Medical.Domain;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Medical.Features;

/// <summary>A document leaves the clinic with the survivor's consent or by a court's order.</summary>
internal static class ReleaseDocument
{
    public static void Map(IEndpointRouteBuilder document) =>
        document.MapPost("/release", Handle).For(Roles.Intake).InTransaction();

    /// <summary>The caller is given the content and hands it over to the recipient.</summary>
    private static async Task<Results<Ok<GivenDocument>, Refused>> Handle(
        Guid attemptId,
        Guid documentId,
        ReleaseRequest request,
        MedicalDb db,
        KindLedger ledger,
        Sealer sealer,
        ClaimsPrincipal user,
        HttpContext http,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await Documents.Find(db, ledger, user, attemptId, documentId, ct) is not { } document)
            return Problem.NotFound();
        if (!DocumentCodes.Released.Contains(document.Code))
        {
            var attempt = (await ledger.Find(user, attemptId, ct))!;
            return KindLedger.Refuse(attempt, $"A {document.Code} never leaves the clinic.", "never-released");
        }
        var given = await db.Custody.CountAsync(
            c => c.DocumentId == documentId && c.Action == CustodyChain.Released,
            ct
        );
        if (Preconditions.CheckIfSent(http, DocumentView.ETagOf(given)) is { } moved)
            return moved;
        var note = new ReleaseNote(request.To!, request.How, request.TakenBy, request.Court, request.Number);
        return await Custody.Give(document, CustodyChain.Released, request.Basis, note, db, sealer, user, clock, ct);
    }
}

/// <param name="To">The recipient.</param>
/// <param name="Agreed">With <c>consent</c>: she has agreed. Only somebody who heard it may say so.</param>
/// <param name="How">With <c>consent</c>: one of <see cref="Codes.ConsentWays"/>.</param>
/// <param name="TakenBy">With <c>consent</c>: who heard or saw her agree.</param>
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
        RuleFor(r => r.Basis).RequiredOneOf(DocumentCodes.Bases);
        RuleFor(r => r.To).RequiredText(150);
        RuleFor(r => r.How).OneOf(Codes.ConsentWays);
        RuleFor(r => r.TakenBy).Text(150);
        RuleFor(r => r.Court).Text(150);
        RuleFor(r => r.Number).Text(50);
        When(
            r => r.Basis == "consent",
            () =>
            {
                RuleFor(r => r.Agreed).Equal(true).WithMessage("must be true: without consent nothing is released");
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
