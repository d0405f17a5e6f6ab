using System.Security.Claims;
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

/// <summary>Offers the whole case of a survivor to another owner, with her consent, for a week.</summary>
internal static class OfferTransfer
{
    private static readonly TimeSpan Open = TimeSpan.FromDays(7);

    public static void Map(IEndpointRouteBuilder referrals) =>
        referrals.MapPost("/{id:guid}/transfer", Handle).For(Roles.Caseworker).Creates(Reload);

    private static async Task<Results<Created<TransferView>, Refused>> Handle(
        Guid id,
        TransferRequest request,
        ReferralsDb db,
        Sealer sealer,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        if (await ReferralView.Own(db, user).SingleOrDefaultAsync(r => r.Id == id, ct) is not { } referral)
            return Problem.NotFound();
        var (now, to) = (await clock.Now(ct), request.Organisation!.Id!.Value);
        if (to == referral.OrganisationId)
            return Problem.Field("organisation.id", "is your own");
        if (
            await db.Organisations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == to && !o.Suspended, ct)
            is not { } next
        )
            return Problem.Field("organisation.id", "is no partner that can take it now");
        var all = await OwnedCase.Of(db, referral, ct);
        var ids = all.ConvertAll(one => one.Id);
        if ((await Keys.Nevers(db, sealer, ids, ct)).Values.Any(never => never.Organisations?.Contains(to) == true))
            return Problem.Of(
                StatusCodes.Status422UnprocessableEntity,
                "The organisation is on the never list.",
                ("rule", "never"),
                ("field", "organisation.id")
            );
        if (await OwnedCase.Whole(db, sealer, all, to, user, now, ct) is not { } cleared)
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "The consent is no longer active, or a referral of the case is withdrawn.",
                ("reason", "not-cleared")
            );
        if (
            await db.Transfers.AnyAsync(
                o => ids.Contains(o.ReferralId) && o.AnsweredAt == null && o.ExpiresAt > now,
                ct
            )
        )
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "This case is already offered to another organisation: take that offer back first.",
                ("reason", "offered")
            );
        var offer = new ReferralTransfer
        {
            Id = Guid.CreateVersion7(now),
            ReferralId = id,
            FromId = referral.OrganisationId,
            FromName = referral.OrganisationName,
            ToId = to,
            ToName = next.Name,
            At = now,
            ExpiresAt = now + Open,
            By = user.Subject(),
            How = request.How!,
            Language = request.Language!,
        };
        if (request.Note is not null)
            offer.SealedNote = sealer.Seal(OwnedCase.KeyOf(cleared, id), id, request.Note);
        db.Add(offer);
        return TypedResults.Created("/api/transfers", TransferView.Of(offer, referral, user));
    }

    private static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct)
    {
        var (db, organisation) = (http.RequestServices.GetRequiredService<ReferralsDb>(), http.User.Organisation());
        return
            await db.Transfers.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id && o.FromId == organisation, ct)
                is { } offer
            && await Visible
                .Referrals(db, http.User)
                .AsNoTracking()
                .SingleOrDefaultAsync(r => r.Id == offer.ReferralId && r.OrganisationId == organisation, ct)
                is { } referral
            ? TransferView.Of(offer, referral, http.User)
            : null;
    }
}

/// <param name="How">How she agreed that this organisation takes over: as in a consent.</param>
/// <param name="Note">What the next owner must know; shown to whoever accepts.</param>
internal sealed record TransferRequest(NextOwnerInput? Organisation, string? How, string? Language, string? Note);

internal sealed record NextOwnerInput(Guid? Id);

internal sealed class TransferRequestValidator : AbstractValidator<TransferRequest>
{
    public TransferRequestValidator()
    {
        RuleFor(r => r.Organisation).NotNull().WithMessage("is required");
        RuleFor(r => r.Organisation!.Id).NotNull().WithMessage("is required").When(r => r.Organisation is not null);
        RuleFor(r => r.How).RequiredOneOf(ConsentInputValidator.Ways);
        RuleFor(r => r.Language).RequiredOneOf(Codes.Languages);
        RuleFor(r => r.Note).Text(2000);
    }
}
