using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ReferralNetwork.Bench.Load;
using ReferralNetwork.Distributed;

namespace ReferralNetwork.Bench.Rows;

/// <summary>A referral through the gateway: referrals, broker, shelters, broker, referrals, and a place is
/// held.</summary>
internal static class Refer
{
    private const double PerSecond = 50;
    private const int Pools = 20;

    public static async Task Measure(Run run, DistributedNetwork network)
    {
        var pools = await Open(network);
        var callers = new List<Account>();
        foreach (var label in new[] { "ngo-1", "ngo-2", "hotline" })
            callers.Add(await Account.SignIn(network.Address, network.DataFolder, label));
        while (!(await Task.WhenAll(pools.Select(pool => IsKnown(callers[0], pool)))).All(known => known))
            await Task.Delay(100);

        var file = Path.Combine(run.Folder("refer"), "answer.json");
        await File.WriteAllTextAsync(file, await First(callers[0], pools[0]));
        await using var bare = await Child.Part(run, "bare", "201", file);
        using var plain = new HttpClient { BaseAddress = bare.Address };

        var others = new ConcurrentBag<int>();
        Task<Latencies> At(Func<long, HttpClient> of, int workers) =>
            OpenLoop.Run(
                PerSecond,
                run.Time(10),
                [.. Enumerable.Repeat((long number) => Send(of(number), pools[(int)(number % Pools)], others), workers)]
            );
        var turns = await run.Turns(
            () => At(number => callers[(int)(number % callers.Count)].Http, 200),
            () => At(_ => plain, 200)
        );
        run.Add(
            "refer",
            [.. turns.Select(turn => turn[0])],
            string.Join(", ", others.CountBy(status => status).Select(one => $"{one.Value} answered {one.Key}"))
        );
        run.Add("yardstick-bare-endpoint", [.. turns.Select(turn => turn[1])]);
        callers.ForEach(caller => caller.Dispose());
    }

    private static async Task<IReadOnlyList<string>> Open(DistributedNetwork network)
    {
        using var house = await Account.SignIn(network.Address, network.DataFolder, "shelter-1");
        var site = await house.Site();
        var pools = new List<string>();
        for (var i = 0; i < Pools; i++)
            pools.Add(await house.Pool(site, 10_000));
        return pools;
    }

    private static async Task<bool> IsKnown(Account caller, string pool)
    {
        using var answer = await caller.Http.GetAsync($"/api/availability/{pool}");
        return answer.IsSuccessStatusCode;
    }

    private static async Task<string> First(Account caller, string pool)
    {
        using var answer = await Ask(caller.Http, pool);
        return (int)answer.StatusCode == 201
            ? await answer.Content.ReadAsStringAsync()
            : throw new InvalidOperationException(
                $"the first referral was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}"
            );
    }

    /// <returns>Whether a place is held: anything but 201 has failed.</returns>
    private static async Task<bool> Send(HttpClient http, string pool, ConcurrentBag<int> others)
    {
        using var answer = await Ask(http, pool);
        await answer.Content.ReadAsByteArrayAsync();
        if ((int)answer.StatusCode != 201)
            others.Add((int)answer.StatusCode);
        return (int)answer.StatusCode == 201;
    }

    private static async Task<HttpResponseMessage> Ask(HttpClient http, string pool)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/referrals")
        {
            Content = JsonContent.Create(Body(pool)),
        };
        request.Headers.Add("Prefer", "wait=5");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await http.SendAsync(request);
    }

    public static JsonNode Body(string pool) =>
        JsonNode.Parse(
            $$"""
            { "kind": "shelter", "urgency": "urgent", "plan": ["{{pool}}"],
              "survivor": { "sex": "female", "age": 26, "languages": ["km"], "needs": [] },
              "consent": { "purposes": ["placement"], "recipients": "plan", "fields": ["name"], "language": "km", "how": "spoken", "limitsExplained": true, "alone": true,
                "expiresAt": "{{DateTimeOffset.UtcNow.AddDays(30):O}}" },
              "details": { "name": "Bench Example" } }
            """
        )!;
}
