using System.Diagnostics;
using ReferralNetwork.Demo;
using ReferralNetwork.Distributed;

namespace ReferralNetwork.Bench.Rows;

/// <summary>The whole network in one process: how soon it is there, and what it takes when nobody asks.</summary>
internal static class StartRows
{
    private const int Pools = 1_000;

    public static async Task Measure(Run run)
    {
        var folder = run.Folder("allinone");
        await using (var first = await AllInOne(run, folder))
            await Fill(first.Address, folder);
        var turns = await run.Turns(
            async () =>
            {
                await using var network = await AllInOne(run, folder);
                return await Idle(run, network);
            },
            async () =>
            {
                await using var bare = await Child.Part(run, "bare");
                return await Idle(run, bare);
            }
        );
        run.Add("start", turns.Select(turn => turn[0].Ready));
        run.Add("yardstick-bare-start", turns.Select(turn => turn[1].Ready));
        run.Add("memory", turns.Select(turn => turn[0].Mb));
        run.Add("yardstick-bare-memory", turns.Select(turn => turn[1].Mb));
    }

    private static async Task<(double Ready, double Mb)> Idle(Run run, Child child)
    {
        await Task.Delay(run.Time(6));
        return (child.ReadyAfterSeconds, child.ResidentMb);
    }

    private static Task<Child> AllInOne(Run run, string folder)
    {
        var port = Ports.Free();
        var environment = Limits
            .High(new Dictionary<string, string?>())
            .ToDictionary(limit => limit.Key.Replace(":", "__", StringComparison.Ordinal), limit => limit.Value);
        environment["DOTNET_gcServer"] = "0";
        return Child.Start(
            run,
            "allinone",
            port,
            [run.Program("AllInOne"), "--data", folder, "--port", $"{port}", "--no-cases"],
            environment,
            "/health/ready"
        );
    }

    /// <summary>What the demo has not, one house publishes, as it would.</summary>
    private static async Task Fill(Uri address, string folder)
    {
        var patience = Stopwatch.StartNew();
        while (DemoAccount.Read(folder).Count == 0)
        {
            if (patience.Elapsed > TimeSpan.FromMinutes(2))
                throw new TimeoutException("the demo is not loaded");
            await Task.Delay(100);
        }
        using var house = await Account.SignIn(address, folder, "shelter-1");
        var site = await house.Site();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Pools - 100),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (_, _) => await house.Pool(site, 40)
        );
    }
}
