using System.Security.Claims;

namespace ReferralNetwork.Portal.Domain;

/// <summary>Who is signed in, as the identity service said.</summary>
internal static class Signed
{
    /// <summary>What its organisation provides.</summary>
    public static IReadOnlyList<KindDescriptor> Kinds(this ClaimsPrincipal user) =>
        [.. KindDescriptor.All.Where(kind => user.HasClaim("kinds", kind.Code))];
}
