using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

/// <summary>Lists the invitations that are still valid, and revokes one.</summary>
internal static class ManageInvitations
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{id:guid}/invitations", All).For(Roles.Operator, Roles.OrgAdmin);
        routes
            .MapDelete("/{id:guid}/invitations/{invitationId:guid}", Revoke)
            .For(Roles.Operator, Roles.OrgAdmin)
            .InTransaction();
    }

    private static async Task<Results<Ok<Page<InvitationView>>, Refused>> All(
        Guid id,
        [AsParameters] PageQuery page,
        ClaimsPrincipal user,
        IdentityDb db,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await db.Manageable(user, id, ct) is not { } organisation)
            return Problem.NotFound();
        var now = await clock.Now(ct);
        return TypedResults.Ok(
            await db
                .Invitations.Where(i => i.OrganisationId == organisation.Id && i.ExpiresAt > now)
                .Page(page, InvitationView.Of, ct)
        );
    }

    private static async Task<Results<NoContent, Refused>> Revoke(
        Guid id,
        Guid invitationId,
        ClaimsPrincipal user,
        IdentityDb db,
        CancellationToken ct
    ) =>
        await db.Manageable(user, id, ct) is { } organisation
        && await db
            .Invitations.Where(i => i.Id == invitationId && i.OrganisationId == organisation.Id)
            .ExecuteDeleteAsync(ct) == 1
            ? TypedResults.NoContent()
            : Problem.NotFound();
}
