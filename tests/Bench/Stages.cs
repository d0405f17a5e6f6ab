using ReferralNetwork.Bench.Rows;

namespace ReferralNetwork.Bench;

/// <summary>Rows that are measured with the same servers, one after another.</summary>
internal static class Stages
{
    private static readonly IReadOnlyList<(string[] Ids, Func<Run, Task> Measure)> All =
    [
        (
            [
                "gateway-direct",
                "gateway-yarp",
                "gateway-open-50",
                "gateway-open-50-p99",
                "gateway-open-80",
                "gateway-open-80-p99",
            ],
            GatewayRows.Measure
        ),
        (
            [
                "search-bytes",
                "yardstick-search-bare",
                "search-open-50",
                "search-open-50-p99",
                "search-open-80",
                "search-open-80-p99",
            ],
            SearchRows.Measure
        ),
        (["search-growth", "search-1000", "search-1000000"], GrowthRows.Measure),
        (["region-changes", "region-search-quiet", "region-search"], RegionRows.Measure),
        (["start", "memory", "yardstick-bare-start", "yardstick-bare-memory"], StartRows.Measure),
        (["pipeline-raw", "pipeline-masstransit"], PipelineRows.Measure),
        (["hold-update"], HoldRows.Measure),
        (["index-ready"], IndexRows.Measure),
        (["desks-idle", "yardstick-desks-none"], DeskRows.Measure),
        (
            [
                "visible",
                "visible-p99",
                "yardstick-broker-one-way",
                "yardstick-broker-one-way-p99",
                "refer",
                "refer-p99",
                "yardstick-bare-endpoint",
                "yardstick-bare-endpoint-p99",
            ],
            NetworkRows.Measure
        ),
        (["mixed-users", "mixed-users-p50", "mixed-users-p99", "mixed-users-errors"], MixedRows.Measure),
    ];

    /// <summary>A stage that fails leaves its rows as failed, with the reason, and the others go on.</summary>
    public static async Task Measure(Run run, IReadOnlyList<string>? only)
    {
        var unknown = only?.Except(Goals.Rows.Select(row => row.Id)).ToList() ?? [];
        if (unknown.Count > 0)
            throw new ArgumentException($"No row has the id {string.Join(", ", unknown)}.", nameof(only));
        foreach (var (ids, measure) in All.Where(stage => only is null || stage.Ids.Intersect(only).Any()))
        {
            await Console.Error.WriteLineAsync(
                $"{DateTime.UtcNow:HH:mm:ss} {string.Join(", ", ids.Where(id => !id.EndsWith("-p99", StringComparison.Ordinal)))}"
            );
            try
            {
                await measure(run);
            }
            catch (Exception e)
            {
                await Console.Error.WriteLineAsync($"failed: {e}");
                foreach (var id in ids.Where(id => !run.Rows.ContainsKey(id)))
                    run.Failures[id] = e.Message.Split('\n')[0];
            }
        }
    }
}
