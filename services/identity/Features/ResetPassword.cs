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

/// <summary>Makes a code for somebody who has forgotten the password; an earlier one becomes invalid. The old password
/// stays valid until the code is used.</summary>
internal static class ResetPassword
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/{id:guid}/people/{personId:guid}/reset", Handle)
            .For(Roles.Operator, Roles.OrgAdmin)
            .InTransaction();

    private static async Task<Results<Created<InvitationView>, Refused>> Handle(
        Guid id,
        Guid personId,
        ClaimsPrincipal user,
        IdentityDb db,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await db.ManageablePerson(user, id, personId, ct) is not { } person)
            return Problem.NotFound();
        if (Access.RefuseManaging(user, person) is { } refusal)
            return refusal;
        if (person.DisabledAt is not null)
            return Problem.Of(StatusCodes.Status409Conflict, "Enable the person first.");
        await db.Invitations.Where(i => i.PersonId == person.Id).ExecuteDeleteAsync(ct);
        var now = await clock.Now(ct);
        var (invitation, code) = Invitation.Create(
            person.OrganisationId,
            person,
            person.DisplayName,
            person.Roles,
            user.Subject(),
            now
        );
        db.Give(invitation, Giver.Of(user), now);
        return TypedResults.Created((string?)null, InvitationView.Of(invitation, code));
    }
}
