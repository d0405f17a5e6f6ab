using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Clocks;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Testing.Databases;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>An answer over HTTP.</summary>
public sealed record Answer(int Status, JsonElement Body, string? ETag)
{
    public IReadOnlyList<JsonElement> Items => [.. Body.GetProperty("items").EnumerateArray()];

    public Answer Expect(int status)
    {
        Status.ShouldBe(status, Body.ToString());
        return this;
    }
}

[CollectionDefinition(nameof(ServiceUnderTest))]
public sealed class ServiceUnderTestCollection : ICollectionFixture<ServiceUnderTest>;

/// <summary>
/// The referrals service, hosted on a spare port over a folder of its own; what providers say is delivered by the test.
/// One for all tests of the assembly, which therefore run one after another: a test moves its clock.
/// </summary>
public sealed class ServiceUnderTest : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("referrals-tests-").FullName;
    private readonly InProcessBus _bus = new();
    private WebApplication? _app;

    public HttpClient Http { get; } = new();
    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);
    internal IServiceProvider Services => _app!.Services;
    internal Statements Statements => Services.GetRequiredService<Statements>();

    public async ValueTask InitializeAsync()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Issuer:Address"] = TestTokens.Issuer,
            ["urls"] = "http://127.0.0.1:0",
        };
        _app = ServiceHost.Build<ModuleUnderTest>(
            new Platform.Hosting.HostOptions(_folder, _bus, settings, Clock, logging => logging.ClearProviders())
        );
        await MigratedFolder.Prepare(_app, _folder, ReferralsModule.Name);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        Http.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app!.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    public async Task<Answer> Ask(
        HttpMethod method,
        string path,
        string token,
        object? body = null,
        string? ifMatch = null,
        string? key = null
    )
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync();
        return new(
            (int)answer.StatusCode,
            text.Length == 0 ? default : JsonElement.Parse(text),
            answer.Headers.ETag?.ToString()
        );
    }

    public Task<Answer> Get(string path, string token) => Ask(HttpMethod.Get, path, token);

    /// <summary>The details as the desk of the pool asks for them, by the attempt that was put to it last.</summary>
    public async Task<Answer> OpenDetails(Guid referral, AvailabilityChanged pool)
    {
        var asked = await Read(db =>
            db.Attempts.Where(a => a.ReferralId == referral && a.PoolId == pool.PoolId)
                .OrderByDescending(a => a.Round)
                .ThenByDescending(a => a.Ordinal)
                .Select(a => a.Id)
                .FirstAsync()
        );
        return await Get($"/api/referrals/attempts/{asked}/details", TestTokens.For(pool.OrganisationId, Roles.Intake));
    }

    /// <summary>What is done in the background once in a while.</summary>
    public Task Look() =>
        ActivatorUtilities.CreateInstance<Clocks.ReferralMonitor>(Services).Look(TestContext.Current.CancellationToken);

    public async Task Deliver<T>(T message)
        where T : class =>
        (
            await _bus.Publish(
                [new(Guid.NewGuid(), Envelope.TypeOf<T>(), Envelope.Serialize(message), null, Clock.GetUtcNow())],
                CancellationToken.None
            )
        ).ShouldBe([true]);

    /// <summary>Everything that the service has written.</summary>
    public string[] Files() => Directory.GetFiles(_folder, "*", SearchOption.AllDirectories);

    /// <summary>A pool that search knows.</summary>
    public async Task<AvailabilityChanged> AddPool(
        Guid? organisation = null,
        TimeSpan counted = default,
        string kind = "shelter",
        int places = 8
    )
    {
        var now = Clock.GetUtcNow();
        var pool = new AvailabilityChanged(
            Guid.NewGuid(),
            1,
            false,
            kind,
            Guid.NewGuid(),
            organisation ?? Guid.NewGuid(),
            "House",
            new("Beds", "គ្រែ"),
            new("01", null),
            true,
            null,
            "012 000 000",
            "places",
            true,
            new("bed", places, 2, 1, 0, now - counted, now - counted, "staff", false),
            Eligibility.Anyone,
            null
        );
        await Deliver(pool);
        return pool;
    }

    /// <summary>A referral of this caller's organisation, later than the one before; answers its id.</summary>
    public async Task<Guid> Send(string token, AvailabilityChanged pool, int? medicalWindow = null, int hoursAgo = 0)
    {
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        return (
            await Ask(
                HttpMethod.Post,
                "/api/referrals",
                token,
                new
                {
                    kind = pool.Kind,
                    urgency = "urgent",
                    medicalWindow,
                    happenedAt = medicalWindow is null ? (DateTimeOffset?)null : Clock.GetUtcNow().AddHours(-hoursAgo),
                    plan = new[] { pool.PoolId },
                    survivor = new { sex = "female", age = 24 },
                    consent = Consent("name"),
                }
            )
        ).Expect(202).Body.GetProperty("id").GetGuid();
    }

    /// <summary>Refers her with consent to everything, from this caller's organisation.</summary>
    public Task<Answer> Refer(string token, AvailabilityChanged pool, object? never = null, object? details = null) =>
        Ask(
            HttpMethod.Post,
            "/api/referrals",
            token,
            new
            {
                kind = pool.Kind,
                urgency = "urgent",
                plan = new[] { pool.PoolId },
                survivor = new { sex = "female", age = 24 },
                never,
                details,
                consent = Consent(),
            }
        );

    /// <summary>To be placed, and to be asked afterwards for two years.</summary>
    public object Consent(params string[] fields) =>
        ConsentTo(
            [Purpose.Placement, Purpose.FollowUp],
            new() { [Purpose.FollowUp] = Clock.GetUtcNow().AddYears(2) },
            fields
        );

    public object ConsentTo(
        string[] purposes,
        Dictionary<string, DateTimeOffset>? ends = null,
        params string[] fields
    ) =>
        new
        {
            purposes,
            ends,
            recipients = "plan",
            fields = fields.Length == 0 ? ["name", "contact", "narrative"] : fields,
            language = "km",
            how = "spoken",
            limitsExplained = true,
            alone = true,
            expiresAt = Clock.GetUtcNow().AddDays(300),
        };

    /// <summary>What the pool's service says of the referral; the last states of one attempt.</summary>
    public Task Say(
        Guid referral,
        AvailabilityChanged pool,
        string status,
        string business,
        int version = 1,
        int ordinal = 0,
        int round = 1,
        Guid? attempt = null
    )
    {
        var due = Clock.GetUtcNow().AddHours(1);
        return Deliver(
            new AttemptChanged(
                attempt ?? Guid.NewGuid(),
                version,
                referral,
                round,
                ordinal,
                pool.Kind,
                pool.PoolId,
                pool.OrganisationId,
                pool.OrganisationName,
                status,
                business,
                status == Status.Received ? due : null,
                status == Status.Received ? due : null,
                null,
                status == Status.Rejected ? business : null,
                null,
                null,
                false,
                "service",
                Clock.GetUtcNow()
            )
        );
    }

    /// <summary>What is done in the background once in a while: the months that are over.</summary>
    internal Task CloseMonths() => ActivatorUtilities.CreateInstance<MonthEnd>(Services).Close(CancellationToken.None);

    internal async Task<T> Read<T>(Func<ReferralsDb, Task<T>> read)
    {
        await using var scope = _app!.Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<ReferralsDb>());
    }
}

