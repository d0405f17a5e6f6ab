using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ReferralNetwork.Platform.Messaging;

/// <summary>Opens the service's subscriptions within the process when it starts and closes them when it stops; the bus
/// keeps closed receivers, so that their messages wait.</summary>
internal sealed class InProcessSubscriptions(
    InProcessBus bus,
    IServiceProvider services,
    IEnumerable<Receiver> receivers,
    IEnumerable<Feed> feeds,
    ILogger<InProcessSubscriptions> log
) : IHostedService
{
    private readonly List<(string Type, Action<Envelope> Apply)> _feeds =
    [
        .. feeds.Select(feed =>
            (feed.Type, new Action<Envelope>(envelope => feed.ApplyOrPassOver(envelope, services, log)))
        ),
    ];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var receiver in receivers)
            receiver.Open();
        foreach (var (type, apply) in _feeds)
            bus.AddFeed(type, apply);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var receiver in receivers)
            receiver.Close();
        foreach (var (type, apply) in _feeds)
            bus.RemoveFeed(type, apply);
        return Task.CompletedTask;
    }
}

internal static class InProcess
{
    public static void AddInProcess(this IServiceCollection services, InProcessBus bus)
    {
        services.AddSingleton(bus);
        services.AddSingleton<IBus>(bus);
        services.AddHostedService<InProcessSubscriptions>();
    }
}
