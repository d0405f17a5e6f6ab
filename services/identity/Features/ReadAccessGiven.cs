using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

/// <summary>Who was given access, and by whom, newest first: for org-admins that of their own partner, for coordinators
/// and auditors all.</summary>
internal static class ReadAccessGiven
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/access-given", All).For(Roles.Coordinator, Roles.Auditor);
        routes.MapGet("/{id:guid}/access-given", One).For(Roles.OrgAdmin, Roles.Coordinator, Roles.Auditor);
    }

    private static async Task<Ok<Page<AccessGivenView>>> All(
        [AsParameters] PageQuery page,
        IdentityDb db,
        CancellationToken ct
    ) => TypedResults.Ok(await Page(db, db.AccessGiven, page, ct));

    private static async Task<Results<Ok<Page<AccessGivenView>>, Refused>> One(
        Guid id,
        [AsParameters] PageQuery page,
        ClaimsPrincipal user,
        IdentityDb db,
        CancellationToken ct
    )
    {
        var all = user.IsInRole(Roles.Coordinator) || user.IsInRole(Roles.Auditor);
        return await db.OrganisationFor(all, user, id, ct) is null
            ? Problem.NotFound()
            : TypedResults.Ok(await Page(db, db.AccessGiven.Where(g => g.OrganisationId == id), page, ct));
    }

    private static async Task<Page<AccessGivenView>> Page(
        IdentityDb db,
        IQueryable<AccessGiven> rows,
        PageQuery page,
        CancellationToken ct
    )
    {
        var found = await rows.Page(page, given => given, ct, newestFirst: true);
        var ids = found.Items.SelectMany(g => new[] { g.OrganisationId, g.ByOrganisation }).Distinct().ToList();
        var names = await db.Organisations.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, ct);
        return new([.. found.Items.Select(g => AccessGivenView.Of(g, names))], found.NextCursor);
    }
}

/// <param name="What">client, person or invitation.</param>
/// <param name="By">The <c>sub</c> of who gave it.</param>
/// <param name="ByAnother">Somebody outside the organisation gave it, as an operator may.</param>
internal sealed record AccessGivenView(
    Guid Id,
    OrganisationName Organisation,
    string What,
    Guid CredentialId,
    IReadOnlyList<string> Roles,
    string By,
    OrganisationName? ByOrganisation,
    bool ByAnother,
    DateTimeOffset CreatedAt
)
{
    public static AccessGivenView Of(AccessGiven g, IReadOnlyDictionary<Guid, LocalText> names) =>
        new(
            g.Id,
            new(g.OrganisationId, names[g.OrganisationId]),
            g.What,
            g.CredentialId,
            g.Roles,
            g.By,
            names.TryGetValue(g.ByOrganisation, out var name) ? new(g.ByOrganisation, name) : null,
            g.ByOrganisation != g.OrganisationId,
            g.CreatedAt
        );
}
