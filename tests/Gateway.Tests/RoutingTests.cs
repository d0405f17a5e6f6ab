using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Configuration;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Gateway.Tests;

[Collection(nameof(EdgeFixture))]
public sealed class RoutingTests(EdgeFixture edge)
{
    [Theory]
    [InlineData("/connect/token", "identity")]
    [InlineData("/.well-known/openid-configuration", "identity")]
    [InlineData("/api/organisations", "identity")]
    [InlineData("/api/organisations/1/people", "identity")]
    [InlineData("/api/setup", "identity")]
    [InlineData("/api/keys/rotate", "identity")]
    [InlineData("/api/availability/search", "referrals")]
    [InlineData("/api/referrals", "referrals")]
    [InlineData("/api/complaints", "identity")]
    [InlineData("/api/alerts", "referrals")]
    [InlineData("/api/follow-ups", "referrals")]
    [InlineData("/api/conferences", "referrals")]
    [InlineData("/api/calls/count", "referrals")]
    [InlineData("/api/shift-notes", "referrals")]
    [InlineData("/api/transfers", "referrals")]
    [InlineData("/api/former-referrals", "referrals")]
    [InlineData("/api/cases", "referrals")]
    [InlineData("/api/incidents", "referrals")]
    [InlineData("/api/quality/partners", "referrals")]
    [InlineData("/api/figures", "referrals")]
    [InlineData("/api/figures/2026-10", "referrals")]
    [InlineData("/api/gazetteer/provinces", "referrals")]
    [InlineData("/api/gazetteer/import", "referrals")]
    [InlineData("/api/shelters/sites", "shelters")]
    [InlineData("/api/training/inbox", "training")]
    [InlineData("/api/medical/inbox", "medical")]
    [InlineData("/api/medical/inbox/01a2011b-22ae-77ea-8557-afab3e4f1a34/documents", "medical")]
    [InlineData("/api/legal-aid/inbox", "legal-aid")]
    public async Task A_path_reaches_the_service_that_owns_it(string path, string service) =>
        ((string?)(await Json(await edge.Client.GetAsync(path)))["service"]).ShouldBe(service);

    [Theory]
    [InlineData("/")]
    [InlineData("/api")]
    [InlineData("/api/nothing")]
    [InlineData("/api/shelters-2/sites")]
    [InlineData("/api/setup/more")]
    [InlineData("/api/../admin")]
    public async Task An_unknown_path_answers_404_as_a_problem(string path)
    {
        var response = await edge.Client.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await ShouldBeProblem(response);
    }

    [Fact]
    public async Task The_metrics_are_nobodys_here()
    {
        foreach (var path in new[] { "/metrics", "/METRICS", "/metrics/" })
            (await edge.Client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var sideways = await edge.Raw(
            "GET /api/shelters/..%2f..%2fmetrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        );
        sideways.ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_service_that_is_away_answers_503_with_Retry_After_and_no_address() =>
        await edge.Without(
            "medical",
            async () =>
            {
                var response = await edge.Client.PostAsJsonAsync("/api/medical/sites", new { name = "x" });
                response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
                response.Headers.RetryAfter.ShouldNotBeNull();
                await ShouldBeProblem(response);
                (await response.Content.ReadAsStringAsync()).ShouldNotContain("127.0.0.1");
                (await edge.Client.GetAsync("/api/shelters/sites")).StatusCode.ShouldBe(HttpStatusCode.OK);
            }
        );

    [Fact]
    public async Task A_service_that_hangs_up_answers_503()
    {
        var response = await edge.Client.GetAsync("/api/medical/drop");
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await ShouldBeProblem(response);
    }

    [Fact]
    public async Task Ready_asks_every_service_and_names_the_one_that_is_away()
    {
        (await edge.Client.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await edge.Client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await edge.Without(
            "training",
            async () =>
            {
                var response = await edge.Client.GetAsync("/health/ready");
                response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
                (await Json(response))["away"]!.AsArray().Select(name => (string?)name).ShouldBe(["training"]);
            }
        );
    }

    [Fact]
    public async Task Nothing_is_kept_by_caches()
    {
        foreach (var path in new[] { "/api/shelters/sites", "/nothing", "/health/live" })
            (await edge.Client.GetAsync(path)).Headers.NonValidated["Cache-Control"].ShouldBe(["no-store"]);
    }

    [Fact]
    public void Every_route_has_a_cluster_and_a_policy_and_no_affinity()
    {
        var addresses = Routes.Services.ToDictionary(
            service => service,
            IReadOnlyList<Uri> (_) => [new Uri("http://127.0.0.1:1")]
        );
        var clusters = Health.Clusters(addresses, new ConfigurationBuilder().Build());
        Routes.Proxied(addresses).ShouldAllBe(route => clusters.Any(cluster => cluster.ClusterId == route.ClusterId));
        Routes.Proxied(addresses).ShouldAllBe(route => route.AuthorizationPolicy != null);
        clusters.ShouldAllBe(cluster => cluster.SessionAffinity == null);

        foreach (
            var (name, value) in new[]
            {
                ("Proxies", "x"),
                ("Proxies", "10.0.0.0/99"),
                ("Limits:Client:Burst", "many"),
                ("Patience:Answer", "soon"),
                ("Services:identity", "x"),
            }
        )
            Should
                .Throw<SettingException>(() =>
                    GatewayHost.Build(
                        new GatewayOptions(
                            addresses,
                            Settings: new Dictionary<string, string?>
                            {
                                ["Issuer:Address"] = "http://issuer.test",
                                [name] = value,
                            }
                        )
                    )
                )
                .Message.ShouldContain(name);

        using var app = (IDisposable)
            GatewayHost.Build(
                new GatewayOptions(
                    addresses,
                    Settings: new Dictionary<string, string?> { ["Issuer:Address"] = "http://issuer.test" }
                )
            );
        RoutePolicies
            .Endpoints((Microsoft.AspNetCore.Builder.WebApplication)app)
            .ToList()
            .ShouldAllBe(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() != null);
    }

    [Fact]
    public void A_service_without_an_address_stops_the_start() =>
        Should
            .Throw<InvalidOperationException>(() =>
                GatewayHost.Build(new GatewayOptions(new Dictionary<string, IReadOnlyList<Uri>>()))
            )
            .Message.ShouldContain("Services:shelters");

    internal static async Task<JsonObject> Json(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();

    internal static async Task ShouldBeProblem(HttpResponseMessage response)
    {
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await Json(response);
        ((int?)problem["status"]).ShouldBe((int)response.StatusCode);
        ((string?)problem["traceId"]).ShouldNotBeNullOrEmpty();
    }
}
