using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Contracts;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Identity.Domain;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

/// <summary>
/// A coordinator suspends a partner: its people cannot sign in, its tokens are refused before they expire, its pools
/// are not found, and whoever has somebody there is told. Resuming undoes all of it, except that sign-ins and
/// invitations are gone.
/// </summary>
internal static class SuspendOrganisation
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost(
                "/{id:guid}/suspend",
                (
                    Guid id,
                    StandingRequest request,
                    ClaimsPrincipal user,
                    IdentityDb db,
                    Endings endings,
                    Sealer sealer,
                    DatabaseClock clock,
                    CancellationToken ct
                ) => Set(id, true, request, user, db, endings, sealer, clock, ct)
            )
            .For(Roles.Coordinator)
            .InTransaction();
        routes
            .MapPost(
                "/{id:guid}/resume",
                (
                    Guid id,
                    StandingRequest request,
                    ClaimsPrincipal user,
                    IdentityDb db,
                    Endings endings,
                    Sealer sealer,
                    DatabaseClock clock,
                    CancellationToken ct
                ) => Set(id, false, request, user, db, endings, sealer, clock, ct)
            )
            .For(Roles.Coordinator)
            .InTransaction();
    }

    private static async Task<Results<Ok<OrganisationView>, Refused>> Set(
        Guid id,
        bool suspended,
        StandingRequest request,
        ClaimsPrincipal user,
        IdentityDb db,
        Endings endings,
        Sealer sealer,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await PartnerRecords.OrganisationOfOthers(db, user, id, ct) is not { } organisation)
            return Problem.NotFound();
        if (organisation.SuspendedAt is not null == suspended)
            return Problem.Of(
                StatusCodes.Status409Conflict,
                suspended ? "It is suspended already." : "It is not suspended."
            );
        // Otherwise nobody could manage the network's people any more.
        if (suspended && await db.HasAnyWith(Roles.Operator, id, ct))
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "Operators of the network belong to this organisation: an operator must move them to another one first."
            );

        var now = await clock.Now(ct);
        if (suspended)
            organisation.Suspend(now);
        else
            organisation.Resume();
        db.Add(
            PartnerRecords.Of(
                organisation,
                suspended ? Records.Suspended : Records.Resumed,
                NetworkTime.DayOf(now),
                request.Note,
                user,
                sealer,
                now
            )
        );
        await db.Tell(organisation, now, ct);
        if (suspended)
            await endings.EndAll(id, ct);
        return TypedResults.Ok(OrganisationView.Of(organisation));
    }
}

/// <param name="Note">Why; for coordinators and auditors.</param>
internal sealed record StandingRequest(string? Note);

internal sealed class StandingRequestValidator : AbstractValidator<StandingRequest>
{
    public StandingRequestValidator() => RuleFor(r => r.Note).RequiredText(1000);
}
