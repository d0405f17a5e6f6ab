using System.Diagnostics;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Bench.Pipelines;

/// <summary>RabbitMQ's own client: the same bytes, confirms, a quorum queue, an acknowledgement each. No
/// database.</summary>
internal sealed class RawPipeline : IAsyncDisposable
{
    private const string Queue = "bench-raw";

    // Unconfirmed at once, each producer: as many as make it no faster.
    private const int InFlight = 250;
    private readonly IConnection _publisher;
    private readonly IConnection _consumer;
    private readonly Counter _counter = new();
    private Action<ReadOnlyMemory<byte>>? _received;

    private RawPipeline(IConnection publisher, IConnection consumer) => (_publisher, _consumer) = (publisher, consumer);

    public static async Task<RawPipeline> Start(Uri broker)
    {
        var factory = new ConnectionFactory { Uri = broker };
        var pipeline = new RawPipeline(await factory.CreateConnectionAsync(), await factory.CreateConnectionAsync());
        var channel = await pipeline._consumer.CreateChannelAsync();
        await channel.QueueDeclareAsync(
            Queue,
            durable: true,
            exclusive: false,
            autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }
        );
        await channel.BasicQosAsync(0, 512, false);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            pipeline._received?.Invoke(delivery.Body);
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
            pipeline._counter.Add();
        };
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer);
        return pipeline;
    }

    private Task<IChannel> Channel() =>
        _publisher.CreateChannelAsync(
            new CreateChannelOptions(
                publisherConfirmationsEnabled: true,
                publisherConfirmationTrackingEnabled: true,
                outstandingPublisherConfirmationsRateLimiter: null
            )
        );

    private static readonly BasicProperties Persistent = new() { Persistent = true, ContentType = "application/json" };

    private static async Task Publish(IChannel channel, ReadOnlyMemory<byte> body) =>
        await channel.BasicPublishAsync("", Queue, mandatory: true, Persistent, body);

    /// <returns>Messages a second.</returns>
    public async Task<double> Measure(int messages)
    {
        _counter.Expect(messages);
        await using var channel = await Channel();
        var clock = Stopwatch.StartNew();
        await Producers.Send(
            messages,
            InFlight,
            piece =>
                Task.WhenAll(
                    piece.Select(message =>
                        Publish(channel, JsonSerializer.SerializeToUtf8Bytes(message.Envelope(), Envelope.Json))
                    )
                )
        );
        await _counter.All();
        return messages / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Publish to received, each by itself, at a steady rate.</summary>
    public async Task<Load.Latencies> OneWay(double perSecond, TimeSpan time)
    {
        var sent = new System.Collections.Concurrent.ConcurrentDictionary<long, long>();
        var took = new System.Collections.Concurrent.ConcurrentBag<double?>();
        _counter.Expect((long)(perSecond * time.TotalSeconds));
        _received = body => took.Add(Stopwatch.GetElapsedTime(sent[BitConverter.ToInt64(body.Span)]).TotalMilliseconds);
        await using var channel = await Channel();
        await Load.OpenLoop.Run(
            perSecond,
            time,
            [
                .. Enumerable.Repeat(
                    async (long number) =>
                    {
                        var body = new byte[500];
                        BitConverter.TryWriteBytes(body, number);
                        sent[number] = Stopwatch.GetTimestamp();
                        await Publish(channel, body);
                        return true;
                    },
                    32
                ),
            ]
        );
        await _counter.All();
        _received = null;
        return new(took);
    }

    public async ValueTask DisposeAsync()
    {
        await _consumer.DisposeAsync();
        await _publisher.DisposeAsync();
    }
}
