using System.Security.Claims;

namespace ReferralNetwork.Platform.Security;

/// <summary>Who asks, as the token says. A token without an organisation reaches no handler (see Tokens).</summary>
public static class Caller
{
    public static Guid Organisation(this ClaimsPrincipal user) => Guid.Parse(user.FindFirstValue("org")!);

    public static string OrganisationName(this ClaimsPrincipal user) => user.FindFirstValue("org_name") ?? "";

    /// <summary>Whether the token says that the caller's organisation is admitted for a kind; null where it says
    /// nothing of kinds.</summary>
    public static bool? SaysAdmitted(this ClaimsPrincipal user, string kind) =>
        user.HasClaim(claim => claim.Type == "kinds") ? user.HasClaim("kinds", kind) : null;

    /// <summary>The person, or the client where a system acts by itself.</summary>
    public static string Subject(this ClaimsPrincipal user) => user.FindFirstValue("sub")!;

    /// <summary>The mark by which never lists name the caller.</summary>
    public static string Mark(this ClaimsPrincipal user) => PersonMarks.Of(user);

    /// <summary>The mark that stands for all people of the caller's organisation.</summary>
    public static string OrganisationMark(this ClaimsPrincipal user) => PersonMarks.OfOrganisation(user);

    /// <summary>Whether a system acts by itself, and nobody has signed in.</summary>
    public static bool IsClient(this ClaimsPrincipal user) => user.FindFirstValue("client_id") == user.Subject();
}
