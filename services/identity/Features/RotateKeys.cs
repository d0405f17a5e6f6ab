using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Contracts;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

internal sealed record KeyView(string Kid, DateTimeOffset ActiveFrom, DateTimeOffset RetiresAt);

/// <summary>For an emergency: a new key signs at once. The old one verifies until its tokens have expired, so nobody is
/// signed out. A service that meets the new key fetches it, and answers 401 for the moment until it has it.</summary>
internal static class RotateKeys
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/keys/rotate", Handle).For(Roles.Operator).InTransaction();

    private static async Task<Ok<KeyView>> Handle(KeyRing keys, CancellationToken ct)
    {
        var key = await keys.Replace(ct);
        return TypedResults.Ok(new KeyView(key.Kid.ToString("N"), key.ActiveFrom, key.RetiresAt));
    }
}
