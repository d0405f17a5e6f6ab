using RabbitMQ.Client;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.System.Tests.Distributed;

/// <summary>Replicas that start together over a new broker do not get into each other's way.</summary>
[Collection(nameof(TwoOfEach))]
public sealed class QueueTests(TwoOfEach network)
{
    private readonly Uri _broker = new(network.Network.BrokerAddress);

    [Fact]
    public async Task Whoever_has_made_a_queue_can_consume_from_it_though_others_make_it_too()
    {
        var replicas = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Connect()));
        for (var i = 0; i < 20; i++)
            await Task.WhenAll(replicas.Select(connection => MakeAndConsume(connection, $"starting.{i}")));
        foreach (var connection in replicas)
            await connection.DisposeAsync();
    }

    private static async Task MakeAndConsume(IConnection connection, string queue)
    {
        await using var channel = await connection.CreateChannelAsync();
        await Queues.Make(connection, "starting", [queue], TestContext.Current.CancellationToken);
        (
            await channel.BasicConsumeAsync(queue, autoAck: true, new AsyncDefaultBasicConsumer(channel))
        ).ShouldNotBeEmpty();
    }

    private Task<IConnection> Connect() =>
        new ConnectionFactory { Uri = _broker, AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
}
