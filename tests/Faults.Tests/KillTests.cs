using ReferralNetwork.Distributed;

namespace ReferralNetwork.Faults.Tests;

/// <summary>Processes that die, stand still or are away while the others work: nothing is lost, nothing doubled, no place promised twice.</summary>
[Collection(nameof(FaultedNetwork))]
public sealed class KillTests(FaultedNetwork network, ITestOutputHelper output)
{
    [Theory]
    [InlineData("shelters-1", "before-commit", "committed", "published", "handled")]
    [InlineData("referrals-1", "before-commit", "committed", "published", "handled")]
    // It publishes nothing and subscribes to nothing.
    [InlineData("identity-1", "before-commit", "committed")]
    public Task A_service_dies_at_each_named_point(string name, params string[] points)
    {
        if (name == "identity-1") FaultedNetwork.OnlyInTheLongRun();
        return network.WhileItWorks(output, async () =>
        {
            foreach (var point in points) await network.CrashAt(name, point);
        });
    }

    [Fact]
    public Task Every_other_process_is_killed_at_any_moment()
    {
        FaultedNetwork.OnlyInTheLongRun();
        return network.WhileItWorks(output, async () =>
        {
            foreach (var name in network.Network.Names.Except(["shelters-1", "referrals-1", "identity-1", DistributedNetwork.Broker, DistributedNetwork.Database]))
            {
                await network.Answered(network.Random.Next(1, 40));
                await network.Kill(name);
            }
        });
    }

    [Theory]
    [InlineData("referrals-1")]
    [InlineData("medical-1")]
    public Task A_consumer_stands_still_for_a_while_and_goes_on(string name)
    {
        if (name == "medical-1") FaultedNetwork.OnlyInTheLongRun();
        return network.WhileItWorks(output, () => network.Pause(name, TimeSpan.FromSeconds(6)));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(30)]
    public Task The_broker_is_killed_and_away_for_a_while(int seconds)
    {
        if (seconds == 30) FaultedNetwork.OnlyInTheLongRun();
        return network.WhileItWorks(output, () => network.Kill(DistributedNetwork.Broker, TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public Task The_database_is_killed_and_away_for_ten_seconds() =>
        network.WhileItWorks(output, () => network.Kill(DistributedNetwork.Database, TimeSpan.FromSeconds(10)));

    [Fact]
    public Task A_service_that_starts_before_its_database_does_waits_for_it() =>
        network.WhileItWorks(output, () => Task.WhenAll(network.Kill(DistributedNetwork.Database, TimeSpan.FromSeconds(4)), network.Kill("medical-1")));

    [Theory]
    [InlineData("shelters-1", 10)]
    [InlineData("referrals-1", -10)]
    public async Task A_clock_is_ten_minutes_off_and_no_hold_ends_early(string name, int minutes)
    {
        if (name == "referrals-1") FaultedNetwork.OnlyInTheLongRun();
        var holds = await network.Work.LeaveUnanswered(network.Random);
        await network.WhileItWorks(output, () => network.ClockIsOff(name, TimeSpan.FromMinutes(minutes), TimeSpan.FromSeconds(6)));
        foreach (var hold in holds) await hold.EndsByTheClock(FaultedNetwork.ShortHold);
    }
}
