using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Identity.Domain;

namespace ReferralNetwork.Identity.Features;

/// <summary>OpenID Connect Discovery 1.0, RFC 8414 and RFC 9207: what is offered, and nothing more.</summary>
internal sealed record ProviderMetadata(
    string Issuer,
    string AuthorizationEndpoint,
    string TokenEndpoint,
    string RevocationEndpoint,
    string UserinfoEndpoint,
    string JwksUri
)
{
    public static ProviderMetadata Of(Issuer issuer) =>
        new(
            issuer.Address,
            issuer.Endpoint(Features.Issuer.AuthorizationPath),
            issuer.Endpoint(Features.Issuer.TokenPath),
            issuer.Endpoint(Features.Issuer.RevocationPath),
            issuer.Endpoint(Features.Issuer.UserInfoPath),
            issuer.Endpoint(Features.Issuer.KeysPath)
        );

    public IReadOnlyList<string> GrantTypesSupported { get; } = [.. IssueToken.Grants.Keys];
    public IReadOnlyList<string> ResponseTypesSupported { get; } = [Authorization.ResponseType];
    public IReadOnlyList<string> ResponseModesSupported { get; } = ["query"];
    public IReadOnlyList<string> CodeChallengeMethodsSupported { get; } = [Pkce.Method];
    public bool AuthorizationResponseIssParameterSupported { get; } = true;
    public bool RequestUriParameterSupported { get; }
    public IReadOnlyList<string> TokenEndpointAuthMethodsSupported { get; } =
    ["client_secret_basic", "client_secret_post"];
    public IReadOnlyList<string> RevocationEndpointAuthMethodsSupported { get; } =
    ["client_secret_basic", "client_secret_post"];
    public IReadOnlyList<string> ScopesSupported { get; } = [IssueToken.Scope];
    public IReadOnlyList<string> UiLocalesSupported { get; } = ["km", "en"];

    // OpenID Connect Discovery requires these two even of an issuer without ID tokens.
    public IReadOnlyList<string> SubjectTypesSupported { get; } = ["public"];
    public IReadOnlyList<string> IdTokenSigningAlgValuesSupported { get; } = ["ES256"];
}

/// <summary>A key of a JWK set (RFC 7517, 7518 6.2).</summary>
internal sealed record PublicKey(string Kty, string Use, string Crv, string Alg, string Kid, string X, string Y);

internal sealed record PublicKeys(IReadOnlyList<PublicKey> Keys);

/// <summary>How others find the issuer and its keys.</summary>
internal static class Discovery
{
    private static readonly JsonSerializerOptions Snake = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/.well-known/openid-configuration", Metadata).AllowAnonymous();
        routes.MapGet(Issuer.KeysPath, Keys).AllowAnonymous();
    }

    private static JsonHttpResult<ProviderMetadata> Metadata(Issuer issuer) =>
        TypedResults.Json(ProviderMetadata.Of(issuer), Snake);

    private static async Task<Ok<PublicKeys>> Keys(KeyRing ring, CancellationToken ct) =>
        TypedResults.Ok(
            new PublicKeys([
                .. (await ring.Published(ct))
                    .Select(k => k.Public())
                    .Select(k => new PublicKey(k.Kty, k.Use, k.Crv, k.Alg, k.Kid, k.X, k.Y)),
            ])
        );
}
