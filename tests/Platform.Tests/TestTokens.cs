using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Platform.Tests;

/// <summary>An issuer that the services of these tests trust. Its tokens are verified as any others are.</summary>
internal static class TestTokens
{
    public const string Issuer = "http://issuer.test";
    public static readonly ECDsaSecurityKey Key = NewKey();
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public static ECDsaSecurityKey NewKey() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "test" };

    public static void Trust(JwtBearerOptions options)
    {
        var issuer = new OpenIdConnectConfiguration { Issuer = Issuer };
        issuer.SigningKeys.Add(Key);
        options.ConfigurationManager = new StaticConfigurationManager<OpenIdConnectConfiguration>(issuer);
    }

    /// <summary>Real time: the library that verifies tokens has no other.</summary>
    public static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    public static string Of(string client = "client-a", string role = "writer") =>
        Make(claims => (claims["client_id"], claims["role"]) = (client, role));

    /// <summary>A good token, changed.</summary>
    public static string Make(
        Action<Dictionary<string, object>>? claims = null,
        string issuer = Issuer,
        string audience = Tokens.Audience,
        DateTime? expires = null,
        SigningCredentials? signer = null,
        string? type = Tokens.Type
    )
    {
        var of = new Dictionary<string, object>
        {
            ["sub"] = "subject",
            ["client_id"] = "client-a",
            ["org"] = Guid.NewGuid().ToString(),
            ["org_name"] = "Organisation",
            ["role"] = "writer",
        };
        claims?.Invoke(of);
        return Handler.CreateToken(
            new SecurityTokenDescriptor
            {
                TokenType = type,
                Issuer = issuer,
                Audience = audience,
                Expires = expires ?? Now.AddMinutes(10),
                Claims = of,
                SigningCredentials = signer ?? new SigningCredentials(Key, SecurityAlgorithms.EcdsaSha256),
            }
        );
    }
}
