using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;
using static ReferralNetwork.Identity.Tests.IdentityHost;

namespace ReferralNetwork.Identity.Tests;

/// <summary>Which tokens are accepted: by this service, and by another through discovery.</summary>
public sealed class VerificationTests : IAsyncLifetime
{
    private const string Path = "/api/organisations";
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private IdentityHost _host = null!;
    private Account _operator = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await Start(_clock);
        _operator = await _host.SetUp();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Without_a_token_nothing_is_told()
    {
        (await _host.Http.GetAsync(new Uri(Path, UriKind.Relative), Ct)).StatusCode.ShouldBe(
            HttpStatusCode.Unauthorized
        );
    }

    [Fact]
    public async Task A_tampered_token_is_refused()
    {
        var parts = (await _host.Token(_operator)).Split('.');
        var payload = Encoding
            .UTF8.GetString(Base64Url.DecodeFromChars(parts[1]))
            .Replace("org-admin", "auditor", StringComparison.Ordinal);
        await Refused($"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.{parts[2]}");
    }

    [Fact]
    public async Task A_token_without_a_signature_is_refused()
    {
        var parts = (await _host.Token(_operator)).Split('.');
        var none = Base64Url.EncodeToString("""{"alg":"none","typ":"at+jwt"}"""u8);
        await Refused($"{none}.{parts[1]}.");
        await Refused($"{none}.{parts[1]}.{parts[2]}");
        await Refused($"{parts[0]}.{parts[1]}.");
    }

