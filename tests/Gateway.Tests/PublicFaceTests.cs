using System.Net;
using System.Net.Sockets;

namespace ReferralNetwork.Gateway.Tests;

/// <summary>By which names the network answers, what every answer says to a browser, and what is not for the
/// public.</summary>
[Collection(nameof(EdgeFixture))]
public sealed class PublicFaceTests(EdgeFixture edge)
{
    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example")]
    public async Task A_name_that_is_not_the_networks_is_refused(string host)
    {
        var path = $"/api/training/{Guid.NewGuid()}";
        (await Ask(host, path)).ShouldStartWith("HTTP/1.1 400");
        edge.Seen.ShouldNotContain(line => line.Contains(path, StringComparison.Ordinal));
        foreach (var own in new[] { "/nothing", "/openapi/v1.json", "/health/ready" })
            (await Ask(host, own)).ShouldStartWith("HTTP/1.1 400");
    }

    [Theory]
    [InlineData("issuer.test")]
    [InlineData("issuer.test:8080")]
    [InlineData("localhost")]
    [InlineData("127.0.0.1:1")]
    [InlineData("[::1]")]
    [InlineData("x")]
    public async Task Its_own_names_this_machines_and_those_that_were_configured_are_answered(string host) =>
        (await Ask(host, "/api/training/sites")).ShouldStartWith("HTTP/1.1 200");

    [Fact]
    public async Task Whoever_watches_the_process_may_call_it_anything() =>
        (await Ask("10.1.2.3", "/health/live")).ShouldStartWith("HTTP/1.1 200");

    [Theory]
    [InlineData("/api/shelters/sites")]
    [InlineData("/api/medical/drop")]
    [InlineData("/nothing")]
    [InlineData("/health/live")]
    [InlineData("/openapi/v1.json")]
    public async Task No_browser_guesses_what_an_answer_is(string path) =>
        (await edge.Client.GetAsync(path)).Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);

    [Fact]
    public async Task No_page_is_shown_in_another()
    {
        await edge.Without(
            "identity",
            async () =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/connect/authorize")
                {
                    Headers = { { "Accept", "text/html" } },
                };
                var page = await edge.Client.SendAsync(request);
                page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
                page.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
                page.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            }
        );
    }

    [Fact]
    public async Task The_metrics_have_an_address_of_their_own_where_nothing_else_is()
    {
        var metrics = new Uri($"http://127.0.0.1:{SparePort()}");
        await using var gateway = await edge.Gateway(new() { ["Metrics:Address"] = metrics.ToString().TrimEnd('/') });
        using var http = new HttpClient();

        (await http.GetAsync(new Uri(EdgeFixture.AddressOf(gateway), "/api/shelters/sites"))).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
        (await http.GetAsync(new Uri(EdgeFixture.AddressOf(gateway), "/metrics"))).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await http.GetStringAsync(new Uri(metrics, "/metrics"))).ShouldContain("http_server_request_duration");
        (await http.GetAsync(new Uri(metrics, "/api/shelters/sites"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private Task<string> Ask(string host, string path) =>
        edge.Raw($"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");

    private static int SparePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
