using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace ReferralNetwork.Gateway.Tests;

/// <summary>Who is counted by what, and that one caller's haste is nobody else's trouble.</summary>
[Collection(nameof(EdgeFixture))]
public sealed class LimitTests(EdgeFixture edge)
{
    private const string Path = "/api/shelters/sites";

    // Refills so slowly that no machine is too slow for this test; the burst is the usual one.
    [Fact]
    public async Task A_client_may_ask_300_times_at_once_and_another_is_not_affected()
    {
        await using var gateway = await edge.Gateway(
            new() { ["Limits:Client:Burst"] = null, ["Limits:Client:PerSecond"] = "1" }
        );
        using var hasty = Client(gateway, TestIssuer.Token("partner", "one"));
        using var other = Client(gateway, TestIssuer.Token("partner", "two"));
        var answers = new List<HttpResponseMessage>();
        foreach (var _ in Enumerable.Range(0, 50))
            answers.AddRange(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => hasty.GetAsync(Path))));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBeGreaterThanOrEqualTo(300);
        await ShouldBeRefused(answers.First(answer => answer.StatusCode != HttpStatusCode.OK), "client");
        (await other.GetAsync(Path)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Forged_tokens_count_by_address_and_leave_those_in_peace_whose_tokens_are_known()
    {
        await using var gateway = await edge.Gateway(
            new() { ["Limits:Address:Burst"] = "10", ["Limits:Address:PerSecond"] = "1" }
        );
        using var honest = Client(gateway, TestIssuer.Token("partner", "one"));
        (await honest.GetAsync(Path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 100)
                .Select(async i =>
                {
                    using var forger = Client(
                        gateway,
                        TestIssuer.Token("partner", $"forged {i}")[..^20] + new string('A', 20)
                    );
                    return await forger.GetAsync(Path);
                })
        );
        await ShouldBeRefused(answers.First(answer => answer.StatusCode != HttpStatusCode.OK), "address");
        (await honest.GetAsync(Path)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/connect/authorize")]
    [InlineData("/CONNECT/Join/")]
    [InlineData("/connect/%70assword")]
    [InlineData("/api/setup")]
    public async Task Passwords_and_codes_may_be_tried_30_times_at_once(string path)
    {
        await using var gateway = await edge.Gateway(new() { ["Limits:Guess:Burst"] = null });
        // A token does not help.
        using var guesser = Client(gateway, TestIssuer.Token("partner", "one"));
        var answers = new List<HttpResponseMessage>();
        foreach (var _ in Enumerable.Range(0, 10))
            answers.AddRange(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => guesser.PostAsync(path, null))));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBeGreaterThanOrEqualTo(30);
        await ShouldBeRefused(answers.First(answer => answer.StatusCode != HttpStatusCode.OK), "guess");
        (await guesser.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task While_the_issuer_is_away_requests_go_on_and_count_by_address()
    {
        await using var gateway = await edge.Gateway(
            new()
            {
                ["Issuer:Metadata"] = "http://127.0.0.1:1/",
                ["Limits:Address:Burst"] = "5",
                ["Limits:Address:PerSecond"] = "1",
                ["Limits:Client:Burst"] = "1",
            }
        );
        using var client = Client(gateway, TestIssuer.Token("partner", "one"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.GetAsync(Path)));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBeGreaterThanOrEqualTo(5);
        await ShouldBeRefused(answers.First(answer => answer.StatusCode != HttpStatusCode.OK), "address");
        (await client.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("10.1.2.3", "::ffff:10.1.2.3", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("10.1.2.3", "10.1.2.4", false)]
    public void An_address_counts_as_one_and_so_do_64_bits_of_IPv6(string one, string other, bool same)
    {
        // Two may share a counter by chance: once in 65,536.
        if (same)
            Limits.AddressOf(IPAddress.Parse(one)).ShouldBe(Limits.AddressOf(IPAddress.Parse(other)));
        else
            Limits.AddressOf(IPAddress.Parse(one)).ShouldNotBe(Limits.AddressOf(IPAddress.Parse(other)));
    }

    internal static HttpClient Client(Microsoft.AspNetCore.Builder.WebApplication gateway, string token) =>
        new()
        {
            BaseAddress = EdgeFixture.AddressOf(gateway),
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };

    private static async Task ShouldBeRefused(HttpResponseMessage answer, string limit)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeGreaterThanOrEqualTo(1);
        await RoutingTests.ShouldBeProblem(answer);
        JsonObject problem = await RoutingTests.Json(answer);
        ((string?)problem["limit"]).ShouldBe(limit);
        problem.ToJsonString().ShouldNotContain("127.0.0.1");
    }
}
