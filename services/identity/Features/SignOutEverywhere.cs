using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

/// <summary>Ends every sign-in of the caller, this one included; a client has none.</summary>
internal static class SignOutEverywhere
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/me/sign-out-everywhere", Handle).For([.. Roles.All]).InTransaction();

    private static async Task<NoContent> Handle(ClaimsPrincipal user, Endings endings, CancellationToken ct)
    {
        if (Guid.TryParse(user.Subject(), out var person))
            await endings.EndSignIns(person, ct);
        return TypedResults.NoContent();
    }
}