    [Fact]
    public async Task A_token_signed_with_the_public_key_as_a_shared_secret_is_refused()
    {
        var parts = (await _host.Token(_operator)).Split('.');
        var jwks = await _host.Http.GetByteArrayAsync(new Uri("/connect/jwks", UriKind.Relative), Ct);
        var x = JsonDocument.Parse(jwks).RootElement.GetProperty("keys")[0].Text("x");
        var header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"at+jwt"}"""u8);
        var signed = $"{header}.{parts[1]}";
        await Refused(
            $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Base64Url.DecodeFromChars(x), Encoding.ASCII.GetBytes(signed)))}"
        );
    }

    [Fact]
    public async Task An_ended_token_is_refused()
    {
        _clock.AdjustTime(_clock.GetUtcNow().AddMinutes(-11));
        await Refused(await _host.Token(_operator));
    }

    [Fact]
    public async Task A_token_for_another_audience_is_refused() => await Refused(await Forge("aud", "elsewhere"));

    [Fact]
    public async Task A_token_of_another_issuer_is_refused() => await Refused(await Forge("iss", "http://elsewhere"));

    [Fact]
    public async Task The_forger_of_these_tests_can_make_a_good_token()
    {
        (await _host.GetWith(await Forge("aud", "network"), Path)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_without_an_organisation_enters_nowhere()
    {
        (await _host.GetWith(await Forge("org", ""), Path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Another_service_accepts_the_token_through_discovery()
    {
        await using var other = await Other.Start(_host.Address);

        (await other.Ask(await _host.Token(_operator))).ShouldBe("operator,org-admin of Network Office");
    }

    [Fact]
    public async Task Another_service_accepts_both_keys_after_an_emergency_rotation()
    {
        await using var other = await Other.Start(_host.Address);
        var before = await _host.Token(_operator);
        await other.Ask(before);
        _clock.Advance(TimeSpan.FromSeconds(1));

        await Read(await _host.Post(_operator, "/api/keys/rotate"), HttpStatusCode.OK);

        await other.AskUntilTheKeyIsFetched(await _host.Token(_operator));
        (await other.Ask(before)).ShouldBe("operator,org-admin of Network Office");
    }

    [Fact]
    public async Task Discovery_says_where_things_are()
    {
        var metadata = await Read(
            await _host.Http.GetAsync(new Uri("/.well-known/openid-configuration", UriKind.Relative), Ct),
            HttpStatusCode.OK
        );

        metadata.Text("issuer").ShouldBe(_host.Address);
        metadata.Text("token_endpoint").ShouldBe($"{_host.Address}/connect/token");
        metadata.Text("jwks_uri").ShouldBe($"{_host.Address}/connect/jwks");
        metadata.GetProperty("token_endpoint_auth_methods_supported").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task The_published_keys_have_no_private_part()
    {
        var key = (
            await Read(await _host.Http.GetAsync(new Uri("/connect/jwks", UriKind.Relative), Ct), HttpStatusCode.OK)
        ).GetProperty("keys")[0];

        key.EnumerateObject().Select(m => m.Name).ShouldBe(["kty", "use", "crv", "alg", "kid", "x", "y"]);
        key.Text("kty").ShouldBe("EC");
        key.Text("crv").ShouldBe("P-256");
        key.Text("alg").ShouldBe("ES256");
    }

    private async Task Refused(string token)
    {
        var answer = await _host.GetWith(token, Path);
        await Read(answer, HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ShouldContain(h => h.Scheme == "Bearer");
    }

    // A token of the real key with one claim changed.
    private async Task<string> Forge(string claim, string value)
    {
        var token = (await _host.Token(_operator)).Split('.');
        var claims = JsonSerializer.Deserialize<Dictionary<string, object>>(Base64Url.DecodeFromChars(token[1]))!;
        claims[claim] = value;
        var signed = $"{token[0]}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        var signature = Array.Empty<byte>();
        await _host.InTransaction(async ring =>
        {
            using var key = (await ring.Signer(Ct)).Open(_host.App.Services.GetRequiredService<Sealer>());
            signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
        });
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>A service that knows the issuer by its address only.</summary>
    private sealed class Other : IModule, IAsyncDisposable
    {
        private readonly WebApplication _app;
        private readonly HttpClient _http;
        private readonly string _folder;

        private Other(WebApplication app, string folder)
        {
            (_app, _folder) = (app, folder);
            _http = new HttpClient
            {
                BaseAddress = new Uri(
                    app.Services.GetRequiredService<IServer>()
                        .Features.Get<IServerAddressesFeature>()!
                        .Addresses.Single()
                ),
            };
        }

        public static string Name => "other";

        public static void AddServices(Service service) { }

        public static void MapEndpoints(IEndpointRouteBuilder routes) =>
            routes
                .MapGet(
                    "/who",
                    (HttpContext http) =>
                        $"{string.Join(',', http.User.FindAll("role").Select(r => r.Value))} of {http.User.OrganisationName()}"
                )
                .For("operator");

        public static async Task<Other> Start(string issuer)
        {
            var folder = Directory.CreateTempSubdirectory("identity-tests-").FullName;
            var app = ServiceHost.Build<Other>(
                new HostOptions(
                    folder,
                    new InProcessBus(),
                    new Dictionary<string, string?> { ["Issuer:Address"] = issuer, ["urls"] = "http://127.0.0.1:0" }
                )
            );
            await ServiceHost.Prepare(app);
            await app.StartAsync(Ct);
            return new Other(app, folder);
        }

        public async Task AskUntilTheKeyIsFetched(string token)
        {
            await Eventually.IsSo(
                async () => (await Send(token)).StatusCode != HttpStatusCode.Unauthorized,
                "the key is fetched"
            );
            await Ask(token);
        }

        public async Task<string> Ask(string token)
        {
            var answer = await Send(token);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, answer.Headers.WwwAuthenticate.ToString());
            return await answer.Content.ReadAsStringAsync(Ct);
        }

        private async Task<HttpResponseMessage> Send(string token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/who")
            {
                Headers = { Authorization = new("Bearer", token) },
            };
            return await _http.SendAsync(request, Ct);
        }

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await _app.StopAsync(CancellationToken.None);
            await _app.DisposeAsync();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
