using ReferralNetwork.Distributed;

namespace ReferralNetwork.Bench.Rows;

/// <summary>The distributed form with its demo: every service a process over RabbitMQ and PostgreSQL.</summary>
internal static class NetworkRows
{
    public static async Task Measure(Run run)
    {
        await run.StopServers();
        var settings = Limits.High(new Dictionary<string, string?> { ["Allowance:Organisation"] = "1000000" });
        await using var network = await DistributedNetwork.Start(
            new DistributedOptions(run.Folder("network"))
            {
                Demo = true,
                Programs = run.Programs,
                Settings = settings,
            }
        );
        await Servers.Tell(new Uri(network.BrokerAddress), network.ConnectionString("referrals"), run.Versions);
        await Refer.Measure(run, network);
        await Visible.Measure(run, network);
    }
}
