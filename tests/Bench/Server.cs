using ReferralNetwork.AllInOne;
using ReferralNetwork.Referrals.Domain.Search;
using Microsoft.Extensions.DependencyInjection;

namespace ReferralNetwork.Bench;

/// <summary>The demo network with synthetic pools in its index beside its own; its database is not filled.</summary>
internal static class Server
{
    public static async Task<int> Run(int pools, int port)
    {
        var folder = Directory.CreateTempSubdirectory("network-bench-").FullName;
        try
        {
            await using var network = await Network.Start(new NetworkOptions(folder)
            {
                Port = port,
                Demo = true,
                Settings = new Dictionary<string, string?>
                {
                    ["Referrals:MaxOpenHolds"] = "1000000", ["Limits:Client:Burst"] = "1000000000", ["Limits:Address:Burst"] = "1000000000",
                },
            });
            var index = network.Host("referrals").Services.GetRequiredService<AvailabilityIndex>();
            foreach (var pool in Synthetic.Pools(pools, DateTimeOffset.UtcNow)) index.Apply(pool);
            GC.Collect();
            Console.WriteLine($"READY {folder} {index.Count} {Environment.WorkingSet / 1024 / 1024}");
            await Console.In.ReadLineAsync();
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
