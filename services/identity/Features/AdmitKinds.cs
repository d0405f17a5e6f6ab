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

/// <param name="Kinds">All that it is admitted to provide from now on; empty for one that only refers.</param>
/// <param name="Note">Why; for coordinators and auditors.</param>
internal sealed record AdmitKindsRequest(IReadOnlyList<string>? Kinds, string? Note);

internal sealed class AdmitKindsValidator : AbstractValidator<AdmitKindsRequest>
{
    public AdmitKindsValidator()
    {
        RuleFor(r => r.Kinds).NotNull().WithMessage("is required").AllOf(Codes.Kinds);
        RuleFor(r => r.Note).RequiredText(1000);
    }
}

/// <summary>A coordinator decides which kinds a partner may provide. Pools of a kind that it may no longer provide are
/// not found from then on, and whoever has somebody there is told, as with a suspension.</summary>
internal static class AdmitKinds
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/{id:guid}/kinds", Handle).For(Roles.Coordinator).InTransaction();

    private static async Task<Results<Ok<OrganisationView>, Refused>> Handle(
        Guid id,
        AdmitKindsRequest request,
        ClaimsPrincipal user,
        IdentityDb db,
        Sealer sealer,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await PartnerRecords.OrganisationOfOthers(db, user, id, ct) is not { } organisation)
            return Problem.NotFound();
        var kinds = request.Kinds!.Distinct().ToList();
        if (organisation.Kinds.ToHashSet().SetEquals(kinds))
            return TypedResults.Ok(OrganisationView.Of(organisation));

        var now = await clock.Now(ct);
        organisation.Admit(kinds);
        db.Add(
            PartnerRecords.Of(organisation, Records.Admitted, NetworkTime.DayOf(now), request.Note, user, sealer, now)
        );
        await db.Tell(organisation, now, ct);
        return TypedResults.Ok(OrganisationView.Of(organisation));
    }
}
