using System.IdentityModel.Tokens.Jwt;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Launch;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.System.Tests;

/// <summary>What is true of a network before anybody has used it.</summary>
[Collection(nameof(RunningNetwork))]
public sealed class FirstStepsTests(RunningNetwork network)
{
    private static readonly string[] Labels =
    [
        "ngo-1",
        "ngo-2",
        "hotline",
        "shelter-1",
        "shelter-2",
        "training-1",
        "medical-1",
        "legal-aid-1",
        "coordinator",
        "operator",
        "auditor",
    ];

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/.well-known/openid-configuration")]
    public async Task What_is_public_answers_200(string path) =>
        (await network.Nobody.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task The_metrics_are_not_public() =>
        (await network.Nobody.GetAsync("/metrics")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task An_unknown_path_answers_404_as_a_problem()
    {
        var response = await network.Nobody.GetAsync("/api/nothing");
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public void Every_endpoint_of_every_module_can_be_reached_through_the_gateway()
    {
        var table = network
            .Network.Host("gateway")
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => new RoutePatternMatch(endpoint.RoutePattern))
            .ToList();
        foreach (var module in Module.All)
        foreach (var endpoint in RoutePolicies.Endpoints(network.Network.Host(module.Name)))
        {
            var path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            if (
                path.StartsWith("/health", StringComparison.Ordinal)
                || path is "/metrics"
                || path.StartsWith("/openapi", StringComparison.Ordinal)
            )
                continue;
            table.ShouldContain(route => route.Covers(path), $"{module.Name}: {path}");
        }
    }

    [Fact]
    public void The_demo_accounts_are_those_of_the_API_document_and_nobody_elses_to_read()
    {
        network.Accounts.Select(account => account.Label).ShouldBe(Labels, ignoreOrder: true);
        network.Accounts.ShouldAllBe(account =>
            account.Organisation.Id != Guid.Empty
            && account.Organisation.Name.Length > 0
            && account.Roles.Count > 0
            && account.Password.Length >= 12
            && account.ClientSecret.Length >= 20
        );
        network.Account("shelter-1").Roles.ShouldBe(["publisher", "intake"], ignoreOrder: true);
        if (OperatingSystem.IsWindows())
            return;
        foreach (var secret in new[] { "demo-accounts.json", "master.key", "run.json" })
            File.GetUnixFileMode(Path.Combine(network.Folder, secret))
                .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, secret);
    }

    [Fact]
    public async Task Every_demo_account_gets_a_token_that_says_what_the_file_says()
    {
        foreach (var account in network.Accounts)
        {
            var token = new JwtSecurityTokenHandler().ReadJwtToken(await network.Token(account));
            token.Issuer.ShouldBe(network.Address.GetLeftPart(UriPartial.Authority));
            token.Claims.Single(claim => claim.Type == "org").Value.ShouldBe(account.Organisation.Id.ToString());
            token.Claims.Single(claim => claim.Type == "org_name").Value.ShouldBe(account.Organisation.Name);
            token
                .Claims.Where(claim => claim.Type == "role")
                .Select(claim => claim.Value)
                .ShouldBe(account.Roles, ignoreOrder: true);
        }
    }

    [Fact]
    public async Task A_client_that_only_loaded_the_demo_gets_no_more_tokens()
    {
        var @operator = network.As("operator");
        var organisations = await @operator.GetFromJsonAsync<JsonObject>("/api/organisations?limit=200");
        foreach (var organisation in organisations!["items"]!.AsArray())
        {
            var clients = await @operator.GetFromJsonAsync<JsonObject>(
                $"/api/organisations/{(string)organisation!["id"]!}/clients"
            );
            foreach (
                var client in clients!["items"]!
                    .AsArray()
                    .Where(client => network.Accounts.All(a => a.ClientId != (string)client!["clientId"]!))
            )
                client!["disabledAt"].ShouldNotBeNull((string)client["label"]!);
        }
    }

    [Theory]
    [InlineData("shelter-1", "shelters")]
    [InlineData("shelter-2", "shelters")]
    [InlineData("training-1", "training")]
    [InlineData("medical-1", "medical")]
    [InlineData("legal-aid-1", "legal-aid")]
    public async Task A_provider_account_owns_two_open_pools(string label, string kind)
    {
        var provider = network.As(label);
        var open = 0;
        foreach (var site in (await provider.GetFromJsonAsync<JsonObject>($"/api/{kind}/sites"))!["items"]!.AsArray())
        foreach (
            var pool in (
                await provider.GetFromJsonAsync<JsonObject>($"/api/{kind}/sites/{(string)site!["id"]!}/pools")
            )!["items"]!.AsArray()
        )
            if ((string?)pool!["access"] == "places" && (int)pool["capacity"]!["available"]! > 0)
                open++;
        open.ShouldBeGreaterThanOrEqualTo(2);
    }

    private sealed record RoutePatternMatch(RoutePattern Pattern)
    {
        // A catch-all covers whatever begins like it.
        public bool Covers(string path)
        {
            var raw = "/" + Pattern.RawText!.TrimStart('/');
            var star = raw.IndexOf("/{**", StringComparison.Ordinal);
            return star < 0
                ? raw == path.TrimEnd('/')
                : path == raw[..star] || path.StartsWith(raw[..(star + 1)], StringComparison.Ordinal);
        }
    }
}
