using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ReferralNetwork.Bench.Load;
using ReferralNetwork.Distributed;

namespace ReferralNetwork.Bench.Rows;

/// <summary>
/// 200 users at the gateway of the distributed form for a minute, each asking again as soon as it is answered: 70%
/// search, 15% count their places, 15% send a referral or look at the inbox. Client and servers share the machine, so
/// the latencies are of a full one.
/// </summary>
internal static class MixedRows
{
    private const int Users = 200;
    private const int Pools = 50;

    public static async Task Measure(Run run)
    {
        await run.StopServers();
        var settings = Limits.High(new Dictionary<string, string?> { ["Allowance:Organisation"] = "1000000" });
        await using var network = await DistributedNetwork.Start(
            new DistributedOptions(run.Folder("mixed"))
            {
                Demo = true,
                Programs = run.Programs,
                Settings = settings,
            }
        );
        using var house = await Account.SignIn(network.Address, network.DataFolder, "shelter-1");
        using var ngo = await Account.SignIn(network.Address, network.DataFolder, "ngo-1");
        var site = await house.Site();
        var pools = new List<string>();
        for (var i = 0; i < Pools; i++)
            pools.Add(await house.Pool(site, 10_000));
        while (
            !(
                await Task.WhenAll(
                    pools.Select(async pool =>
                    {
                        using var known = await ngo.Http.GetAsync($"/api/availability/{pool}");
                        return known.IsSuccessStatusCode;
                    })
                )
            ).All(known => known)
        )
            await Task.Delay(100);

        await Turn(run.Time(5), house.Http, ngo.Http, pools);
        var (all, errors, seconds) = await Turn(run.Time(60), house.Http, ngo.Http, pools);
        var note =
            $"{all.Count:N0} requests in {seconds:0} s. {string.Join(", ", errors.CountBy(error => error).Select(one => $"{one.Value} x {one.Key}"))}";
        run.Add("mixed-users", [all.Count / seconds], note);
        run.Add("mixed-users-p50", [all.At(0.50)]);
        run.Add("mixed-users-p99", [all.At(0.99)]);
        run.Add("mixed-users-errors", [errors.Count], note);
    }

    private static async Task<(Latencies All, ConcurrentBag<string> Errors, double Seconds)> Turn(
        TimeSpan time,
        HttpClient house,
        HttpClient ngo,
        IReadOnlyList<string> pools
    )
    {
        var (all, errors, clock) = (new ConcurrentBag<double?>(), new ConcurrentBag<string>(), Stopwatch.StartNew());
        await Task.WhenAll(
            Enumerable
                .Range(0, Users)
                .Select(user =>
                    Task.Run(async () =>
                    {
                        var random = new Random(user);
                        while (clock.Elapsed < time)
                        {
                            using var request = Next(random, pools, out var who);
                            var began = Stopwatch.GetTimestamp();
                            using var answer = await (who == "house" ? house : ngo).SendAsync(request);
                            await answer.Content.ReadAsByteArrayAsync();
                            all.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                            if (!answer.IsSuccessStatusCode)
                                errors.Add(
                                    $"{(int)answer.StatusCode} {request.Method} "
                                        + $"{request.RequestUri!.AbsolutePath.Split('/')[2]}"
                                );
                        }
                    })
                )
        );
        return (new Latencies(all), errors, clock.Elapsed.TotalSeconds);
    }

    private static HttpRequestMessage Next(Random random, IReadOnlyList<string> pools, out string who)
    {
        var (dice, pool) = (random.Next(100), pools[random.Next(pools.Count)]);
        who = dice is >= 70 and < 92 ? "house" : "ngo";
        if (dice >= 92)
        {
            var refer = new HttpRequestMessage(HttpMethod.Post, "/api/referrals")
            {
                Content = JsonContent.Create(Refer.Body(pool)),
            };
            refer.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            return refer;
        }
        return dice < 70
                ? new(HttpMethod.Post, "/api/availability/search") { Content = JsonContent.Create(Search(random)) }
            : dice < 85 ? new(HttpMethod.Post, $"/api/shelters/pools/{pool}/confirm")
            : new(HttpMethod.Get, "/api/shelters/inbox?open=true&limit=20");
    }

    private static JsonNode Search(Random random) =>
        JsonNode.Parse(
            $$"""
            { "kinds": ["shelter"], "sex": "female", "age": {{random.Next(
                12,
                50
            )}}, "needs": ["trafficking"], "languages": ["km"],
              "from": "{{random.Next(1, 26):00}}", "openOnly": true, "limit": 20 }
            """
        )!;
}
