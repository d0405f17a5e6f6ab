using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy;

namespace ReferralNetwork.Gateway.Tests;

/// <summary>What callers and logs are told of services that are away, slow or one of several.</summary>
[Collection(nameof(EdgeFixture))]
public sealed class AwayTests(EdgeFixture edge)
{
    private const string Page = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    [Fact]
    public async Task A_service_that_is_away_is_named_and_answers_as_soon_as_it_is_back()
    {
        var log = new Lines();
        await using var gateway = await edge.Gateway(logging: logging => logging.AddProvider(log));
        using var client = new HttpClient { BaseAddress = EdgeFixture.AddressOf(gateway) };
        await edge.Without(
            "medical",
            async () =>
            {
                foreach (var _ in Enumerable.Range(0, 20))
                {
                    var away = await client.GetAsync("/api/medical/sites");
                    away.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
                    away.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeGreaterThanOrEqualTo(1);
                    ((string)(await RoutingTests.Json(away))["detail"]!).ShouldContain("medical");
                }
            }
        );
        (await client.GetAsync("/api/medical/sites")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var lines = log.Said.Where(line => line.Contains("medical", StringComparison.Ordinal)).ToList();
        lines
            .Select(line => line.Trim())
            .ShouldBe(["Warning: medical/1 does not answer", "Warning: medical/1 answers again"]);
    }

    [Fact]
    public async Task A_service_that_takes_seconds_to_say_that_it_is_ready_is_busy_and_not_away()
    {
        await using var gateway = await edge.Gateway();
        using var client = new HttpClient { BaseAddress = EdgeFixture.AddressOf(gateway) };
        edge.ReadyAfter = TimeSpan.FromSeconds(3);
        try
        {
            gateway
                .Services.GetRequiredService<IProxyStateLookup>()
                .TryGetCluster("medical", out var medical)
                .ShouldBeTrue();
            for (var look = 0; look < 2; look++)
                await gateway.Services.GetRequiredService<Health>().Look(medical!);
            (await client.GetAsync("/api/medical/sites")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        finally
        {
            edge.ReadyAfter = TimeSpan.Zero;
        }
    }

    [Fact]
    public async Task Of_several_addresses_one_may_be_away()
    {
        var nobody = new Uri("http://127.0.0.1:1");
        await using var gateway = await edge.Gateway(
            services: new() { ["shelters"] = [nobody, edge.ServiceAddress("shelters")] }
        );
        using var client = new HttpClient { BaseAddress = EdgeFixture.AddressOf(gateway) };
        var answers = new List<HttpStatusCode>();
        foreach (var _ in Enumerable.Range(0, 100))
            answers.Add((await client.GetAsync("/api/shelters/sites")).StatusCode);
        // Two failures and it is asked no more.
        answers.Count(status => status == HttpStatusCode.ServiceUnavailable).ShouldBeLessThanOrEqualTo(2);
        answers.Count(status => status == HttpStatusCode.OK).ShouldBeGreaterThanOrEqualTo(98);
        (await client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_in_time_answers_504_and_says_that_nobody_knows_what_it_did()
    {
        await using var gateway = await edge.Gateway(new() { ["Patience:Answer"] = "00:00:01" });
        using var client = new HttpClient { BaseAddress = EdgeFixture.AddressOf(gateway) };
        var late = await client.GetAsync("/api/medical/slow");
        late.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        await RoutingTests.ShouldBeProblem(late);
        ((string)(await RoutingTests.Json(late))["detail"]!).ShouldContain("may or may not");
    }

    [Fact]
    public async Task Who_hangs_up_leaves_no_line_in_the_log_and_a_service_that_does_leaves_one_without_its_text()
    {
        var log = new Lines();
        await using var gateway = await edge.Gateway(logging: logging => logging.AddProvider(log));
        using var client = new HttpClient { BaseAddress = EdgeFixture.AddressOf(gateway) };
        using (var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200)))
            await Should.ThrowAsync<OperationCanceledException>(() => client.GetAsync("/api/medical/slow", soon.Token));
        (await client.GetAsync("/api/medical/drop")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await gateway.StopAsync();
        log.Said.Count(line => line.StartsWith("Warning", StringComparison.Ordinal))
            .ShouldBe(1, string.Join('\n', log.Said));
        log.Said.ShouldContain(line =>
            line.Contains(
                "GET /api/medical/{**rest} to medical failed: Request, HttpRequestException",
                StringComparison.Ordinal
            )
        );
        log.Said.ShouldNotContain(line => line.Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_browser_gets_a_page_in_Khmer_and_English_that_needs_nothing_else()
    {
        await using var gateway = await edge.Gateway(portal: true);
        using var browser = new HttpClient
        {
            BaseAddress = EdgeFixture.AddressOf(gateway),
            DefaultRequestHeaders = { { "Accept", Page } },
        };
        await edge.Without(
            "portal",
            async () =>
            {
                var answer = await browser.GetAsync("/referrals/%3Cscript%3E");
                answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
                answer.Headers.RetryAfter.ShouldNotBeNull();
                answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
                answer
                    .Headers.GetValues("Content-Security-Policy")
                    .Single()
                    .ShouldStartWith("default-src 'none'; style-src 'sha256-");
                var page = await answer.Content.ReadAsStringAsync();
                foreach (
                    var part in new[]
                    {
                        "<html lang=\"km\">",
                        "lang=\"en\"",
                        "សូមរង់ចាំ",
                        "may or may not have been done",
                        "href=\"\"",
                    }
                )
                    page.ShouldContain(part);
                foreach (var part in new[] { "http:", "https:", "src=", "<script", "portal" })
                    page.ShouldNotContain(part);
            }
        );
        var tooLarge = await browser.PostAsync("/referrals", new ByteArrayContent(new byte[100_000]));
        tooLarge.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await tooLarge.Content.ReadAsStringAsync()).ShouldContain("too large");
        // Programs that say so by the path get what programs get.
        await edge.Without(
            "medical",
            async () => await RoutingTests.ShouldBeProblem(await browser.GetAsync("/api/medical/sites"))
        );
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _said = new();

        public IReadOnlyList<string> Said => [.. _said];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => _said.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}
