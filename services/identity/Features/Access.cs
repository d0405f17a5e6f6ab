using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

/// <summary>Who keeps what.</summary>
internal static class Access
{
    /// <summary>Roles that reach beyond one organisation: an operator alone grants them.</summary>
    private static readonly CodeList NetworkRoles = new(Roles.Coordinator, Roles.Auditor, Roles.Operator);

    /// <summary>The organisation whose people and clients the caller may keep: any for an operator, its own for an org-admin.</summary>
    public static Task<Organisation?> Kept(this IdentityDb db, ClaimsPrincipal user, Guid id, CancellationToken ct) =>
        db.OrganisationFor(user.IsInRole(Roles.Operator), user, id, ct);

    /// <summary>The organisation, if the caller sees all of them or it is its own.</summary>
    public static Task<Organisation?> OrganisationFor(this IdentityDb db, bool all, ClaimsPrincipal user, Guid id, CancellationToken ct)
    {
        var own = user.Organisation();
        return db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id && (all || o.Id == own), ct);
    }

    /// <returns>Null when the caller may grant these roles.</returns>
    public static ProblemHttpResult? RefuseGrant(ClaimsPrincipal user, IReadOnlyList<string> roles) =>
        user.IsInRole(Roles.Operator) || !roles.Any(NetworkRoles.Contains) ? null
            : Refuse(StatusCodes.Status403Forbidden, "roles", $"only an operator grants: {NetworkRoles}");

    /// <summary>A refusal that is not about the form of the input, and still names the field.</summary>
    public static ProblemHttpResult Refuse(int status, string field, string message) =>
        Problem.Of(status, $"{field} {message}", ("errors", new Dictionary<string, string[]> { [field] = [message] }));
}
