using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Gateway.Tests;

[Collection(nameof(EdgeFixture))]
public sealed class TlsTests : IDisposable
{
    private readonly EdgeFixture _edge;
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-tests-").FullName;

    public TlsTests(EdgeFixture edge)
    {
        _edge = edge;
        Renew();
    }

    private string Certificate => Path.Combine(_folder, "certificate.pem");
    private string Key => Path.Combine(_folder, "key.pem");

    [Fact]
    public async Task Over_TLS_HTTP_2_is_spoken_and_plain_HTTP_is_not_asked_for_again()
    {
        await using var gateway = await Gateway();
        var https = gateway.Urls.Single(url => url.StartsWith("https:", StringComparison.Ordinal));
        using var client = Trusting();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{https}/api/shelters/sites")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Headers = { Host = "network.test" },
        };
        using var answer = await client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Version.ShouldBe(HttpVersion.Version20);
        answer.Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=31536000"]);
        ((string?)(await RoutingTests.Json(answer))["headers"]!["X-Forwarded-Proto"]).ShouldBe("https");

        using var post = new HttpRequestMessage(HttpMethod.Post, $"{https}/api/gazetteer/import")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(new byte[16 * 1024 * 1024]),
        };
        ((long?)(await RoutingTests.Json(await client.SendAsync(post)))["length"]).ShouldBe(16 * 1024 * 1024);
    }

    [Fact]
    public async Task Plain_HTTP_is_sent_to_HTTPS_and_what_was_sent_in_the_clear_is_not_worked_on()
    {
        await using var gateway = await Gateway();
        var plain = gateway.Urls.Single(url => url.StartsWith("http:", StringComparison.Ordinal));
        var port = new Uri(gateway.Urls.Single(url => url.StartsWith("https:", StringComparison.Ordinal))).Port;
        using var client = Trusting();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{plain}/api/shelters/sites?x=%2F")
        {
            Headers = { Host = "network.test" },
        };
        using var moved = await client.SendAsync(request);
        moved.StatusCode.ShouldBe(HttpStatusCode.PermanentRedirect);
        moved.Headers.Location!.OriginalString.ShouldBe($"https://network.test:{port}/api/shelters/sites?x=%2F");

        var path = $"/api/shelters/{Guid.NewGuid()}";
        (await client.PostAsync($"{plain}{path}", new StringContent("secret"))).StatusCode.ShouldBe(
            HttpStatusCode.Forbidden
        );
        _edge.Seen.ShouldNotContain(line => line.Contains(path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_renewed_certificate_serves_the_next_connection_and_half_of_one_does_not()
    {
        await using var gateway = await Gateway();
        (await Shown(gateway)).ShouldBe(Read());
        var first = Read();
        Renew();
        (await Shown(gateway)).ShouldBe(Read());
        Read().ShouldNotBe(first);

        var served = Read();
        await File.WriteAllTextAsync(Certificate, (await File.ReadAllTextAsync(Certificate))[..200]);
        (await Shown(gateway)).ShouldBe(served);
    }

    [Fact]
    public async Task A_certificate_without_its_key_stops_the_start()
    {
        File.Delete(Key);
        (await Should.ThrowAsync<SettingException>(Gateway)).Message.ShouldContain("Tls:Key");
    }

    private Task<WebApplication> Gateway() =>
        _edge.Gateway(
            new() { ["Tls:Certificate"] = Certificate, ["Tls:Key"] = Key },
            "http://127.0.0.1:0;https://127.0.0.1:0"
        );

    private HttpClient Trusting() =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                SslOptions = new()
                {
                    RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == Read(),
                },
            }
        );

    private static async Task<string> Shown(WebApplication gateway)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(
            "127.0.0.1",
            new Uri(gateway.Urls.Single(url => url.StartsWith("https:", StringComparison.Ordinal))).Port
        );
        await using var tls = new SslStream(socket.GetStream(), false, (_, shown, _, _) => shown is not null);
        await tls.AuthenticateAsClientAsync("network.test");
        return tls.RemoteCertificate!.GetCertHashString();
    }

    private string Read()
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(Certificate);
        return certificate.GetCertHashString();
    }

    private void Renew()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest(
            "CN=network.test",
            key,
            HashAlgorithmName.SHA256
        ).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Key, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Certificate, certificate.ExportCertificatePem());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
