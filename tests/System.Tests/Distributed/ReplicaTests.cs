using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ReferralNetwork.System.Tests.Races;

namespace ReferralNetwork.System.Tests.Distributed;

/// <summary>Two of every service are one network: whichever is asked, and whichever has handled what.</summary>
[Collection(nameof(TwoOfEach))]
public sealed class ReplicaTests(TwoOfEach network)
{
    [Fact]
    public async Task The_whole_job_goes_through()
    {
        foreach (var tool in new[] { "bash", "curl", "jq" })
            Assert.SkipUnless(
                await WalkTests.Run("which", tool) is { Code: 0 },
                $"the walk needs {tool}, which is not installed here"
            );
        var (code, output) = await WalkTests.Run(
            "bash",
            Path.Combine(SourceTree.Root, "walk"),
            network.Network.Address.GetLeftPart(UriPartial.Authority),
            network.Folder
        );
        code.ShouldBe(0, output);
        output.TrimEnd().ShouldEndWith("All as documented.");
    }

    [Fact]
    public async Task A_count_published_at_one_process_is_in_the_search_of_each()
    {
        var pool = await network.Pool(maximum: 9);
        var publisher = network.As("shelter-1", network.ReplicasOf("shelters")[1]);
        var now = await publisher.GetAsync($"/api/shelters/pools/{pool}");
        using var count = new HttpRequestMessage(HttpMethod.Put, $"/api/shelters/pools/{pool}/capacity")
        {
            Content = JsonContent.Create(new { maximum = 9, occupied = 7 }),
        };
        count.Headers.TryAddWithoutValidation("If-Match", now.Headers.ETag!.ToString());
        (await publisher.SendAsync(count)).StatusCode.ShouldBe(HttpStatusCode.OK);

        foreach (var replica in network.ReplicasOf("referrals"))
        {
            var caseworker = network.As("ngo-1", replica);
            await Eventually.Get(
                async () =>
                    (int)
                        (await caseworker.GetFromJsonAsync<JsonObject>($"/api/availability/{pool}"))!["capacity"]![
                            "available"
                        ]!,
                available => available == 2,
                $"{replica} shows what is free"
            );
        }
    }

    [Fact]
    public async Task A_wait_is_answered_by_whichever_process_was_asked()
    {
        var pool = await network.Pool(maximum: 12);
        foreach (var replica in network.ReplicasOf("referrals"))
        {
            var caseworker = network.As("ngo-1", replica);
            // Several, so that some are taken up by each process of the shelters and reported to each of the
            // referrals'.
            for (var i = 0; i < 6; i++)
                (await Send(caseworker, pool, "emergency")).StatusCode.ShouldBe(HttpStatusCode.Created);
        }
    }

    [Fact]
    public async Task A_stream_tells_what_was_done_at_the_other_process()
    {
        var pool = await network.Pool(maximum: 1);
        var (here, there) = (
            network.As("ngo-1", network.ReplicasOf("referrals")[0]),
            network.As("ngo-1", network.ReplicasOf("referrals")[1])
        );
        var id = (Guid)(await (await Send(here, pool, "emergency")).Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
        using var stream = new StreamReader(await here.GetStreamAsync($"/api/referrals/{id}/stream"));

        (
            await there.PostAsJsonAsync($"/api/referrals/{id}/actions/withdraw", new { reason = "found-elsewhere" })
        ).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        string? line;
        do line = await stream.ReadLineAsync(limit.Token);
        while (line?.Contains("\"cancelled\"", StringComparison.Ordinal) == false);
        line.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_hold_ends_once_though_two_clocks_look()
    {
        var pool = await network.Pool(maximum: 20);
        var caseworker = network.As("ngo-1");
        var sent = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(async _ =>
                    (Guid)
                        (await (await Send(caseworker, pool, "urgent")).Content.ReadFromJsonAsync<JsonObject>())!["id"]!
                )
        );
        foreach (var id in sent)
        {
            var referral = await Eventually.Get(
                async () => (await caseworker.GetFromJsonAsync<JsonObject>($"/api/referrals/{id}"))!,
                r => (string?)r["businessStatus"] == "hold-ended",
                "the hold has ended"
            );
            referral["history"]!.AsArray().Count(step => (string?)step!["businessStatus"] == "hold-ended").ShouldBe(1);
        }
        var publisher = network.As("shelter-1");
        var capacity = (await publisher.GetFromJsonAsync<JsonObject>($"/api/shelters/pools/{pool}"))!["capacity"]!;
        ((int)capacity["held"]!, (int)capacity["available"]!).ShouldBe((0, 20));
    }

    [Fact]
    public async Task In_the_normal_case_no_message_is_sent_twice()
    {
        await network.Pool(maximum: 1);
        using var http = new HttpClient();
        var (handled, repeated) = (0.0, 0.0);
        var shown = 0;
        foreach (var member in network.Network.Members)
        {
            using var answer = await http.GetAsync(new Uri(member.Address, "/metrics"));
            // The gateway shows its own at an inner address alone, and handles no messages.
            if (answer.StatusCode == HttpStatusCode.NotFound)
                continue;
            shown++;
            foreach (var line in (await answer.Content.ReadAsStringAsync()).Split('\n'))
                if (line.StartsWith("inbox_handled", StringComparison.Ordinal))
                    handled += Value(line);
                else if (line.StartsWith("inbox_repeated", StringComparison.Ordinal))
                    repeated += Value(line);
        }
        shown.ShouldBeGreaterThanOrEqualTo(12, "two of each service");
        handled.ShouldBeGreaterThan(0);
        repeated.ShouldBe(0);

        static double Value(string line) =>
            double.Parse(
                line[(line.LastIndexOf(' ') + 1)..],
                global::System.Globalization.CultureInfo.InvariantCulture
            );
    }

    private static async Task<HttpResponseMessage> Send(HttpClient caseworker, Guid pool, string urgency)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/referrals")
        {
            Content = JsonContent.Create(Given.Referral("shelter", [pool], urgency)),
        };
        request.Headers.Add("Prefer", "wait=10");
        return await caseworker.SendAsync(request);
    }
}
