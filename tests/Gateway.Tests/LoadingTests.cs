using System.Net;

namespace ReferralNetwork.Gateway.Tests;

/// <summary>While the fictional network is being loaded nobody can sign in yet: people are told to wait.</summary>
[Collection(nameof(EdgeFixture))]
public sealed class LoadingTests(EdgeFixture edge) : IDisposable
{
    private const string ToPeople = "text/html,application/xhtml+xml,*/*;q=0.8";
    private readonly string _marker = Path.GetTempFileName();

    public void Dispose() => File.Delete(_marker);

    [Fact]
    public async Task People_are_told_to_wait_in_both_languages_until_the_demo_is_there_and_programs_are_let_through()
    {
        await using var gateway = await edge.Gateway(new() { ["Loading:File"] = _marker }, portal: true);
        using var client = new HttpClient { BaseAddress = EdgeFixture.AddressOf(gateway) };

        var told = await Open(client, "/find");
        told.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        told.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(3));
        var page = await told.Content.ReadAsStringAsync();
        foreach (
            var part in new[]
            {
                "<html lang=\"km\">",
                "កំពុងត្រូវបានផ្ទុក",
                "still being loaded",
                "http-equiv=\"refresh\" content=\"3\"",
            }
        )
            page.ShouldContain(part);
        (await client.GetAsync("/api/shelters/sites")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);

        File.Delete(_marker);

        (await Open(client, "/find")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static Task<HttpResponseMessage> Open(HttpClient client, string path) =>
        client.SendAsync(new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", ToPeople } } });
}
