using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Contracts;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

internal static class ListClients
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/{id:guid}/clients", Handle).For(Roles.Operator, Roles.OrgAdmin);

    private static async Task<Results<Ok<Page<ClientView>>, Refused>> Handle(
        Guid id,
        [AsParameters] PageQuery page,
        ClaimsPrincipal user,
        IdentityDb db,
        CancellationToken ct
    ) =>
        await db.Manageable(user, id, ct) is { } organisation
            ? TypedResults.Ok(
                await db.Clients.Where(c => c.OrganisationId == organisation.Id).Page(page, ClientView.Of, ct)
            )
            : Problem.NotFound();
}
