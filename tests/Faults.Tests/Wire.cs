using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using ReferralNetwork.Distributed;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Faults.Tests;

/// <summary>The network's broker, as anybody who speaks AMQP sees it.</summary>
internal sealed class Wire(IConnection connection, IChannel channel) : IAsyncDisposable
{
    private const string Exchange = "events";

    public static async Task<Wire> Open(DistributedNetwork network)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(network.BrokerAddress) }.CreateConnectionAsync();
        return new Wire(connection, await connection.CreateChannelAsync(new CreateChannelOptions(true, true)));
    }

    public static byte[] BytesOf(Envelope envelope) =>
        JsonSerializer.SerializeToUtf8Bytes(envelope, JsonSerializerOptions.Web);

    /// <summary>To all who subscribe to it.</summary>
    public Task Publish(Envelope envelope) => Publish(envelope.Type, BytesOf(envelope));

    public async Task Publish(string type, byte[] body) => await channel.BasicPublishAsync(Exchange, type, body);

    /// <summary>To one consumer alone.</summary>
    public async Task Send(string consumer, byte[] body) => await channel.BasicPublishAsync("", consumer, body);

    /// <summary>Hears every message of these types as it comes.</summary>
    public async Task Listen(IEnumerable<string> types, Func<Envelope, Task> hear)
    {
        // A channel of its own: who publishes while it hears would wait for itself.
        var ear = await connection.CreateChannelAsync();
        var queue = await ear.QueueDeclareAsync();
        foreach (var type in types)
            await ear.QueueBindAsync(queue.QueueName, Exchange, type);
        var consumer = new AsyncEventingBasicConsumer(ear);
        consumer.ReceivedAsync += async (_, message) => await hear(Read(message.Body.Span));
        await ear.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
    }

    /// <summary>Takes away what waits in a queue; nothing where there is no such queue.</summary>
    public async Task<List<byte[]>> Take(string queue)
    {
        await using var hand = await connection.CreateChannelAsync();
        var taken = new List<byte[]>();
        try
        {
            // One that is just being made has nobody to answer a get, which would end the whole connection.
            if (await hand.MessageCountAsync(queue) == 0)
                return taken;
            while (await hand.BasicGetAsync(queue, autoAck: true) is { } message)
                taken.Add(message.Body.ToArray());
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return taken;
        } // nothing has come to it yet
        return taken;
    }

    public async Task Delete(string queue)
    {
        await using var hand = await connection.CreateChannelAsync();
        await hand.QueueDeleteAsync(queue);
    }

    /// <summary>A queue of no use to a service: it is not replicated.</summary>
    public async Task Declare(string queue)
    {
        await using var hand = await connection.CreateChannelAsync();
        await hand.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
    }

    public async Task<uint> Consumers(string queue)
    {
        await using var hand = await connection.CreateChannelAsync();
        try
        {
            return await hand.ConsumerCountAsync(queue);
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return 0;
        }
    }

    public static Envelope Read(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize<Envelope>(body, JsonSerializerOptions.Web)!;

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
