using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Identity;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Identity.Consumers;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Identity.Domain;
using ReferralNetwork.Identity.Features;
using ReferralNetwork.Pages;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Identity;

/// <summary>Organisations, their people and clients, and the tokens that say who asks.</summary>
public sealed class IdentityModule : IModule
{
    public static string Name => "identity";

    public static void AddServices(Service service)
    {
        service.Settings(
            Setting.Duration("Identity:TokenLife", TimeSpan.FromSeconds(30), KeySchedule.LongestTokenLife),
            Setting.Duration("Identity:SignInFor", TimeSpan.FromMinutes(1), TimeSpan.FromDays(30)),
            Setting.Whole("Identity:PasswordRounds", 1, 100_000_000),
            Setting.Any("Identity:SetupCode"),
            Setting.Any("Portal:ClientSecret"),
            Setting.Address("Portal:RedirectUri", ["http", "https"])
        );
        service.Database<IdentityDb>();
        service.AddValidators<IdentityModule>();
        service.AddPages<IdentityModule>();
        service.RefuseCallers();
        service.Subscribe<OrganisationsRequested, OrganisationsRequestedHandler>();
        var issuer = Issuer.Of(service.Configuration);
        service.Services.AddSingleton(issuer);
        service.Services.AddSingleton(Portal.Of(service.Configuration, issuer));
        service.Services.AddSingleton(SignInLife.Of(service.Configuration));
        service.Services.AddSingleton(AccessTokenLife.Of(service.Configuration));
        service.Services.AddScoped<KeyRing>();
        service.Services.AddScoped<AccessTokens>();
        service.Services.AddScoped<Clients>();
        service.Services.AddScoped<Authorization>();
        service.Services.AddScoped<Passwords>();
        service.Services.AddScoped<Guesses>();
        service.Services.AddSingleton<Devices>();
        service.Services.AddScoped<Endings>();
        service.Services.AddScoped<ChangePassword>();
        service.Services.AddScoped<Join>();
        service.Services.AddSingleton<DummyPasswordHash>();
        service.Services.AddHostedService<Housekeeping>();
        service.Services.AddHostedService<KeyRotation>();
        service.Services.AddSingleton<IPasswordHasher<Person>, PasswordHasher<Person>>();
        // OWASP's floor for PBKDF2-HMAC-SHA512; the framework's default is half of it.
        var rounds = service.Configuration.GetValue("Identity:PasswordRounds", 210_000);
        service.Services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = rounds);
        // The issuer knows its own keys: it verifies without asking itself over HTTP.
        service.Services.AddSingleton<OwnKeys>();
        service
            .Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<OwnKeys>((bearer, keys) => bearer.ConfigurationManager = keys);
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
        // Anonymous, since each page itself establishes who asks.
        routes.MapRazorPages().AllowAnonymous();
        IssueToken.Map(routes);
        Revoke.Map(routes);
        ReadUserInfo.Map(routes);
        SignOutEverywhere.Map(routes);
        Discovery.Map(routes);
        RotateKeys.Map(routes);
        SetUp.Map(routes);
        Complaints.Map(routes);

        var organisations = routes.MapGroup("/api/organisations");
        AddOrganisation.Map(organisations);
        ReadOrganisations.Map(organisations);
        SuspendOrganisation.Map(organisations);
        AdmitKinds.Map(organisations);
        PartnerRecords.Map(organisations);
        ReadAccessGiven.Map(organisations);
        Invite.Map(organisations);
        ManageInvitations.Map(organisations);
        AddPerson.Map(organisations);
        ReadPeople.Map(organisations);
        EditPerson.Map(organisations);
        ManagePerson.Map(organisations);
        ResetPassword.Map(organisations);
        AddClient.Map(organisations);
        ListClients.Map(organisations);
        DisableClient.Map(organisations);
    }
}
