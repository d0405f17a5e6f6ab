using ReferralNetwork.Bench.Load;

namespace ReferralNetwork.Bench.Rows;

/// <summary>A search among a thousand times as many pools.</summary>
internal static class GrowthRows
{
    public static async Task Measure(Run run)
    {
        await using var issuer = await Issuer.Start();
        await using var many = await SearchRows.Start(run, issuer, 1_000_000);
        await using var few = await SearchRows.Start(run, issuer, 1_000);
        async Task<double> Median(Child child) =>
            (
                await Wrk.Run(
                    new Ask(new Uri(child.Address, SearchRows.Path), issuer.Token(), SearchRows.Body),
                    1,
                    run.Time(4)
                )
            ).P50Ms;
        var turns = await run.Turns(() => Median(many), () => Median(few));
        run.Add("search-growth", turns.Select(turn => turn[0] / turn[1]));
        run.Add("search-1000", turns.Select(turn => turn[1]), $"server {few.ResidentMb:N0} MB");
        run.Add("search-1000000", turns.Select(turn => turn[0]), $"server {many.ResidentMb:N0} MB");
    }
}
