using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Work;

namespace ReferralNetwork.Platform.Security;

/// <summary>
/// Verifies access tokens of the configured issuer, any that speaks OIDC discovery: <c>Issuer:Address</c> is its
/// <c>iss</c>, <c>Issuer:Metadata</c> where its metadata is fetched when that is another address.
/// </summary>
public static class Tokens
{
    public const string Audience = "network";

    /// <summary>The <c>typ</c> of an access token.</summary>
    public const string Type = "at+jwt";

    private const string IssuerClient = "issuer";

    internal static void AddTokens(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddIssuer(configuration);
        services
            .AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddJwtBearer(options =>
            {
                options.MapInboundClaims = false;
                options.TokenHandlers.Clear();
                options.TokenHandlers.Add(new CachingTokenHandler(TimeProvider.System));
                options.TokenValidationParameters = Expected(configuration);
                options.Events = new JwtBearerEvents { OnAuthenticationFailed = SayThatKeysAreMissing };
            });
        services
            .AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<ConfigurationManager<OpenIdConnectConfiguration>>(
                (bearer, issuer) => bearer.ConfigurationManager = issuer
            );
        services.AddAuthorizationBuilder().SetDefaultPolicy(Policy());
    }

    /// <summary>The issuer's keys, fetched when they are first needed: only then must <c>Issuer:Metadata</c> be
    /// known.</summary>
    public static void AddIssuer(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddHttpClient(IssuerClient)
            .AddHttpMessageHandler(() =>
                new IssuerHandler(new Uri(Issuer(configuration)), new Uri(Metadata(configuration)))
            )
            .AddCalls();
        services.AddSingleton(provider => new ConfigurationManager<OpenIdConnectConfiguration>(
            Metadata(configuration),
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(provider.GetRequiredService<IHttpClientFactory>().CreateClient(IssuerClient))
            {
                // An address that was set apart for this is inside, where containers speak without TLS.
                RequireHttps = configuration["Issuer:Metadata"] is null && !new Uri(Metadata(configuration)).IsLoopback,
            }
        )
        {
            // A key that the issuer has withdrawn is refused here within a quarter of an hour; an unknown one is
            // fetched at once.
            AutomaticRefreshInterval = TimeSpan.FromMinutes(15),
        });
    }

    private static string Metadata(IConfiguration configuration) =>
        configuration["Issuer:Metadata"] ?? $"{Issuer(configuration).TrimEnd('/')}/.well-known/openid-configuration";

    // Without the issuer's keys no token can be judged; that is answered with 503, as it is not the caller's fault.
    private static async Task SayThatKeysAreMissing(AuthenticationFailedContext context)
    {
        if (context.Exception is not SecurityTokenSignatureKeyNotFoundException)
            return;
        try
        {
            await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted);
        }
        catch (InvalidOperationException e)
        {
            throw new UnavailableException("The issuer's keys cannot be fetched now.", e);
        }
    }

    private static string Issuer(IConfiguration configuration) =>
        configuration["Issuer:Address"] ?? throw new InvalidOperationException("Issuer:Address is not set");

    /// <summary>What makes a token valid.</summary>
    internal static TokenValidationParameters Expected(IConfiguration configuration) =>
        new()
        {
            ValidIssuer = Issuer(configuration),
            ValidAudience = Audience,
            // Refuses whatever else the issuer signs with the same key (RFC 9068, 4).
            ValidTypes = [Type],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256],
            ClockSkew = TimeSpan.FromSeconds(30),
            RoleClaimType = "role",
            NameClaimType = "sub",
        };

    /// <summary>Admits callers with one of these roles and an organisation.</summary>
    public static TBuilder For<TBuilder>(this TBuilder endpoint, params string[] roles)
        where TBuilder : Microsoft.AspNetCore.Builder.IEndpointConventionBuilder
    {
        endpoint.Add(e =>
        {
            e.Metadata.Add(new RolesAllowed(roles));
            e.Metadata.Add(new AuthorizeAttribute { Roles = string.Join(',', roles) });
            e.Metadata.Add(Policy());
        });
        return endpoint;
    }

    private static AuthorizationPolicy Policy() =>
        new AuthorizationPolicyBuilder()
            .RequireAuthenticatedUser()
            .RequireAssertion(context =>
                Guid.TryParse(context.User.FindFirstValue("org"), out _) && context.User.HasClaim(c => c.Type == "sub")
            )
            .Build();
}

/// <summary>Which roles an endpoint admits; what tests of permissions are made from.</summary>
public sealed record RolesAllowed(IReadOnlyList<string> Roles);
