using System.Net.Sockets;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform.Telemetry;

namespace ReferralNetwork.Platform.Messaging;

/// <summary>
/// Events over RabbitMQ, by MassTransit. An event counts as taken once a majority of the broker's nodes has confirmed
/// it for at least one queue. While the broker is away the service goes on: what it publishes waits in its outbox.
/// </summary>
internal sealed class RabbitBus(Uri address, Topology topology, ILogger<RabbitBus> log) : BackgroundService, IBus
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StartWithin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);

    private volatile IBusControl? _bus;

    // True once the bus is started and connected and every queue of this service is bound: answers to what it publishes
    // must find their queue.
    public bool IsUp => _bus?.CheckHealth().Status == BusHealthStatus.Healthy;

    /// <summary>Connects only once the broker answers, since MassTransit's own pauses between two tries grow to a
    /// minute.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (!await Answers(stoppingToken))
                    await Task.Delay(PollInterval, stoppingToken);
                await topology.MakeQueues(address, stoppingToken);
                _bus = topology.Bus(address);
                await _bus.StartAsync(stoppingToken).WaitAsync(StartWithin, stoppingToken);
                log.LogWarning("The broker is connected");
                await UntilUnhealthy(_bus, stoppingToken);
                log.LogWarning("The broker is away; events wait");
                await Stop();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogWarning("The broker cannot be used, trying again: {Failure}", SafeText.Of(e));
                if (_bus is not null)
                    await Stop().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await Task.Delay(PollInterval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Ends when the broker is away, or when the bus stays degraded: after an outage MassTransit may never
    /// restore one of its queues while the others work.</summary>
    private static async Task UntilUnhealthy(IBusControl bus, CancellationToken ct)
    {
        long? ill = null;
        while (bus.CheckHealth().Status is var status and not BusHealthStatus.Unhealthy)
        {
            ill = status == BusHealthStatus.Healthy ? null : ill ?? Environment.TickCount64;
            if (Environment.TickCount64 - ill > Patience.TotalMilliseconds)
                return;
            await Task.Delay(PollInterval, ct);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Stop();
    }

    private async Task Stop()
    {
        if (Interlocked.Exchange(ref _bus, null) is not { } bus)
            return;
        using var limit = new CancellationTokenSource(Patience);
        await bus.StopAsync(limit.Token);
    }

    private async Task<bool> Answers(CancellationToken ct)
    {
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(address.Host, address.Port, ct).AsTask().WaitAsync(TimeSpan.FromSeconds(2), ct);
            return true;
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            return false;
        }
    }

    public async Task<bool[]> Publish(IReadOnlyList<Envelope> batch, CancellationToken ct)
    {
        if (_bus is not { } bus)
            return new bool[batch.Count];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        var failures = await Task.WhenAll(batch.Select(envelope => Publish(bus, envelope, limit.Token)));
        ct.ThrowIfCancellationRequested();
        var failed = failures.OfType<Exception>().ToList();
        if (failed.Count > 0)
            log.LogWarning(
                "{Count} events wait: the broker has not taken them: {Failure}",
                failed.Count,
                SafeText.Of(failed[0])
            );
        return Array.ConvertAll(failures, failure => failure is null);
    }

    // Waits no longer than the token allows, whatever the library does when its connection is lost: a relay that never
    // came back would hold up every event of this service.
    private static async Task<Exception?> Publish(IBusControl bus, Envelope envelope, CancellationToken ct)
    {
        try
        {
            await bus.Publish(
                    envelope,
                    context =>
                    {
                        context.MessageId = envelope.MessageId;
                        var rabbit = context.GetPayload<RabbitMqSendContext>();
                        rabbit.RoutingKey = envelope.Type;
                        // The broker would discard an event without a queue, and a subscriber that has never run has
                        // none yet.
                        rabbit.Mandatory = true;
                    },
                    ct
                )
                .WaitAsync(ct);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
