using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Identity.Domain;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

/// <summary>RFC 6749, 5.1.</summary>
internal sealed record TokenResponse(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("scope")] string Scope);

/// <summary>RFC 6749, 5.2.</summary>
internal sealed record TokenError(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string Description);

/// <summary>Client credentials (RFC 6749, 4.4) for an access token in the profile of RFC 9068.</summary>
internal static class IssueToken
{
    public const string Grant = "client_credentials";
    public const string Scope = "network";
    private static readonly JsonWebTokenHandler Tokens = new() { SetDefaultTimesOnTokenCreation = false };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(Issuer.TokenPath, Handle).AllowAnonymous();

    private static async Task<Results<Ok<TokenResponse>, JsonHttpResult<TokenError>>> Handle(
        HttpContext http, IdentityDb db, KeyRing keys, Sealer sealer, DatabaseClock clock, Issuer issuer, CancellationToken ct)
    {
        if (await Form(http.Request, ct) is not { } form) return Refuse("invalid_request", "send each parameter once, as a form");
        var grant = form["grant_type"].ToString();
        if (grant.Length == 0) return Refuse("invalid_request", "grant_type is missing");
        if (grant != Grant) return Refuse("unsupported_grant_type", $"supported: {Grant}");
        if (ClientCredentials.Of(http.Request, form) is not { } credentials)
            return Refuse("invalid_request", "authenticate by form or by Basic, not by both");
        if (await db.Authenticate(credentials, ct) is not { } client)
        {
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"network\", charset=\"UTF-8\"";
            return Refuse("invalid_client", "unknown client or wrong secret", StatusCodes.Status401Unauthorized);
        }
        if (form["scope"].ToString() is not ("" or Scope)) return Refuse("invalid_scope", $"supported: {Scope}");

        var organisation = await db.Organisations.AsNoTracking().SingleAsync(o => o.Id == client.OrganisationId, ct);
        var token = Token(client, organisation, issuer, await keys.Signer(ct), sealer, await clock.Now(ct));
        return TypedResults.Ok(new TokenResponse(token, "Bearer", (int)KeySchedule.TokenLife.TotalSeconds, Scope));
    }

    internal static string Token(Client client, Organisation organisation, Issuer issuer, SigningKey key, Sealer sealer, DateTimeOffset now)
    {
        using var ecdsa = key.Open(sealer);
        // Uncached: a cached provider would outlive the key that is disposed of here.
        var security = new ECDsaSecurityKey(ecdsa) { KeyId = key.Kid.ToString("N"), CryptoProviderFactory = new() { CacheSignatureProviders = false } };
        return Tokens.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = issuer.Address,
            Audience = Platform.Security.Tokens.Audience,
            IssuedAt = now.UtcDateTime,
            Expires = (now + KeySchedule.TokenLife).UtcDateTime,
            SigningCredentials = new(security, SecurityAlgorithms.EcdsaSha256),
            Claims = new Dictionary<string, object>
            {
                ["sub"] = client.ClientId,
                ["client_id"] = client.ClientId,
                ["jti"] = Guid.NewGuid().ToString("N"),
                ["org"] = organisation.Id.ToString(),
                ["org_name"] = organisation.Name.ToString(),
                ["role"] = client.Roles.ToArray(),
            },
        });
    }

    /// <returns>Null unless it is a form that names no parameter twice (RFC 6749, 3.2).</returns>
    private static async Task<IFormCollection?> Form(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true) return null;
        try
        {
            var form = await request.ReadFormAsync(ct);
            return form.All(parameter => parameter.Value.Count == 1) ? form : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static JsonHttpResult<TokenError> Refuse(string error, string description, int status = StatusCodes.Status400BadRequest) =>
        TypedResults.Json(new TokenError(error, description), statusCode: status);
}
