using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Platform.Hosting;

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

    /// <summary>What this service may be told beside what every one may; checked here, before anything reads
    /// it.</summary>
    public void Settings(params IEnumerable<Setting> settings) => Setting.Check(Configuration, settings);

    /// <summary>The service's one database, with outbox, inbox, failures and idempotency in it.</summary>
    public void Database<TDb>()
        where TDb : DbContext
    {
        Services.AddDbContextPool<TDb>(options => Databases.Use(options, Configuration, Name, _folder));
        Services.AddScoped<DbContext>(scope => scope.GetRequiredService<TDb>());
        Services.AddScoped<DatabaseClock>();
        Services.AddScoped<Idempotency>();
        Services.AddScoped(scope => new UnitOfWork(
            scope.GetRequiredService<DbContext>(),
            scope.GetRequiredService<WriteGate>(),
            scope.GetRequiredService<CommitSignal>()
        ));
        Services.AddSingleton(new WriteGate(Databases.IsSqlite(Configuration)));
        Services.AddSingleton<CommitSignal>();
        // Before all other work: what may not run does not begin.
        Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, KeyCheck>());
        Services.AddHostedService<OutboxRelay>();
        Services.AddHostedService<FailureRetry>();
        Services.AddHostedService<Janitor>();
    }

    /// <summary>What its event streams follow.</summary>
    public void Streams<TDb>(Func<TDb, IQueryable<Change>> changes)
        where TDb : DbContext
    {
        Func<IServiceProvider, IQueryable<Change>> rows = scope => changes(scope.GetRequiredService<TDb>());
        Services.AddSingleton(services => ActivatorUtilities.CreateInstance<Changes>(services, rows));
        Services.AddHostedService(services => services.GetRequiredService<Changes>());
    }

    /// <summary>A durable subscriber: each message is handled once, in a transaction.</summary>
    /// <param name="when">Asked before a transaction is opened; false takes the message without one.</param>
    public void Subscribe<T, THandler>(Func<T, bool>? when = null)
        where T : class
        where THandler : class, IHandle<T>
    {
        Services.AddScoped<THandler>();
        Services.AddSingleton(scope => new Receiver(
            Subscription.Of<T, THandler>(Name, when),
            scope,
            scope.GetRequiredService<ILogger<Receiver>>()
        ));
    }

    /// <summary>Every replica applies each message in memory; repeats and disorder are for <paramref name="apply"/> to
    /// bear.</summary>
    public void Feed<T>(Action<IServiceProvider, T> apply)
        where T : class =>
        Services.AddSingleton(
            new Feed(Envelope.TypeOf<T>(), (services, envelope) => apply(services, envelope.Read<T>()))
        );
}
