using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Bench;

/// <summary>Stands in for the identity service where that is not what is measured; asked for its key once a
/// server.</summary>
internal sealed class Issuer : IAsyncDisposable
{
    private const string Address = "http://issuer.bench";
    private readonly ECDsaSecurityKey _key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "bench" };
    private readonly WebApplication _host;

    private Issuer(WebApplication host) => _host = host;

    public static async Task<Issuer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var issuer = new Issuer(builder.Build());
        issuer._host.Urls.Add("http://127.0.0.1:0");
        issuer._host.MapGet(
            "/.well-known/openid-configuration",
            () => Results.Json(new { issuer = Address, jwks_uri = $"{Address}/connect/jwks" })
        );
        var point = issuer._key.ECDsa.ExportParameters(false).Q;
        issuer._host.MapGet(
            "/connect/jwks",
            () =>
                Results.Json(
                    new
                    {
                        keys = new[]
                        {
                            new
                            {
                                kty = "EC",
                                use = "sig",
                                crv = "P-256",
                                kid = "bench",
                                x = Base64UrlEncoder.Encode(point.X),
                                y = Base64UrlEncoder.Encode(point.Y),
                            },
                        },
                    }
                )
        );
        await issuer._host.StartAsync();
        return issuer;
    }

    /// <summary>What a service is told so that it takes these tokens.</summary>
    public Dictionary<string, string?> Settings =>
        new()
        {
            ["Issuer:Address"] = Address,
            ["Issuer:Metadata"] = $"{_host.Urls.First()}/.well-known/openid-configuration",
        };

    /// <summary>Of somebody in an organisation of its own, for longer than the bench takes.</summary>
    public string Token(string role = Roles.Caseworker) =>
        new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                TokenType = Tokens.Type,
                Issuer = Address,
                Audience = Tokens.Audience,
                Expires = DateTime.UtcNow.AddHours(2),
                Claims = new Dictionary<string, object>
                {
                    ["client_id"] = "bench",
                    ["sub"] = $"{Guid.NewGuid()}",
                    ["org"] = Guid.NewGuid().ToString(),
                    ["org_name"] = "Bench Example",
                    ["role"] = role,
                    ["kinds"] = "shelter",
                },
                SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.EcdsaSha256),
            }
        );

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();
}
