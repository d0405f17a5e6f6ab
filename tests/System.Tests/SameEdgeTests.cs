using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ReferralNetwork.AllInOne;
using ReferralNetwork.Launch;

namespace ReferralNetwork.System.Tests;

/// <summary>The gateway within the one process, and the same gateway as a process of its own before the same
/// services.</summary>
public sealed class SameEdgeTests : IAsyncLifetime
{
    public enum Gateway
    {
        InOneProcess,
        Alone,
    }

    private readonly string _folder = Directory.CreateTempSubdirectory("network-").FullName;
    private Network _network = null!;
    private Process _alone = null!;
    private Uri _address = null!;

    public async ValueTask InitializeAsync()
    {
        _network = await PreparedNetwork.Start(new NetworkOptions(_folder) { Logging = log => log.ClearProviders() });
        _address = new Uri($"http://127.0.0.1:{Kills.KilledNetwork.FreePort().ToString(CultureInfo.InvariantCulture)}");
        var identity = _network.Host("identity").Urls.First();
        _alone = Process.Start(
            new ProcessStartInfo(
                Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
                [
                    Path.Combine(AppContext.BaseDirectory, "ReferralNetwork.Gateway.dll"),
                    "--urls",
                    _address.ToString(),
                    "--Issuer:Address",
                    _network.Address.GetLeftPart(UriPartial.Authority),
                    "--Issuer:Metadata",
                    $"{identity}/.well-known/openid-configuration",
                    .. Module.All.SelectMany(module =>
                        new[] { $"--Services:{module.Name}", _network.Host(module.Name).Urls.First() }
                    ),
                ]
            )
        )!;
        using var http = new HttpClient();
        await Eventually.IsSo(
            async () =>
            {
                try
                {
                    return (await http.GetAsync(new Uri(_address, "/health/ready"))).IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "the gateway is ready"
        );
    }

    [Theory]
    [InlineData(Gateway.InOneProcess)]
    [InlineData(Gateway.Alone)]
    public async Task It_routes_strips_limits_and_refuses_alike(Gateway which)
    {
        var address = which == Gateway.Alone ? _address : _network.Address;
        using var http = new HttpClient { BaseAddress = address };

        await IsProblem(await http.GetAsync("/api/nothing"), HttpStatusCode.NotFound);
        (await http.GetAsync("/metrics")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await http.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetFromJsonAsync<JsonObject>("/openapi/v1.json"))!["paths"]!
            .AsObject()
            .ShouldContainKey("/api/referrals");

        using (
            var spoofed = new HttpRequestMessage(HttpMethod.Get, "/api/organisations")
            {
                Headers = { { "X-Remote-User", "operator" }, { "X-Forwarded-For", "127.0.0.1" } },
            }
        )
            (await http.SendAsync(spoofed)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (
            await Raw(
                address,
                "POST /api/setup HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 0\r\n\r\n"
            )
        ).ShouldStartWith("HTTP/1.1 400");
        await IsProblem(
            await http.PostAsync("/api/referrals", new ByteArrayContent(new byte[100_000])),
            HttpStatusCode.RequestEntityTooLarge
        );

        var @operator = await _network.OperatorToken(TestContext.Current.CancellationToken);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", @operator);
        (await http.GetAsync("/api/organisations")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using (
            var import = new ByteArrayContent(
                Encoding.UTF8.GetBytes(
                    "code,parent_code,name_km,name_en,unit,lat,lon,iso3166_2\n" + new string('\n', 1_000_000)
                )
            )
        )
        {
            import.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
            (await http.PostAsync("/api/gazetteer/import", import)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await _network.StopModule("training");
        var away = await http.GetAsync("/api/training/sites");
        ((string)(await IsProblem(away, HttpStatusCode.ServiceUnavailable))["detail"]!).ShouldContain("training");
        away.Headers.RetryAfter.ShouldNotBeNull();
        await _network.StartModule("training");
        (await http.GetAsync("/api/training/nothing")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // The usual limit of tries at a code: 30 at once.
        var guesses = new List<HttpResponseMessage>();
        foreach (var _ in Enumerable.Range(0, 10))
            guesses.AddRange(
                await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => http.PostAsJsonAsync("/api/setup", new { })))
            );
        var refused = guesses.First(guess => guess.StatusCode == HttpStatusCode.TooManyRequests);
        ((string?)(await IsProblem(refused, HttpStatusCode.TooManyRequests))["limit"]).ShouldBe("guess");
        refused.Headers.RetryAfter.ShouldNotBeNull();
        guesses.Count(guess => guess.StatusCode != HttpStatusCode.TooManyRequests).ShouldBeGreaterThanOrEqualTo(30);
    }

    private static async Task<JsonObject> IsProblem(HttpResponseMessage answer, HttpStatusCode status)
    {
        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private static async Task<string> Raw(Uri address, string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync().InTime();
    }

    public async ValueTask DisposeAsync()
    {
        _alone.Kill();
        await _alone.WaitForExitAsync();
        _alone.Dispose();
        await _network.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>The one process speaks HTTPS as the gateway alone does, and its own parts find each other.</summary>
public sealed class TlsNetworkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("network-").FullName;

    [Fact]
    public async Task With_a_certificate_the_network_loads_the_demo_and_answers_over_HTTPS()
    {
        var (certificate, key) = (Path.Combine(_folder, "certificate.pem"), Path.Combine(_folder, "key.pem"));
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=network.test", pair, HashAlgorithmName.SHA256).CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(1)
        );
        await File.WriteAllTextAsync(key, pair.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(certificate, made.ExportCertificatePem());

        // The demo is loaded within the usual limits.
        await using var network = await Network.Start(
            new NetworkOptions(Path.Combine(_folder, "data"))
            {
                Demo = true,
                Logging = log => log.ClearProviders(),
                Settings = new Dictionary<string, string?> { ["Tls:Certificate"] = certificate, ["Tls:Key"] = key },
            }
        );
        network.Address.Scheme.ShouldBe("https");
        using var http = new HttpClient(
            new SocketsHttpHandler
            {
                SslOptions = new()
                {
                    RemoteCertificateValidationCallback = (_, shown, _, _) =>
                        shown?.GetCertHashString() == made.GetCertHashString(),
                },
            }
        );
        http.BaseAddress = network.Address;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            await network.OperatorToken(TestContext.Current.CancellationToken)
        );
        (await http.GetAsync("/api/organisations")).StatusCode.ShouldBe(HttpStatusCode.OK);
        ((string?)(await http.GetFromJsonAsync<JsonObject>("/.well-known/openid-configuration"))!["issuer"]).ShouldBe(
            network.Address.GetLeftPart(UriPartial.Authority)
        );
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
