using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using ReferralNetwork.AllInOne.Demo;

namespace ReferralNetwork.System.Tests.Kills;

/// <summary>
/// SIGKILL at random moments while referrals of all kinds are sent, answered and withdrawn and counts are published; started
/// again each time. What was answered is there, once, on both sides. SEED repeats a schedule, KILLS makes it longer.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    internal static readonly TimeSpan ShortHold = TimeSpan.FromSeconds(8);

    private readonly int _seed = Number("SEED", Random.Shared.Next(1_000_000));
    private readonly int _kills = Number("KILLS", 10);
    private readonly KilledNetwork _network = new();
    private readonly Answers _answers = new();
    private readonly ConcurrentBag<Case> _cases = [];
    private readonly ConcurrentBag<string> _overPromised = [];
    private volatile bool _working = true;

    [Fact]
    public async Task Nothing_answered_is_lost_or_doubled_and_no_place_promised_twice()
    {
        output.WriteLine($"SEED={_seed} KILLS={_kills}");
        var random = new Random(_seed);
        _network.Start();
        await _network.Ready();
        var accounts = DemoAccount.Read(_network.Folder);
        SteadyClient As(string label) => new(_network.Address, accounts.Single(account => account.Label == label), _answers);
        SteadyClient[] caseworkers = [As("ngo-1"), As("ngo-2")];
        House[] houses = [new("shelter", "shelters", As("shelter-1")), new("training", "training", As("training-1")),
            new("medical", "medical", As("medical-1")), new("legal-aid", "legal-aid", As("legal-aid-1"))];
        await Task.WhenAll(houses.Select(house => house.Open(caseworkers[0])));
        var counts = new ConcurrentDictionary<House, (int Maximum, int Occupied)>();

        var work = houses.SelectMany(house => caseworkers.Select(caseworker => Refer(house, caseworker, new Random(random.Next()))))
            .Concat(houses.Select(house => Publish(house, counts, new Random(random.Next())))).ToList();
        var holds = new List<Case>();
        var early = false;
        for (var kill = 1; kill <= _kills; kill++)
        {
            // Now and then before it has come up again, else when it has answered so often.
            if (early) await Task.Delay(random.Next(1, 1500));
            else await Task.WhenAny([_answers.More(random.Next(1, 60)), .. work]);
            if (kill == 1 || kill == _kills) holds.AddRange(await Task.WhenAll(houses.Select(house => Unanswered(house, caseworkers[1], new Random(random.Next())))));
            _network.Kill();
            _network.Start();
            early = random.Next(5) == 0 && kill < _kills - 1;
            if (!early) await _network.Ready();
            foreach (var failed in work.Where(task => task.IsFaulted)) await failed;
        }
        await _network.Ready();
        _working = false;
        await Task.WhenAll(work);

        foreach (var hold in holds) await EndsByTheClock(hold);
        var audit = await Eventually.Get(() => new Audit([.. _cases], houses, caseworkers).Run(), a => !a.Faults.Any(), $"SEED={_seed}: nothing lost, doubled or over-promised. {_network.Said}");
        foreach (var house in houses)
        {
            var capacity = await house.Capacity(house.Counted);
            ((int)capacity["maximum"]!, (int)capacity["occupied"]!).ShouldBe(counts[house], "the last count that was answered");
        }
        _overPromised.ShouldBeEmpty();
        output.WriteLine($"{_kills} kills, {_cases.Count} referrals, {_cases.Sum(c => c.Acknowledged.Count)} answers kept, "
            + $"{caseworkers.Concat(houses.Select(h => h.Provider)).Sum(c => c.Unanswered)} without an answer: {audit}");
    }

    private async Task Refer(House house, SteadyClient caseworker, Random random)
    {
        var open = new Queue<Case>();
        while (_working)
        {
            var one = new Case(caseworker, house, random);
            _cases.Add(one);
            await one.Live();
            open.Enqueue(one);
            if (open.Count > 2) await open.Dequeue().End();
        }
    }

    /// <summary>The publisher counts, with the version it has read; nobody else writes that pool's count.</summary>
    private async Task Publish(House house, ConcurrentDictionary<House, (int Maximum, int Occupied)> counts, Random random)
    {
        while (_working)
        {
            var path = $"/api/{house.Route}/pools/{house.Counted}";
            var read = await house.Provider.Get(path);
            foreach (var pool in house.Pools)
                if (await house.Capacity(pool) is var now && (int)now["held"]! + (int)now["occupied"]! > (int)now["maximum"]!) _overPromised.Add(now.ToJsonString());
            var (maximum, occupied) = (random.Next(3, 8), random.Next(0, 4));
            var told = await house.Provider.Ask(HttpMethod.Put, $"{path}/capacity", new JsonObject { ["maximum"] = maximum, ["occupied"] = occupied }, ("If-Match", read.ETag!));
            // A version that has moved on without an answer is this count's own.
            if (told.IsGood || told is { Code: 412, InDoubt: true }) counts[house] = (maximum, occupied);
            else if (told.Code != 409) throw new InvalidOperationException($"capacity: {told}");
        }
    }

    private async Task<Case> Unanswered(House house, SteadyClient caseworker, Random random)
    {
        var one = new Case(caseworker, house, random);
        await one.Send([house.Unanswered], "urgent");
        _cases.Add(one);
        return one;
    }

    private static async Task EndsByTheClock(Case hold)
    {
        var referral = await Eventually.Get(() => hold.Caseworker.Get($"/api/referrals/{hold.Id}"),
            r => (string?)r.Body["businessStatus"] == "hold-ended", "the hold has ended");
        var end = referral.Body["history"]!.AsArray().Single(step => (string?)step!["businessStatus"] == "hold-ended")!;
        var held = referral.Body["history"]!.AsArray().Single(step => (string?)step!["businessStatus"] == "held")!;
        ((DateTimeOffset)end["at"]!).ShouldBeGreaterThanOrEqualTo(hold.HeldUntil ?? (DateTimeOffset)held["at"]! + ShortHold, "not before it was said to");
    }

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    public void Dispose() => _network.Dispose();
}
