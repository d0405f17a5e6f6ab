using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Telemetry;

namespace ReferralNetwork.Platform;

/// <summary>What a module says of itself to the platform.</summary>
public sealed class Service
{
    private readonly string _folder;

    internal Service(string name, IServiceCollection services, IConfiguration configuration, string folder)
    {
        (Name, Services, Configuration, _folder) = (name, services, configuration, folder);
    }

    public string Name { get; }
    public IServiceCollection Services { get; }
    public IConfiguration Configuration { get; }

    /// <summary>The service's one database, with outbox, inbox, failures and idempotency in it.</summary>
    public void Database<TDb>() where TDb : DbContext
    {
        Services.AddDbContextPool<TDb>(options => Databases.Use(options, Configuration, Name, _folder));
        Services.AddScoped<DbContext>(scope => scope.GetRequiredService<TDb>());
        Services.AddScoped<DatabaseClock>();
        Services.AddScoped<Idempotency>();
        Services.AddScoped(scope => new UnitOfWork(scope.GetRequiredService<DbContext>(),
            scope.GetRequiredService<WriteGate>(), scope.GetRequiredService<OutboxSignal>()));
        Services.AddSingleton(new WriteGate(Databases.IsSqlite(Configuration)));
        Services.AddSingleton<OutboxSignal>();
        Services.AddHostedService<Reception>();
        Services.AddHostedService<OutboxRelay>();
        Services.AddHostedService<FailureRetry>();
        Services.AddHostedService<Janitor>();
    }

    /// <summary>A durable subscriber: each message is handled once, in a transaction.</summary>
    /// <param name="when">Asked before a transaction is opened; false takes the message without one.</param>
    public void Subscribe<T, THandler>(Func<T, bool>? when = null) where T : class where THandler : class, IHandle<T>
    {
        Services.AddScoped<THandler>();
        Services.AddSingleton(scope => new Receiver(
            Subscription.Of<T, THandler>(Name, when), scope, scope.GetRequiredService<ILogger<Receiver>>()));
    }

    /// <summary>Every replica applies each message in memory; repeats and disorder are for <paramref name="apply"/> to bear.</summary>
    public void Feed<T>(Action<IServiceProvider, T> apply) where T : class =>
        Services.AddSingleton(new Feed(Envelope.TypeOf<T>(), (services, envelope) => apply(services, envelope.Read<T>())));
}

/// <summary>Opens the service's subscriptions when it starts and closes them when it stops; the bus keeps their place.</summary>
internal sealed class Reception(
    InProcessBus bus, IServiceProvider services, IEnumerable<Receiver> receivers, IEnumerable<Feed> feeds, ILogger<Reception> log)
    : IHostedService
{
    private readonly List<(string Type, Action<Envelope> Apply)> _feeds =
        [.. feeds.Select(feed => (feed.Type, new Action<Envelope>(envelope => Apply(feed, envelope, services, log))))];

    // A feed is for speed and its service's table for truth: what it cannot apply must not stop the sender's relay.
    private static void Apply(Feed feed, Envelope envelope, IServiceProvider services, ILogger log)
    {
        try { feed.Apply(services, envelope); }
        catch (Exception e) { log.LogWarning("A feed passes over {Type} {MessageId}: {Failure}", envelope.Type, envelope.MessageId, SafeText.Of(e)); }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var receiver in receivers) receiver.Open();
        foreach (var (type, apply) in _feeds) bus.AddFeed(type, apply);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var receiver in receivers) receiver.Close();
        foreach (var (type, apply) in _feeds) bus.RemoveFeed(type, apply);
        return Task.CompletedTask;
    }
}
