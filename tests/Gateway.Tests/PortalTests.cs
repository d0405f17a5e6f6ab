using System.Net;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Gateway.Tests;

/// <summary>The pages get every path that nobody else has, and never a service's own affairs.</summary>
[Collection(nameof(EdgeFixture))]
public sealed class PortalTests(EdgeFixture edge) : IAsyncLifetime
{
    private Microsoft.AspNetCore.Builder.WebApplication _gateway = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await edge.Gateway(portal: true);
        _client = new HttpClient { BaseAddress = EdgeFixture.AddressOf(_gateway) };
    }

    [Theory]
    [InlineData("/", "portal")]
    [InlineData("/sign-in", "portal")]
    [InlineData("/metrics-of-mine", "portal")]
    [InlineData("/gazetteer", "portal")]
    [InlineData("/connect/authorize", "identity")]
    [InlineData("/connect/anything", "identity")]
    [InlineData("/.well-known/anything", "identity")]
    [InlineData("/api/shelters/sites", "shelters")]
    public async Task A_path_reaches_the_pages_or_its_service(string path, string service) =>
        ((string?)(await RoutingTests.Json(await _client.GetAsync(path)))["service"]).ShouldBe(service);

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/")]
    [InlineData("/API/nothing")]
    [InlineData("/%61pi/nothing")]
    [InlineData("/api/portal/x")]
    [InlineData("/metrics/")]
    [InlineData("/metrics/x")]
    [InlineData("//metrics")]
    [InlineData("///metrics")]
    [InlineData("/x/..//metrics")]
    [InlineData("/METRICS/x")]
    [InlineData("/%6detrics/x")]
    [InlineData("/x/../metrics")]
    [InlineData("/x/%2e%2e/metrics")]
    [InlineData("/./metrics")]
    [InlineData("/..%2fmetrics")]
    [InlineData("/%2fmetrics")]
    [InlineData("/metrics%2f")]
    [InlineData("/metrics;x")]
    [InlineData("/metrics%00")]
    [InlineData("/\\metrics")]
    [InlineData("/health")]
    [InlineData("/health/x")]
    [InlineData("/Health/Ready/x")]
    [InlineData("//health/ready")]
    [InlineData("/openapi")]
    [InlineData("/openapi/v2.json")]
    [InlineData("http://127.0.0.1/metrics/x")]
    public async Task No_services_own_affairs_are_reached_through_the_pages(string target)
    {
        var before = edge.Seen.Count;
        var answer = await edge.Raw(
            $"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
            _client.BaseAddress
        );
        answer.ShouldNotContain("secret");
        // Whatever did pass is no such path to the service either.
        foreach (var line in edge.Seen.Skip(before))
            line.ShouldSatisfyAllConditions(
                l => l.ShouldNotBe("GET /metrics"),
                l => l.ShouldNotContain("//"),
                l => l.ShouldNotContain("/health"),
                l => l.ShouldNotContain("/openapi"),
                l => l.ShouldNotContain("/api")
            );
    }

    [Fact]
    public async Task The_gateways_own_stay_its_own_and_the_portal_counts_for_readiness()
    {
        foreach (var path in new[] { "/metrics", "/METRICS", "/metrics/", "/%6detrics" })
        {
            using var answer = await _client.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await answer.Content.ReadAsStringAsync()).ShouldNotContain("secret");
        }
        await edge.Without(
            "portal",
            async () =>
            {
                var ready = await _client.GetAsync("/health/ready");
                ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
                (await ready.Content.ReadAsStringAsync()).ShouldContain("portal");
            }
        );
    }

    [Theory]
    [InlineData("/referrals", (64 * 1024) + 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/gazetteer", 16 * 1024 * 1024, HttpStatusCode.OK)]
    [InlineData("/gazetteer/more", (64 * 1024) + 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/clinic/01a2011b-22ae-77ea-8557-afab3e4f1a34", ServiceHost.MaxFileBody, HttpStatusCode.OK)]
    [InlineData(
        "/clinic/01a2011b-22ae-77ea-8557-afab3e4f1a34",
        ServiceHost.MaxFileBody + 1,
        HttpStatusCode.RequestEntityTooLarge
    )]
    [InlineData("/clinic", (64 * 1024) + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Only_pages_that_take_files_take_large_bodies(string path, int length, HttpStatusCode status) =>
        (await _client.PostAsync(path, new ByteArrayContent(new byte[length]))).StatusCode.ShouldBe(status);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _gateway.DisposeAsync();
    }
}