/// <summary>The real module with tokens of a test's own issuer, and no work in the background.</summary>
internal sealed class ModuleUnderTest : IModule
{
    public static string Name => ReferralsModule.Name;

    public static void AddServices(Service service)
    {
        ReferralsModule.AddServices(service);
        service.Services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, TestTokens.Trust);
        service.Services.AddSingleton<Statements>();
        service.Services.ConfigureDbContext<ReferralsDb>(
            (services, options) => options.AddInterceptors(services.GetRequiredService<Statements>())
        );
        foreach (
            var work in service
                .Services.Where(s =>
                    s.ServiceType == typeof(IHostedService)
                    && typeof(BackgroundService).IsAssignableFrom(s.ImplementationType)
                    && s.ImplementationType!.Namespace!.StartsWith("ReferralNetwork", StringComparison.Ordinal)
                )
                .ToList()
        )
            service.Services.Remove(work);
    }

    public static void MapEndpoints(IEndpointRouteBuilder routes) => ReferralsModule.MapEndpoints(routes);
}

internal static class TestTokens
{
    public const string Issuer = "http://issuer.test";
    private static readonly ECDsaSecurityKey Key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "test" };
    private static readonly JsonWebTokenHandler Handler = new();

    public static void Trust(JwtBearerOptions options)
    {
        var issuer = new OpenIdConnectConfiguration { Issuer = Issuer };
        issuer.SigningKeys.Add(Key);
        options.ConfigurationManager = new StaticConfigurationManager<OpenIdConnectConfiguration>(issuer);
    }

    public static string Caseworker(Guid? organisation = null) => For(organisation ?? Guid.NewGuid(), Roles.Caseworker);

    public static string For(Guid organisation, params string[] roles) =>
        Of(organisation, $"person-of-{organisation}", roles);

    /// <param name="person">Its <c>sub</c>.</param>
    public static string Of(Guid organisation, string person, params string[] roles) =>
        Of(person, "portal", organisation, roles);

    /// <param name="subject">The client's id where a system acts by itself.</param>
    public static string Of(string subject, string client, Guid organisation, params string[] roles) =>
        Handler.CreateToken(
            new SecurityTokenDescriptor
            {
                TokenType = Tokens.Type,
                Issuer = Issuer,
                Audience = Tokens.Audience,
                Subject = new ClaimsIdentity([
                    new("sub", subject),
                    new("org", organisation.ToString()),
                    new("org_name", "Helping Hands"),
                    new("client_id", client),
                    .. roles.Select(role => new Claim("role", role)),
                ]),
                // Longer than any test moves the clock: streams end with their token.
                Expires = DateTime.UtcNow.AddYears(20),
                SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.EcdsaSha256),
            }
        );
}
