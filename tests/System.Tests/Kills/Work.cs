using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace ReferralNetwork.System.Tests.Kills;

/// <summary>
/// Referrals of all kinds sent, answered and withdrawn and counts published, all at once, until they are told to end;
/// and the ledger of what was answered. It may begin again, and goes on where it was.
/// </summary>
internal sealed class Work(IReadOnlyList<House> houses, IReadOnlyList<SteadyClient> caseworkers)
{
    // People think; and a machine that is kept fully busy by them starts what was killed so much later.
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(400);

    private readonly ConcurrentBag<Case> _cases = [];
    private readonly ConcurrentBag<string> _overPromised = [];
    private readonly ConcurrentDictionary<House, (int Maximum, int Occupied)> _counts = new();
    private readonly ConcurrentDictionary<(House, SteadyClient), Queue<Case>> _open = new();
    private readonly HashSet<Case> _looked = [];
    private readonly TaskCompletionSource _never = new();
    private List<Task> _loops = [];
    private volatile bool _goesOn;

    /// <summary>Completes when a part of it has failed; until then it goes on.</summary>
    public Task Failed => Task.WhenAny([.. _loops, _never.Task]);

    public void Begin(Random random)
    {
        _goesOn = true;
        _loops =
        [
            .. houses.SelectMany(house =>
                caseworkers.Select(caseworker => Refer(house, caseworker, new Random(random.Next())))
            ),
            .. houses.Select(house => Publish(house, new Random(random.Next()))),
        ];
    }

    /// <exception cref="Exception">Why a part of it has failed.</exception>
    public void MustGoOn()
    {
        foreach (var failed in _loops.Where(task => task.IsFaulted))
            failed.GetAwaiter().GetResult();
    }

    public async Task End()
    {
        _goesOn = false;
        await Task.WhenAll(_loops);
    }

    /// <summary>One that is sent and answered by itself; counted with the others.</summary>
    public Case Also(House house, SteadyClient caseworker, Random random)
    {
        var one = new Case(caseworker, house, random);
        _cases.Add(one);
        return one;
    }

    /// <summary>A place held in each house that only the clock will end.</summary>
    public async Task<Case[]> LeaveUnanswered(Random random)
    {
        var holds = houses.Select(house => Also(house, caseworkers[^1], new Random(random.Next()))).ToArray();
        await Task.WhenAll(holds.Select(hold => hold.Send([hold.House.Unanswered], "urgent")));
        return holds;
    }

    /// <summary>Compares all that is there with all that was answered, but for cases that were closed when an earlier
    /// look found them in order.</summary>
    public async Task<Audit> Look()
    {
        var cases = _cases.Where(one => !_looked.Contains(one)).ToList();
        var audit = await new Audit(_cases, cases, houses, caseworkers).Run();
        audit.OverPromised.AddRange(_overPromised);
        foreach (var (house, count) in _counts)
        {
            var now = await house.Capacity(house.Counted);
            if (((int)now["maximum"]!, (int)now["occupied"]!) != count)
                audit.Lost.Add($"{house.Kind}: the last count that was answered is {count}: {now.ToJsonString()}");
        }
        if (!audit.Faults.Any())
            _looked.UnionWith(cases.Except(_open.Values.SelectMany(open => open)));
        return audit;
    }

    public override string ToString() =>
        $"{_cases.Count} referrals, {_cases.Sum(one => one.Acknowledged.Count)} answers kept, "
        + $"{caseworkers.Concat(houses.Select(house => house.Provider)).Sum(client => client.Unanswered)} without an "
        + "answer";

    private async Task Refer(House house, SteadyClient caseworker, Random random)
    {
        var open = _open.GetOrAdd((house, caseworker), _ => []);
        for (; _goesOn; await Task.Delay(Between))
        {
            var one = Also(house, caseworker, random);
            await one.Live();
            open.Enqueue(one);
            if (open.Count > 2)
                await open.Dequeue().End();
        }
    }

    /// <summary>The publisher counts, with the version it has read; nobody else writes that pool's count.</summary>
    private async Task Publish(House house, Random random)
    {
        for (; _goesOn; await Task.Delay(Between))
        {
            var path = $"/api/{house.Route}/pools/{house.Counted}";
            var read = await house.Provider.Get(path);
            foreach (var pool in house.Pools)
                if (
                    await house.Capacity(pool) is var now
                    && (int)now["held"]! + (int)now["occupied"]! > (int)now["maximum"]!
                )
                    _overPromised.Add(now.ToJsonString());
            var (maximum, occupied) = (random.Next(3, 8), random.Next(0, 4));
            var told = await house.Provider.Ask(
                HttpMethod.Put,
                $"{path}/capacity",
                new JsonObject { ["maximum"] = maximum, ["occupied"] = occupied },
                ("If-Match", read.ETag!)
            );
            // A version that has moved on without an answer is this count's own.
            if (told.IsGood || told is { Code: 412, InDoubt: true })
                _counts[house] = (maximum, occupied);
            else if (told.Code != 409)
                throw new InvalidOperationException($"capacity: {told}");
        }
    }
}
