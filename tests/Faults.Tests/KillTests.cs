using ReferralNetwork.Distributed;

namespace ReferralNetwork.Faults.Tests;

/// <summary>
/// Processes that die, stand still or are away while the others work: nothing is lost, nothing doubled, no place
/// promised twice. By day two schedules that between them come to every named point; at night each process, longer, one
/// by one.
/// </summary>
[Collection(nameof(FaultedNetwork))]
public sealed class KillTests(FaultedNetwork network, ITestOutputHelper output)
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(4);

    [Fact]
    public Task Services_die_at_two_named_points_one_stands_still_and_the_gateway_is_killed() =>
        network.WhileItWorks(
            output,
            async () =>
            {
                await Task.WhenAll(network.CrashAt("shelters-1", "before-commit"), network.Pause("medical-1", Short));
                await Task.WhenAll(network.CrashAt("referrals-1", "handled"), network.Kill("gateway"));
            }
        );

    [Fact]
    public Task Services_die_at_the_other_two_named_points_and_broker_and_database_are_away() =>
        network.WhileItWorks(
            output,
            async () =>
            {
                await network.CrashAt("referrals-1", "committed");
                await network.Kill(DistributedNetwork.Broker, Short);
                await network.CrashAt("shelters-1", "published");
                // A service that starts while its database is away waits for it.
                await Task.WhenAll(network.Kill(DistributedNetwork.Database, Short), network.Kill("medical-1"));
            }
        );

    [Theory(Explicit = true)]
    [InlineData("shelters-1", "before-commit", "committed", "published", "handled")]
    [InlineData("referrals-1", "before-commit", "committed", "published", "handled")]
    // It publishes nothing and subscribes to nothing.
    [InlineData("identity-1", "before-commit", "committed")]
    public Task A_service_dies_at_each_named_point(string name, params string[] points) =>
        network.WhileItWorks(
            output,
            async () =>
            {
                foreach (var point in points)
                    await network.CrashAt(name, point);
            }
        );

    [Theory]
    [InlineData("shelters-1", 10)]
    [InlineData("referrals-1", -10, Explicit = true)]
    public async Task A_clock_is_ten_minutes_off_and_no_hold_ends_early(string name, int minutes)
    {
        var holds = await network.Work.LeaveUnanswered(network.Random);
        await network.WhileItWorks(
            output,
            () => network.ClockIsOff(name, TimeSpan.FromMinutes(minutes), TimeSpan.FromSeconds(6))
        );
        foreach (var hold in holds)
            await hold.EndsByTheClock(FaultedNetwork.ShortHold);
    }

    [Fact(Explicit = true)]
    public Task Every_process_is_killed_at_any_moment() =>
        network.WhileItWorks(
            output,
            async () =>
            {
                foreach (
                    var name in network.Network.Names.Except([DistributedNetwork.Broker, DistributedNetwork.Database])
                )
                {
                    await network.Answered(network.Random.Next(1, 40));
                    await network.Kill(name);
                }
            }
        );

    [Theory(Explicit = true)]
    [InlineData("referrals-1")]
    [InlineData("medical-1")]
    public Task A_consumer_stands_still_for_a_while_and_goes_on(string name) =>
        network.WhileItWorks(output, () => network.Pause(name, TimeSpan.FromSeconds(6)));

    [Theory(Explicit = true)]
    [InlineData(DistributedNetwork.Broker, 30)]
    [InlineData(DistributedNetwork.Database, 10)]
    public Task A_server_is_killed_and_away_for_long(string name, int seconds) =>
        network.WhileItWorks(output, () => network.Kill(name, TimeSpan.FromSeconds(seconds)));
}
