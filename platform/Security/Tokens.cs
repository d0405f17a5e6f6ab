using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ReferralNetwork.Platform.Security;

/// <summary>
/// Verifies access tokens of the configured issuer, any that speaks OIDC discovery: <c>Issuer:Address</c> is its <c>iss</c>,
/// <c>Issuer:Metadata</c> where its metadata is fetched when that is another address.
/// </summary>
public static class Tokens
{
    public const string Audience = "network";

    internal static void AddTokens(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            var issuer = configuration["Issuer:Address"] ?? throw new InvalidOperationException("Issuer:Address is not set");
            options.MetadataAddress = configuration["Issuer:Metadata"] ?? $"{issuer.TrimEnd('/')}/.well-known/openid-configuration";
            options.RequireHttpsMetadata = new Uri(options.MetadataAddress).IsLoopback is false;
            // A key that the issuer has withdrawn is refused here within a quarter of an hour; an unknown one is fetched at once.
            options.AutomaticRefreshInterval = TimeSpan.FromMinutes(15);
            options.BackchannelHttpHandler = new ResilientHandler();
            options.MapInboundClaims = false;
            options.TokenHandlers.Clear();
            options.TokenHandlers.Add(new CachingTokenHandler(TimeProvider.System));
            options.TokenValidationParameters = new TokenValidationParameters
            {
                ValidIssuer = issuer,
                ValidAudience = Audience,
                ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256],
                ClockSkew = TimeSpan.FromSeconds(30),
                RoleClaimType = "role",
                NameClaimType = "sub",
            };
        });
        services.AddAuthorizationBuilder().SetDefaultPolicy(Policy());
    }

    /// <summary>Admits callers with one of these roles and an organisation.</summary>
    public static TBuilder For<TBuilder>(this TBuilder endpoint, params string[] roles) where TBuilder : Microsoft.AspNetCore.Builder.IEndpointConventionBuilder
    {
        endpoint.Add(e =>
        {
            e.Metadata.Add(new RolesAllowed(roles));
            e.Metadata.Add(new AuthorizeAttribute { Roles = string.Join(',', roles) });
            e.Metadata.Add(Policy());
        });
        return endpoint;
    }

    private static AuthorizationPolicy Policy() => new AuthorizationPolicyBuilder()
        .RequireAuthenticatedUser()
        .RequireAssertion(context => Guid.TryParse(context.User.FindFirstValue("org"), out _) && context.User.HasClaim(c => c.Type == "sub"))
        .Build();
}

/// <summary>Which roles an endpoint admits; what tests of permissions are made from.</summary>
public sealed record RolesAllowed(IReadOnlyList<string> Roles);

/// <summary>
/// Remembers a verified token by its hash for at most 60 s and never past its end: signatures cost more than all else
/// a small request does.
/// </summary>
/// <param name="time">The system's clock, by which the library judges a token's end.</param>
internal sealed class CachingTokenHandler(TimeProvider time) : TokenHandler, IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private readonly JsonWebTokenHandler _inner = new() { MapInboundClaims = false };
    private readonly MemoryCache _verified = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        var now = time.GetUtcNow();
        if (_verified.TryGetValue(key, out Verified? known) && now < known!.Until) return known.Result;

        var result = await _inner.ValidateTokenAsync(token, validationParameters);
        if (!result.IsValid) return result;
        var left = result.SecurityToken.ValidTo - now.UtcDateTime;
        if (left <= TimeSpan.Zero) return result;
        if (left > Longest) left = Longest;
        _verified.Set(key, new Verified(result, now + left), new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = left, Size = 1 });
        return result;
    }

    public override SecurityToken ReadToken(string token) => _inner.ReadToken(token);

    public void Dispose() => _verified.Dispose();

    private sealed record Verified(TokenValidationResult Result, DateTimeOffset Until);
}
