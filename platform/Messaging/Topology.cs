using MassTransit;
using MassTransit.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace ReferralNetwork.Platform.Messaging;

/// <summary>
/// This service's objects at the broker: one direct exchange that all services share, with the contract's name as
/// routing key; a durable quorum queue for each subscriber; and one queue for the feeds of this replica alone.
/// </summary>
internal sealed class Topology(
    string service,
    IEnumerable<Receiver> receivers,
    IEnumerable<Feed> feeds,
    IServiceProvider services,
    ILogger<Topology> log
)
{
    private const string Exchange = "events";

    /// <summary>Chosen by measurement (docs/bench): two batches of a lane, so that it never waits for the
    /// broker.</summary>
    private const int Prefetch = 128;

    private readonly ILookup<string, Feed> _feeds = feeds.ToLookup(feed => feed.Type);
    private readonly List<(Receiver Receiver, BatchingConsumer Lane)> _lanes =
    [
        .. receivers.Select(receiver =>
            (
                receiver,
                new BatchingConsumer(
                    receiver,
                    services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping
                )
            )
        ),
    ];

    public async Task MakeQueues(Uri address, CancellationToken ct)
    {
        if (_lanes.Count == 0)
            return;
        var broker = new ConnectionFactory { Uri = address, AutomaticRecoveryEnabled = false };
        await using var connection = await broker.CreateConnectionAsync(ct);
        await Queues.Make(connection, service, _lanes.Select(lane => lane.Receiver.Consumer), ct);
    }

    /// <summary>Made without MassTransit's container and host, so that nothing of it reports usage, logs or starts by
    /// itself.</summary>
    public IBusControl Bus(Uri address) =>
        MassTransit.Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(address);
            // The message is the Envelope in JSON and nothing around it, readable by any AMQP client.
            rabbit.ClearSerialization();
            rabbit.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType, isDefault: true);
            rabbit.Message<Envelope>(message => message.SetEntityName(Exchange));
            rabbit.Publish<Envelope>(publish => publish.ExchangeType = ExchangeType.Direct);
            rabbit.AutoStart = true;
            foreach (var (receiver, lane) in _lanes)
                Subscribe(rabbit, receiver, lane);
            if (_feeds.Count > 0)
                Follow(rabbit);
        });

    private static void Subscribe(IRabbitMqBusFactoryConfigurator rabbit, Receiver receiver, BatchingConsumer lane) =>
        rabbit.ReceiveEndpoint(
            receiver.Consumer,
            endpoint =>
            {
                endpoint.SetQuorumQueue();
                Bind(endpoint, receiver.Type);
                (endpoint.PrefetchCount, endpoint.ConcurrentMessageLimit) = (Prefetch, Prefetch);
                endpoint.Handler<Envelope>(context => lane.Take(context.Message.Validated()));
                endpoint.ConfigureError(error =>
                {
                    error.UseFilter(new OnlyUnreadable());
                    error.UseFilter(new ErrorTransportFilter());
                });
            }
        );

    // The queue goes with the replica; what the replica misses, its service's sweep finds. It has a new name each time,
    // since the last one may still be there.
    private void Follow(IRabbitMqBusFactoryConfigurator rabbit) =>
        rabbit.ReceiveEndpoint(
            $"{service}.feed.{Guid.NewGuid():n}",
            endpoint =>
            {
                (endpoint.Durable, endpoint.AutoDelete, endpoint.Exclusive) = (false, true, true);
                foreach (var feed in _feeds)
                    Bind(endpoint, feed.Key);
                endpoint.PrefetchCount = 1000;
                // An unreadable message is skipped here; where it also came to a durable queue, it is set apart there.
                endpoint.ConfigureError(error => error.UseFilter(new OnlyUnreadable()));
                endpoint.Handler<Envelope>(context =>
                {
                    foreach (var feed in _feeds[context.Message.Type])
                        feed.ApplyOrPassOver(context.Message, services, log);
                    return Task.CompletedTask;
                });
            }
        );

    private static void Bind(IRabbitMqReceiveEndpointConfigurator endpoint, string type)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PublishFaults = false;
        endpoint.Bind(Exchange, bind => (bind.ExchangeType, bind.RoutingKey) = (ExchangeType.Direct, type));
    }

    /// <summary>
    /// Lets only messages that nobody can read into the endpoint's <c>_error</c> queue, their dead-letter queue.
    /// Anything else that comes here is the cancellation of a service that stops (MassTransit has an exception of its
    /// own for it), whose messages go back to their queue.
    /// </summary>
    private sealed class OnlyUnreadable : IFilter<ExceptionReceiveContext>
    {
        public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next) =>
            context.Exception is OperationCanceledException or ConsumerCanceledException
                ? Task.FromException(context.Exception)
                : next.Send(context);

        public void Probe(ProbeContext context) => context.CreateFilterScope("only-unreadable");
    }
}

internal static class Rabbit
{
    public static bool IsSet(IConfiguration configuration) => configuration["Broker:Address"] is { Length: > 0 };

    /// <summary><c>Broker:Address</c> is <c>amqp://user:password@host:5672/vhost</c>, or <c>amqps</c> for
    /// TLS.</summary>
    public static void AddRabbit(this IServiceCollection services, string service, IConfiguration configuration)
    {
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<Topology>(provider, service));
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<RabbitBus>(provider, new Uri(configuration["Broker:Address"]!))
        );
        services.AddSingleton<IBus>(provider => provider.GetRequiredService<RabbitBus>());
        services.AddHostedService(provider => provider.GetRequiredService<RabbitBus>());
    }
}
