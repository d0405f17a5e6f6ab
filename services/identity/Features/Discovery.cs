using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Identity.Data;

namespace ReferralNetwork.Identity.Features;

/// <summary>OpenID Connect Discovery 1.0 and RFC 8414: what is offered today, and nothing more.</summary>
internal sealed record ProviderMetadata(string Issuer, string TokenEndpoint, string JwksUri)
{
    public IReadOnlyList<string> GrantTypesSupported { get; } = [IssueToken.Grant];
    public IReadOnlyList<string> TokenEndpointAuthMethodsSupported { get; } = ["client_secret_basic", "client_secret_post"];
    public IReadOnlyList<string> ScopesSupported { get; } = [IssueToken.Scope];

    // The specifications require these three, also while nobody signs in.
    public IReadOnlyList<string> ResponseTypesSupported { get; } = [];
    public IReadOnlyList<string> SubjectTypesSupported { get; } = ["public"];
    public IReadOnlyList<string> IdTokenSigningAlgValuesSupported { get; } = ["ES256"];
}

/// <summary>A key of a JWK set (RFC 7517, 7518 6.2).</summary>
internal sealed record PublicKey(string Kty, string Use, string Crv, string Alg, string Kid, string X, string Y);

internal sealed record PublicKeys(IReadOnlyList<PublicKey> Keys);

/// <summary>How others find the issuer and its keys.</summary>
internal static class Discovery
{
    private static readonly JsonSerializerOptions Snake = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/.well-known/openid-configuration", Metadata).AllowAnonymous();
        routes.MapGet(Issuer.KeysPath, Keys).AllowAnonymous();
    }

    private static JsonHttpResult<ProviderMetadata> Metadata(Issuer issuer) =>
        TypedResults.Json(new ProviderMetadata(issuer.Address, issuer.Endpoint(Issuer.TokenPath), issuer.Endpoint(Issuer.KeysPath)), Snake);

    private static async Task<Ok<PublicKeys>> Keys(KeyRing ring, CancellationToken ct) =>
        TypedResults.Ok(new PublicKeys([.. (await ring.Published(ct)).Select(k => k.Public())
            .Select(k => new PublicKey(k.Kty, k.Use, k.Crv, k.Alg, k.Kid, k.X, k.Y))]));
}
