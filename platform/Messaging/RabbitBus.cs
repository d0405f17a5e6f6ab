using MassTransit;
using MassTransit.RabbitMqTransport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform.Telemetry;

namespace ReferralNetwork.Platform.Messaging;

/// <summary>
/// Events over RabbitMQ, by MassTransit: one direct exchange, the contract's name as routing key, a durable quorum queue a
/// subscriber. An event is the broker's once a majority of it has confirmed the event for at least one queue.
/// </summary>
internal sealed class RabbitBus(IBusControl bus, ILogger<RabbitBus> log) : IBus
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Started, connected and every queue of this service bound.
    public bool IsUp => bus.CheckHealth().Status == BusHealthStatus.Healthy;

    public async Task<bool[]> Publish(IReadOnlyList<Envelope> batch, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        return await Task.WhenAll(batch.Select(envelope => Publish(envelope, limit.Token, ct)));
    }

    private async Task<bool> Publish(Envelope envelope, CancellationToken limit, CancellationToken stopping)
    {
        try
        {
            await bus.Publish(envelope, context =>
            {
                context.MessageId = envelope.MessageId;
                var rabbit = context.GetPayload<RabbitMqSendContext>();
                rabbit.RoutingKey = envelope.Type;
                // Without a queue it would be thrown away: a subscriber that has never run has none yet.
                rabbit.Mandatory = true;
            }, limit);
            return true;
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            log.LogWarning("The broker has not taken {Type} {MessageId}: {Failure}", envelope.Type, envelope.MessageId, SafeText.Of(e));
            return false;
        }
    }
}

internal static class Rabbit
{
    private const string Exchange = "events";

    /// <summary>Chosen by measurement (docs/bench): more than a lane takes at once, so that it never waits for the broker.</summary>
    private const int Prefetch = 128;

    public static bool IsSet(IConfiguration configuration) => configuration["Broker:Address"] is { Length: > 0 };

    /// <summary><c>Broker:Address</c> is <c>amqp://user:password@host:5672/vhost</c>, or <c>amqps</c> for TLS.</summary>
    public static void AddRabbit(this IServiceCollection services, string service, IConfiguration configuration)
    {
        services.AddMassTransit(masstransit =>
        {
            masstransit.DisableUsageTelemetry();
            masstransit.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(new Uri(configuration["Broker:Address"]!));
                // An Envelope in JSON and nothing around it: readable by whoever speaks AMQP.
                rabbit.ClearSerialization();
                rabbit.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType, isDefault: true);
                rabbit.Message<Envelope>(message => message.SetEntityName(Exchange));
                rabbit.Publish<Envelope>(publish => publish.ExchangeType = RabbitMQ.Client.ExchangeType.Direct);
                var stopping = context.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
                foreach (var receiver in context.GetServices<Receiver>()) rabbit.Subscribe(receiver, stopping);
                rabbit.Follow(service, [.. context.GetServices<Feed>()], context);
            });
        });
        services.AddSingleton<IBus, RabbitBus>();
    }

    private static void Subscribe(this IRabbitMqBusFactoryConfigurator rabbit, Receiver receiver, CancellationToken stopping) =>
        rabbit.ReceiveEndpoint(receiver.Consumer, endpoint =>
        {
            endpoint.SetQuorumQueue();
            endpoint.Bind(receiver.Type);
            (endpoint.PrefetchCount, endpoint.ConcurrentMessageLimit) = (Prefetch, Prefetch);
            var lane = new Lane(receiver, stopping);
            endpoint.Handler<Envelope>(context => lane.Take(context.Message.Whole()));
            endpoint.ConfigureError(error => error.UseFilter(new OnlyUnreadable()));
        });

    // A queue of this replica alone, gone when it goes: what it misses its service's sweep finds.
    private static void Follow(this IRabbitMqBusFactoryConfigurator rabbit, string service, List<Feed> feeds, IServiceProvider services)
    {
        if (feeds.Count == 0) return;
        var byType = feeds.ToLookup(feed => feed.Type);
        var log = services.GetRequiredService<ILogger<Feed>>();
        rabbit.ReceiveEndpoint($"{service}.feed.{Guid.NewGuid():n}", endpoint =>
        {
            (endpoint.Durable, endpoint.AutoDelete, endpoint.Exclusive) = (false, true, true);
            foreach (var type in byType.Select(feed => feed.Key)) endpoint.Bind(type);
            endpoint.PrefetchCount = 1000;
            endpoint.Handler<Envelope>(context =>
            {
                foreach (var feed in byType[context.Message.Type]) feed.ApplyOrPassOver(context.Message, services, log);
                return Task.CompletedTask;
            });
        });
    }

    private static void Bind(this IRabbitMqReceiveEndpointConfigurator endpoint, string type)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PublishFaults = false;
        endpoint.Bind(Exchange, bind => (bind.ExchangeType, bind.RoutingKey) = (RabbitMQ.Client.ExchangeType.Direct, type));
    }

    /// <summary>
    /// The endpoint's <c>_error</c> queue is the dead-letter queue of what nobody can read. All else that comes here is a
    /// service that stops, whose messages go back to where they were.
    /// </summary>
    private sealed class OnlyUnreadable : IFilter<ExceptionReceiveContext>
    {
        public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next) =>
            context.Exception is OperationCanceledException ? Task.FromException(context.Exception) : next.Send(context);

        public void Probe(ProbeContext context) => context.CreateFilterScope("only-unreadable");
    }
}
