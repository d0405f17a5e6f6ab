using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Identity.Domain;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Identity.Features;

/// <summary>A client ends a sign-in by any of its refresh tokens (RFC 7009); the answer is 200 even for an unknown
/// token.</summary>
internal static class Revoke
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(Issuer.RevocationPath, Handle).AllowAnonymous().InTransaction();

    private static async Task<Results<Ok, JsonHttpResult<TokenError>>> Handle(
        HttpContext http,
        Clients clients,
        IdentityDb db,
        Endings endings,
        CancellationToken ct
    )
    {
        if (await OAuthForm.Read(http.Request, ct) is not { } form)
            return OAuthForm.Refuse("invalid_request", "send each parameter once, as a form");
        var (client, refusal) = await clients.Authenticate(http, form, ct);
        if (client is null)
            return refusal!;
        if (form["token"].ToString() is not { Length: > 0 } token)
            return OAuthForm.Refuse("invalid_request", "token is missing");

        var hash = Secret.Hash(token);
        await endings.End(
            db.SignIns.Where(s =>
                s.ClientId == client.ClientId && db.RefreshTokens.Any(t => t.Hash == hash && t.SignInId == s.Id)
            ),
            ct
        );
        return TypedResults.Ok();
    }
}
