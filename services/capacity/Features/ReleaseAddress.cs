using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Capacity.Features;

/// <summary>Releases a protected address to the named escort, between acceptance and arrival, and records it (rule
/// 6).</summary>
internal static class ReleaseAddress
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/attempts/{referralId:guid}/address", Handle).For(Roles.Caseworker).InTransaction();

    private static async Task<Results<Ok<AddressView>, Refused>> Handle(
        Guid referralId,
        AddressRequest request,
        CapacityDb db,
        Sealer sealer,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await ReferrerSide.Current(db, user, referralId, ct) is not { } attempt)
            return Problem.NotFound();
        if (attempt.Status is not (Status.Accepted or Status.Ready))
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "The address is released between acceptance and arrival.",
                ("state", attempt.Status)
            );
        if (CodeWords.Check(attempt, sealer) is { } unheard)
            return unheard;
        var escort = request.Escort!.Trim();
        if (attempt.ReadNotes(sealer).Escort is { Length: > 0 } named && !Names.Same(named.Trim(), escort))
            return Problem.Of(
                StatusCodes.Status422UnprocessableEntity,
                "The provider expects another escort: agree on one with them first."
            );

        if (await Clearance.Of(db, referralId, attempt.Round, attempt.PoolId, ct) is not { } cleared)
            return await Refuse(db, attempt, ct);
        var now = await clock.Now(ct);
        var id = Guid.CreateVersion7(now);
        db.Add(
            new AddressRelease
            {
                Id = id,
                AttemptId = attempt.Id,
                By = user.Subject(),
                SealedEscort = sealer.Seal(AddressRelease.EscortPurpose, id, escort),
                At = now,
            }
        );
        return TypedResults.Ok(AddressView.Of(cleared, sealer));
    }

    private static async Task<Refused> Refuse(CapacityDb db, Attempt attempt, CancellationToken ct) =>
        await db.Referrals.AnyAsync(r => r.Id == attempt.ReferralId && !r.Shared, ct)
            ? Problem.Of(
                StatusCodes.Status409Conflict,
                "The consent is contested: the place is kept, and nothing is told until that is settled.",
                ("state", attempt.Status),
                ("reason", "consent-contested")
            )
            : Problem.Of(
                StatusCodes.Status409Conflict,
                "The network has suspended this place, or nobody is referred there any more: bring nobody there.",
                ("state", attempt.Status),
                ("reason", PoolSuspension.Suspended)
            );
}

/// <param name="Escort">Who will bring the survivor; the one the provider named, where it named one.</param>
internal sealed record AddressRequest(string? Escort);

internal sealed class AddressRequestValidator : AbstractValidator<AddressRequest>
{
    public AddressRequestValidator() => RuleFor(r => r.Escort).RequiredText(200);
}

internal sealed record AddressView(string? Address, string? IntakeContact)
{
    public static AddressView Of(Clearance cleared, Sealer sealer) =>
        new(cleared.Site.Address(sealer), cleared.Site.IntakeContact);
}
