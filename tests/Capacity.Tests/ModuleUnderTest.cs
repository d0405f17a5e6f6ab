using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Testing.Databases;

namespace ReferralNetwork.Capacity.Tests;

/// <summary>
/// The real module, with four things around it: tokens of a test's own issuer, a fault at the commit, what is asked of
/// the database, and, unless
/// it is asked for, no work in the background, so that each step of a test is the only thing that
/// happens.
/// </summary>
internal sealed class ModuleUnderTest<TModule, TDb> : IModule
    where TModule : IModule
    where TDb : CapacityDb
{
    public static string Name => TModule.Name;

    public static void AddServices(Service service)
    {
        TModule.AddServices(service);
        service.Services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, TestTokens.Trust);
        service.Services.AddSingleton<Faults>();
        service.Services.AddSingleton<Statements>();
        service.Services.ConfigureDbContext<TDb>(
            (services, options) =>
                options.AddInterceptors(
                    services.GetRequiredService<Faults>(),
                    services.GetRequiredService<Statements>()
                )
        );
        if (service.Configuration[TestSettings.Background] is not null)
            return;
        foreach (var work in service.Services.Where(IsBackground).ToList())
            service.Services.Remove(work);
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes) => TModule.MapEndpoints(routes);

    // All but what opens the subscriptions.
    private static bool IsBackground(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService)
        && service.ImplementationType is { } type
        && typeof(BackgroundService).IsAssignableFrom(type)
        && type.Namespace!.StartsWith("ReferralNetwork", StringComparison.Ordinal);
}

internal static class TestSettings
{
    public const string Background = "Test:Background";
    public const string Issuer = "http://issuer.test";
}

internal static class TestTokens
{
    private static readonly ECDsaSecurityKey Key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "test" };
    private static readonly JsonWebTokenHandler Handler = new();

    public static void Trust(JwtBearerOptions options)
    {
        var issuer = new OpenIdConnectConfiguration { Issuer = TestSettings.Issuer };
        issuer.SigningKeys.Add(Key);
        options.ConfigurationManager = new StaticConfigurationManager<OpenIdConnectConfiguration>(issuer);
    }

    /// <summary>Of an organisation that is admitted for every kind.</summary>
    public static string For(Guid organisation, params string[] roles) => Of(organisation, [.. Codes.Kinds], roles);

    /// <param name="kinds">What the token says it is admitted for; null: nothing of that, as another issuer's.</param>
    public static string Of(Guid organisation, string[]? kinds, params string[] roles) =>
        Of(organisation, $"person-of-{organisation}", kinds, roles);

    /// <param name="person">Its <c>sub</c>.</param>
    public static string Of(Guid organisation, string person, string[]? kinds, params string[] roles) =>
        Handler.CreateToken(
            new SecurityTokenDescriptor
            {
                TokenType = Tokens.Type,
                Issuer = TestSettings.Issuer,
                Audience = Tokens.Audience,
                Subject = new ClaimsIdentity([
                    new("sub", person),
                    new("org", organisation.ToString()),
                    new("org_name", NameOf(organisation)),
                    new("client_id", "portal"),
                    .. roles.Select(role => new Claim("role", role)),
                    .. (kinds ?? []).Select(kind => new Claim("kinds", kind)),
                ]),
                // Longer than any test moves the clock: streams end with their token.
                Expires = DateTime.UtcNow.AddYears(20),
                SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.EcdsaSha256),
            }
        );

    public static string NameOf(Guid organisation) => $"House {organisation.ToString()[..4]}";

    public static string Provider(Guid organisation) => For(organisation, Roles.Intake, Roles.Publisher);
}
