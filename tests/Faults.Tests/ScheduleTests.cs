using ReferralNetwork.Distributed;

namespace ReferralNetwork.Faults.Tests;

/// <summary>Faults of all kinds in a seeded order, now and then two at once. FAULTS says how many, SEED
/// which.</summary>
[Collection(nameof(FaultedNetwork))]
public sealed class ScheduleTests(FaultedNetwork network, ITestOutputHelper output)
{
    /// <summary>Faults between two counts.</summary>
    private const int Some = 10;

    [Fact(Explicit = true)]
    public async Task Faults_of_any_kind_in_any_order_lose_and_double_nothing()
    {
        var left = FaultedNetwork.Number("FAULTS", 100);
        var faults = new Faults(network, new Random(network.Seed));
        while (left > 0)
        {
            await network.WhileItWorks(
                output,
                async () =>
                {
                    for (var some = Some; some > 0 && left > 0; some--, left--)
                    {
                        await network.Answered(faults.Random.Next(1, 60));
                        await Inflict(faults.Next());
                    }
                }
            );
        }
    }

    private async Task Inflict(IReadOnlyList<Fault> together)
    {
        output.WriteLine(string.Join(" and ", together.Select(fault => fault.What)));
        await Task.WhenAll(together.Select(fault => fault.Inflict()));
    }
}

internal sealed record Fault(string Name, string What, Func<Task> Inflict);

/// <summary>Any fault of the list, to any process.</summary>
internal sealed class Faults(FaultedNetwork network, Random random)
{
    private static readonly string[] Busy = ["shelters-1", "training-1", "medical-1", "legal-aid-1", "referrals-1"];

    public Random Random => random;

    /// <summary>One, or two to different processes.</summary>
    public IReadOnlyList<Fault> Next()
    {
        var (one, other) = (Any(), Any());
        return random.Next(4) == 0 && one.Name != other.Name && !(IsServer(one) && IsServer(other))
            ? [one, other]
            : [one];
    }

    // Without broker and database nobody comes to a named point.
    private static bool IsServer(Fault fault) =>
        fault.Name is DistributedNetwork.Broker or DistributedNetwork.Database
        || fault.What.Contains(" dies at ", StringComparison.Ordinal);

    private Fault Any()
    {
        var (process, busy, seconds) = (One([.. network.Network.Names]), One(Busy), random.Next(1, 11));
        var time = TimeSpan.FromSeconds(seconds);
        return random.Next(9) switch
        {
            0 or 1 => Crash(busy, One(FaultedNetwork.Points)),
            2 => Crash("identity-1", One(FaultedNetwork.Points[..2])),
            3 or 4 => new(process, $"{process} is killed", () => network.Kill(process)),
            5 => new(busy, $"{busy} stops in good order", () => network.Stop(busy)),
            6 => new(process, $"{process} stands still for {seconds} s", () => network.Pause(process, time)),
            7 => Away(),
            _ => Clock(),
        };
    }

    private Fault Crash(string name, string point) =>
        new(name, $"{name} dies at {point}", () => network.CrashAt(name, point));

    private Fault Away()
    {
        var (server, most) = One([(DistributedNetwork.Broker, 30), (DistributedNetwork.Database, 10)]);
        var seconds = random.Next(1, most + 1);
        return new(
            server,
            $"{server} is away for {seconds} s",
            () => network.Kill(server, TimeSpan.FromSeconds(seconds))
        );
    }

    private Fault Clock()
    {
        var (name, minutes) = (One([.. Busy, "identity-1"]), One([10, -10]));
        return new(
            name,
            $"{name}'s clock is {minutes} minutes off",
            () => network.ClockIsOff(name, TimeSpan.FromMinutes(minutes), TimeSpan.FromSeconds(5))
        );
    }

    private T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
