using System.Net;

namespace ReferralNetwork.Gateway.Tests;

/// <summary>Whose word is taken for where a request comes from.</summary>
[Collection(nameof(EdgeFixture))]
public sealed class ProxyTests(EdgeFixture edge)
{
    [Fact]
    public async Task Without_a_known_proxy_services_hear_the_callers_own_address()
    {
        var headers = await Headers(edge.Client, "10.1.1.1");
        ((string?)headers["X-Forwarded-For"]).ShouldBe("127.0.0.1");
        ((string?)headers["X-Forwarded-Proto"]).ShouldBe("http");
        ((string?)headers["X-Forwarded-Host"]).ShouldBe(edge.Client.BaseAddress!.Authority);
        headers.ContainsKey("X-Forwarded-Prefix").ShouldBeFalse();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.9.0.0/16; 127.0.0.0/8")]
    public async Task A_known_proxy_tells_the_callers_address_and_scheme(string proxies)
    {
        await using var gateway = await edge.Gateway(new() { ["Proxies"] = proxies });
        using var proxy = new HttpClient { BaseAddress = EdgeFixture.AddressOf(gateway) };
        // What stands before the last unknown address is the caller's own invention.
        var headers = await Headers(proxy, "1.2.3.4, 10.1.1.1");
        ((string?)headers["X-Forwarded-For"]).ShouldBe("10.1.1.1");
        ((string?)headers["X-Forwarded-Proto"]).ShouldBe("https");
        ((string?)headers["X-Forwarded-Host"]).ShouldBe("network.test");
        headers.ContainsKey("X-Original-For").ShouldBeFalse();
    }

    [Fact]
    public async Task Callers_behind_a_known_proxy_count_each_by_its_own_address()
    {
        await using var gateway = await edge.Gateway(
            new()
            {
                ["Proxies"] = "127.0.0.1",
                ["Limits:Address:Burst"] = "5",
                ["Limits:Address:PerSecond"] = "1",
            }
        );
        using var proxy = new HttpClient { BaseAddress = EdgeFixture.AddressOf(gateway) };
        (await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Ask(proxy, "10.1.1.1")))).ShouldContain(answer =>
            answer.StatusCode == HttpStatusCode.TooManyRequests
        );
        // Two addresses may share a counter by chance; three do not.
        (
            await Task.WhenAll(new[] { "10.1.1.2", "10.1.1.3", "10.1.1.4" }.Select(address => Ask(proxy, address)))
        ).ShouldContain(answer => answer.StatusCode == HttpStatusCode.OK);
    }

    private static async Task<System.Text.Json.Nodes.JsonObject> Headers(HttpClient client, string forwardedFor) =>
        (await RoutingTests.Json(await Ask(client, forwardedFor)))["headers"]!.AsObject();

    private static async Task<HttpResponseMessage> Ask(HttpClient client, string forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/shelters/sites");
        request.Headers.Add("X-Forwarded-For", forwardedFor);
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "network.test");
        request.Headers.Add("X-Forwarded-Prefix", "/evil");
        return await client.SendAsync(request);
    }
}
