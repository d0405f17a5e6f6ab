using System.Diagnostics;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Bench.Rows;

/// <summary>
/// The index of a region, a million pools, in this process: how many changes it takes when it does nothing else, and
/// how many searches it answers while a region's changes come in. No HTTP, no broker: docs/scale.md adds those from
/// their own rows.
/// </summary>
internal static class RegionRows
{
    private const int Pools = 1_000_000;
    private const int ChangesPerSecond = 5_000;

    private static readonly SearchQuery Query = new(["shelter"])
    {
        Criteria = new()
        {
            Sex = "female",
            Age = 16,
            Needs = ["trafficking"],
            Languages = ["km"],
        },
        OpenOnly = true,
    };

    public static async Task Measure(Run run)
    {
        var now = DateTimeOffset.UtcNow;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var index = new AvailabilityIndex(FreshnessRules.Standard, now);
        foreach (var pool in Synthetic.Pools(Pools, now))
            index.Apply(pool);
        var changes = new Changes(index);

        var alone = await run.Turns(() => Task.FromResult(Rate(run.Time(3), () => changes.Next())));
        run.Add(
            "region-changes",
            alone.Select(turn => turn[0]),
            $"index of {index.Count:N0} pools: "
                + $"{(GC.GetTotalMemory(forceFullCollection: true) - before) / 1_048_576:N0} MB"
        );

        var turns = await run.Turns(() => Searches(run, index, null), () => Searches(run, index, changes));
        run.Add("region-search-quiet", turns.Select(turn => turn[0].PerSecond));
        run.Add(
            "region-search",
            turns.Select(turn => turn[1].PerSecond),
            $"while {turns.Average(turn => turn[1].Changes):N0} changes/s came in"
        );
    }

    /// <summary>One core searches; the other, where there are changes, applies them at the region's pace.</summary>
    private static async Task<(double PerSecond, double Changes)> Searches(
        Run run,
        AvailabilityIndex index,
        Changes? changes
    )
    {
        using var end = new CancellationTokenSource();
        var applying = changes is null
            ? Task.FromResult(0.0)
            : Task.Run(() => changes.At(ChangesPerSecond, end.Token), CancellationToken.None);
        var rate = Rate(run.Time(3), () => index.Search(Query, DateTimeOffset.UtcNow));
        await end.CancelAsync();
        return (rate, await applying);
    }

    private static double Rate(TimeSpan time, Action once)
    {
        var (clock, count) = (Stopwatch.StartNew(), 0);
        for (; clock.Elapsed < time; count++)
            once();
        return count / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Somebody comes or goes somewhere: a pool has one place more or less.</summary>
    private sealed class Changes(AvailabilityIndex index)
    {
        private readonly AvailabilityChanged[] _pools = [.. index.All];
        private readonly Random _random = new(1);

        public void Next()
        {
            ref var pool = ref _pools[_random.Next(_pools.Length)];
            var count = pool.Capacity;
            pool = pool with
            {
                Version = pool.Version + 1,
                Capacity = count with { Occupied = count.Occupied > 0 ? count.Occupied - 1 : count.Maximum },
            };
            index.Apply(pool);
        }

        /// <returns>How many a second it came to.</returns>
        public async Task<double> At(int perSecond, CancellationToken end)
        {
            var (clock, done) = (Stopwatch.StartNew(), 0);
            while (!end.IsCancellationRequested)
            {
                for (; done < clock.Elapsed.TotalSeconds * perSecond && !end.IsCancellationRequested; done++)
                    Next();
                await Task.Delay(1, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            return done / clock.Elapsed.TotalSeconds;
        }
    }
}
