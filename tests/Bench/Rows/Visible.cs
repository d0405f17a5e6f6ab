using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Routing;
using ReferralNetwork.Bench.Load;
using ReferralNetwork.Bench.Pipelines;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Distributed;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Referrals;
using ReferralNetwork.Shelters;

namespace ReferralNetwork.Bench.Rows;

/// <summary>
/// A count changes in the house's service and is seen in a search. This process is one more replica of shelters, which
/// commits, and one more of referrals, whose index is watched: so both moments are read from one clock. The network
/// goes on around them.
/// </summary>
internal static class Visible
{
    private const double PerSecond = 500;
    private const int Workers = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task Measure(Run run, DistributedNetwork network)
    {
        await using var provider = await Replica<SheltersModule>(run, network);
        await using var searcher = await Replica<Watched>(run, network);
        await using var raw = await RawPipeline.Start(new Uri(network.BrokerAddress));
        var pools = await Pools.Add(provider.Services, 1_000, 40);
        var rates = new List<double>();
        var turns = await run.Turns(
            () => Change(run, provider, searcher.Services.GetRequiredService<Seen>(), pools, rates),
            () => raw.OneWay(PerSecond, run.Time(4))
        );
        // Fewer changes than the goal speaks of would be seen sooner: that is no figure.
        if (rates.Skip(1).Min() < PerSecond * 0.95)
            run.Failures["visible"] = run.Failures["visible-p99"] =
                $"only {rates.Skip(1).Min():N0} changes/s could be committed";
        else
            run.Add(
                "visible",
                [.. turns.Select(turn => turn[0])],
                $"{rates.Skip(1).Min():N0} to {rates.Skip(1).Max():N0} changes/s were committed"
            );
        run.Add("yardstick-broker-one-way", [.. turns.Select(turn => turn[1])]);
        await provider.StopAsync();
        await searcher.StopAsync();
    }

    private static async Task<WebApplication> Replica<T>(Run run, DistributedNetwork network)
        where T : IModule
    {
        var host = ServiceHost.Build<T>(
            Settings.Of(
                run,
                T.Name,
                network.ConnectionString(T.Name),
                new Uri(network.BrokerAddress),
                ProcessEnvironment.MasterKey(network.DataFolder)
            )
        );
        await ServiceHost.Prepare(host);
        await host.StartAsync();
        var bus = host.Services.GetRequiredService<IBus>();
        while (!bus.IsUp)
            await Task.Delay(50);
        return host;
    }

    private static async Task<Latencies> Change(
        Run run,
        WebApplication provider,
        Seen seen,
        IReadOnlyList<Guid> pools,
        List<double> rates
    )
    {
        var committed = new ConcurrentDictionary<(Guid, long), long>();
        var time = run.Time(6);
        var clock = Stopwatch.StartNew();
        await OpenLoop.Run(
            PerSecond,
            time,
            [
                .. Enumerable.Repeat(
                    async (long number) =>
                    {
                        var pool = pools[(int)(number % pools.Count)];
                        await using var scope = provider.Services.CreateAsyncScope();
                        var now = DateTimeOffset.UtcNow;
                        await scope
                            .ServiceProvider.GetRequiredService<UnitOfWork>()
                            .Run(
                                () =>
                                    scope
                                        .ServiceProvider.GetRequiredService<Ledger>()
                                        .BumpVersion(pool, now, CancellationToken.None),
                                CancellationToken.None
                            );
                        committed[(pool, now.ToUnixTimeMicroseconds())] = Stopwatch.GetTimestamp();
                        return true;
                    },
                    Workers
                ),
            ]
        );
        rates.Add(committed.Count / clock.Elapsed.TotalSeconds);
        var until = clock.Elapsed + Patience;
        while (committed.Keys.Any(change => !seen.At.ContainsKey(change)) && clock.Elapsed < until)
            await Task.Delay(20);
        // What is relayed before its committer is told counts as seen at once.
        return new(
            committed.Select(change =>
                seen.At.TryGetValue(change.Key, out var at)
                    ? Math.Max(0, Stopwatch.GetElapsedTime(change.Value, at).TotalMilliseconds)
                    : (double?)null
            )
        );
    }

    /// <summary>When the index had which version.</summary>
    private sealed class Seen
    {
        public ConcurrentDictionary<(Guid, long), long> At { get; } = new();
    }

    /// <summary>The service of referrals, and a feed behind the index's own: told of a change once the index has
    /// it.</summary>
    private sealed class Watched : IModule
    {
        public static string Name => ReferralsModule.Name;

        public static void AddServices(Service service)
        {
            ReferralsModule.AddServices(service);
            service.Services.AddSingleton<Seen>();
            service.Feed<AvailabilityChanged>(
                (services, change) =>
                    services
                        .GetRequiredService<Seen>()
                        .At.TryAdd((change.PoolId, change.Version), Stopwatch.GetTimestamp())
            );
        }

        public static void MapEndpoints(IEndpointRouteBuilder routes) => ReferralsModule.MapEndpoints(routes);
    }
}
