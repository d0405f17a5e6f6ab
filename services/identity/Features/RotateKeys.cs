using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Contracts;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

internal sealed record KeyView(string Kid, DateTimeOffset ActiveFrom, DateTimeOffset RetiresAt);

/// <summary>
/// For an emergency: a new key signs at once. The old one verifies until its tokens have ended, so nobody is thrown
/// out. A service that meets the new key fetches it, and until it has it answers 401: a moment, and the caller's next
/// try.
/// </summary>
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
