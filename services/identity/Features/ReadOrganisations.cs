using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

/// <summary>Lists all partners for those who admit them, and shows everybody their own.</summary>
internal static class ReadOrganisations
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", All).For(Roles.Operator, Roles.Coordinator);
        routes.MapGet("/names", Names).For(Roles.Caseworker);
        routes.MapGet("/{id:guid}", One).For([.. Roles.All]);
    }

    private static async Task<Ok<Page<OrganisationView>>> All(
        [AsParameters] PageQuery page,
        IdentityDb db,
        CancellationToken ct
    ) => TypedResults.Ok(await db.Organisations.Page(page, OrganisationView.Of, ct));

    /// <summary>The partners that a case can be transferred to: those that are not suspended, by name only.</summary>
    private static async Task<Ok<Page<OrganisationName>>> Names(
        [AsParameters] PageQuery page,
        IdentityDb db,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            await db
                .Organisations.Where(o => o.SuspendedAt == null)
                .Page(page, o => new OrganisationName(o.Id, o.Name), ct)
        );

    private static async Task<Results<Ok<OrganisationView>, Refused>> One(
        Guid id,
        HttpContext http,
        ClaimsPrincipal user,
        IdentityDb db,
        CancellationToken ct
    )
    {
        var all = user.IsInRole(Roles.Operator) || user.IsInRole(Roles.Coordinator);
        return await db.OrganisationFor(all, user, id, ct) is { } organisation
            ? Preconditions.Ok(http, OrganisationView.Of(organisation))
            : Problem.NotFound();
    }
}

internal sealed record OrganisationName(Guid Id, LocalText Name);
