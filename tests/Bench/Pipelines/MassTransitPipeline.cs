using System.Diagnostics;
using MassTransit;
using RabbitMQ.Client;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Bench.Pipelines;

/// <summary>
/// MassTransit with the product's settings and the same producers, and nothing of the product's before or behind it: no
/// outbox, no inbox, no database.
/// </summary>
internal sealed class MassTransitPipeline : IAsyncDisposable
{
    private const string Name = "bench-masstransit";
    private readonly IBusControl _bus;
    private readonly Counter _counter = new();

    private MassTransitPipeline(Uri broker) =>
        _bus = MassTransit.Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(broker);
            rabbit.ClearSerialization();
            rabbit.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType, isDefault: true);
            rabbit.Message<Envelope>(message => message.SetEntityName($"{Name}-events"));
            rabbit.Publish<Envelope>(publish => publish.ExchangeType = ExchangeType.Direct);
            rabbit.ReceiveEndpoint(
                Name,
                endpoint =>
                {
                    endpoint.SetQuorumQueue();
                    endpoint.ConfigureConsumeTopology = false;
                    endpoint.Bind(
                        $"{Name}-events",
                        bind => (bind.ExchangeType, bind.RoutingKey) = (ExchangeType.Direct, Envelope.TypeOf<Noted>())
                    );
                    (endpoint.PrefetchCount, endpoint.ConcurrentMessageLimit) = (128, 128);
                    endpoint.Handler<Envelope>(_ =>
                    {
                        _counter.Add();
                        return Task.CompletedTask;
                    });
                }
            );
        });

    public static async Task<MassTransitPipeline> Start(Uri broker)
    {
        var pipeline = new MassTransitPipeline(broker);
        await pipeline._bus.StartAsync();
        return pipeline;
    }

    /// <returns>Messages a second.</returns>
    public async Task<double> Measure(int messages)
    {
        _counter.Expect(messages);
        var clock = Stopwatch.StartNew();
        await Producers.Send(
            messages,
            Producers.Piece,
            piece =>
                Task.WhenAll(
                    piece
                        .Select(message => message.Envelope())
                        .Select(envelope =>
                            _bus.Publish(
                                envelope,
                                context => context.GetPayload<RabbitMqSendContext>().RoutingKey = envelope.Type
                            )
                        )
                )
        );
        await _counter.All();
        return messages / clock.Elapsed.TotalSeconds;
    }

    public async ValueTask DisposeAsync() => await _bus.StopAsync();
}
