using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Contracts;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

/// <summary>An organisation's people, for its org-admins and operators; coordinators do not see them.</summary>
internal static class ReadPeople
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{id:guid}/people", All).For(Roles.Operator, Roles.OrgAdmin);
        routes.MapGet("/{id:guid}/people/{personId:guid}", One).For(Roles.Operator, Roles.OrgAdmin);
    }

    private static async Task<Results<Ok<Page<PersonView>>, Refused>> All(
        Guid id,
        [AsParameters] PageQuery page,
        ClaimsPrincipal user,
        IdentityDb db,
        CancellationToken ct
    ) =>
        await db.Manageable(user, id, ct) is { } organisation
            ? TypedResults.Ok(
                await db.People.Where(p => p.OrganisationId == organisation.Id).Page(page, PersonView.Of, ct)
            )
            : Problem.NotFound();

    private static async Task<Results<Ok<PersonView>, Refused>> One(
        Guid id,
        Guid personId,
        HttpContext http,
        ClaimsPrincipal user,
        IdentityDb db,
        CancellationToken ct
    ) =>
        await db.ManageablePerson(user, id, personId, ct) is { } person
            ? Preconditions.Ok(http, PersonView.Of(person))
            : Problem.NotFound();
}
