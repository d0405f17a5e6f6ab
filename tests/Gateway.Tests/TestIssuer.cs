using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Gateway.Tests;

/// <summary>An issuer with one key, whose metadata is at another address than the one in its tokens.</summary>
public sealed class TestIssuer : IAsyncDisposable
{
    public const string Address = "http://issuer.test";

    private static readonly ECDsaSecurityKey Key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "key" };
    private WebApplication? _host;

    public string Metadata => $"{_host!.Urls.First()}/.well-known/openid-configuration";

    public async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _host = builder.Build();
        _host.Urls.Add("http://127.0.0.1:0");
        _host.MapGet(
            "/.well-known/openid-configuration",
            () => Results.Json(new { issuer = Address, jwks_uri = $"{Address}/connect/jwks" })
        );
        var point = Key.ECDsa.ExportParameters(false).Q;
        _host.MapGet(
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
                                kid = "key",
                                x = Base64UrlEncoder.Encode(point.X),
                                y = Base64UrlEncoder.Encode(point.Y),
                            },
                        },
                    }
                )
        );
        await _host.StartAsync();
    }

    public static string Token(string client, string person, string? type = Tokens.Type) =>
        new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                TokenType = type,
                Issuer = Address,
                Audience = Tokens.Audience,
                Expires = DateTime.UtcNow.AddMinutes(10),
                Claims = new Dictionary<string, object> { ["client_id"] = client, ["sub"] = person },
                SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.EcdsaSha256),
            }
        );

    public ValueTask DisposeAsync() => _host!.DisposeAsync();
}
