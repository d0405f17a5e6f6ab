using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

/// <summary>Who may manage which organisations, people and clients.</summary>
internal static class Access
{
    /// <summary>The organisation, if the caller may manage its people and clients: any for an operator, its own for an
    /// org-admin.</summary>
    public static Task<Organisation?> Manageable(
        this IdentityDb db,
        ClaimsPrincipal user,
        Guid id,
        CancellationToken ct
    ) => db.OrganisationFor(user.IsInRole(Roles.Operator), user, id, ct);

    /// <summary>The organisation, if the caller sees all of them or it is its own.</summary>
    public static Task<Organisation?> OrganisationFor(
        this IdentityDb db,
        bool all,
        ClaimsPrincipal user,
        Guid id,
        CancellationToken ct
    )
    {
        var own = user.Organisation();
        return db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id && (all || o.Id == own), ct);
    }

    /// <summary>The person, to be changed, if the caller may manage people of this organisation.</summary>
    public static async Task<Person?> ManageablePerson(
        this IdentityDb db,
        ClaimsPrincipal user,
        Guid id,
        Guid personId,
        CancellationToken ct
    ) =>
        await db.Manageable(user, id, ct) is { } organisation
            ? await db.People.FirstOrDefaultAsync(p => p.Id == personId && p.OrganisationId == organisation.Id, ct)
            : null;

    /// <summary>Only an operator manages people with a role of the network, since whoever resets a password can sign in
    /// with it.</summary>
    /// <returns>Null when the caller may manage this person.</returns>
    public static Refused? RefuseManaging(ClaimsPrincipal user, Person person) =>
        user.IsInRole(Roles.Operator) || !person.Roles.Any(Roles.OfTheNetwork.Contains)
            ? null
            : Problem.Of(
                StatusCodes.Status403Forbidden,
                $"Only an operator manages accounts with one of these roles: {Roles.OfTheNetwork}."
            );

    public static bool IsSelf(ClaimsPrincipal user, Person person) => user.Subject() == person.Id.ToString();

    /// <returns>Null when the caller may grant these roles.</returns>
    public static Refused? RefuseGrant(ClaimsPrincipal user, Organisation organisation, IReadOnlyList<string> roles)
    {
        if (!user.IsInRole(Roles.Operator) && roles.Any(Roles.OfTheNetwork.Contains))
            return Refuse(StatusCodes.Status403Forbidden, "roles", $"only an operator grants: {Roles.OfTheNetwork}");
        return organisation.Kinds.Count > 0 || !roles.Any(Roles.OfProviders.Contains)
            ? null
            : Refuse(
                StatusCodes.Status400BadRequest,
                "roles",
                $"the organisation is admitted for no kind of help, so nobody of it is one of: {Roles.OfProviders}"
            );
    }

    /// <summary>A role that opens sealed details, and org-admin, which gives such roles, is given to clients by the
    /// partner itself. An operator may make the first org-admin where there is none.</summary>
    /// <returns>Null when the caller may make a client with these roles.</returns>
    public static async Task<Refused?> RefuseClient(
        IdentityDb db,
        ClaimsPrincipal user,
        Organisation organisation,
        IReadOnlyList<string> roles,
        CancellationToken ct
    )
    {
        if (RefuseGrant(user, organisation, roles) is { } refusal)
            return refusal;
        if (user.IsInRole(Roles.OrgAdmin) && user.Organisation() == organisation.Id)
            return null;
        if (roles.Any(Roles.OpenDetails.Contains))
            return Refuse(
                StatusCodes.Status403Forbidden,
                "roles",
                $"the partner's own org-admin alone gives a system: {Roles.OpenDetails}"
            );
        return roles.Contains(Roles.OrgAdmin) && await db.HasAnyWith(Roles.OrgAdmin, organisation.Id, ct)
            ? Refuse(StatusCodes.Status403Forbidden, "roles", "the partner has an org-admin, who gives this role")
            : null;
    }

    /// <summary>Whether a person or client of the organisation has the role and is not disabled.</summary>
    public static async Task<bool> HasAnyWith(
        this IdentityDb db,
        string role,
        Guid organisation,
        CancellationToken ct
    ) =>
        (
            await db
                .People.Where(p => p.OrganisationId == organisation && p.DisabledAt == null)
                .Select(p => p.Roles)
                .ToListAsync(ct)
        )
            .Concat(
                await db
                    .Clients.Where(c => c.OrganisationId == organisation && c.DisabledAt == null)
                    .Select(c => c.Roles)
                    .ToListAsync(ct)
            )
            .Any(roles => roles.Contains(role));

    /// <summary>A refusal that is not about the form of the input, and still names the field.</summary>
    public static Refused Refuse(int status, string field, string message) =>
        Problem.Of(status, $"{field} {message}", ("errors", new Dictionary<string, string[]> { [field] = [message] }));
}
