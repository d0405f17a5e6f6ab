using System.Security.Claims;

namespace ReferralNetwork.Portal.Domain;

/// <summary>Claims of the signed-in person, as the identity service gave them.</summary>
internal static class UserClaims
{
    /// <summary>The kinds that the person's organisation provides.</summary>
    public static IReadOnlyList<KindDescriptor> Kinds(this ClaimsPrincipal user) =>
        [.. KindDescriptor.All.Where(kind => user.HasClaim("kinds", kind.Code))];
}
