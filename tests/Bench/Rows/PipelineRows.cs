using ReferralNetwork.Bench.Pipelines;

namespace ReferralNetwork.Bench.Rows;

/// <summary>The same messages over the same broker: by the product, by RabbitMQ's client alone, by MassTransit
/// alone.</summary>
internal static class PipelineRows
{
    public static async Task Measure(Run run)
    {
        var servers = await run.Servers();
        var messages = run.Quick ? 4_000 : 20_000;
        await using var product = await ProductPipeline.Start(run);
        await using var raw = await RawPipeline.Start(servers.Broker);
        await using var massTransit = await MassTransitPipeline.Start(servers.Broker);
        var turns = await run.Turns(
            () => product.Measure(messages),
            () => raw.Measure(messages),
            () => massTransit.Measure(messages)
        );
        run.Add("pipeline-raw", turns.Select(turn => turn[0] / turn[1]), Side.BySide(turns, 0, 1));
        run.Add("pipeline-masstransit", turns.Select(turn => turn[0] / turn[2]), Side.BySide(turns, 0, 2));
    }
}
