using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>Through this a module registers with the platform what it has and needs.</summary>
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

    /// <summary>Declares this service's own settings, beside those of every service, and checks them before anything
    /// reads them.</summary>
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
        // First of all hosted services: where the keys are wrong, no other work may begin.
        Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, KeyCheck>());
        Services.AddHostedService<OutboxRelay>();
        Services.AddHostedService<FailureRetry>();
        Services.AddHostedService<Janitor>();
    }

    /// <summary>Sets the rows that the service's event streams follow.</summary>
    public void Streams<TDb>(Func<TDb, IQueryable<Change>> changes)
        where TDb : DbContext
    {
        Func<IServiceProvider, IQueryable<Change>> rows = scope => changes(scope.GetRequiredService<TDb>());
        Services.AddSingleton(services => new Changes(
            services.GetRequiredService<IServiceScopeFactory>(),
            rows,
            services.GetRequiredService<CommitSignal>(),
            services.GetRequiredService<ILogger<Changes>>()
        ));
        Services.AddHostedService(services => services.GetRequiredService<Changes>());
    }

    /// <summary>A durable subscriber: each message is handled once, in a transaction.</summary>
    /// <param name="when">Evaluated before a transaction is opened; false acknowledges the message without handling
    /// it.</param>
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

    /// <summary>Every replica applies each message in memory; <paramref name="apply"/> must tolerate repeats and any
    /// order.</summary>
    public void Feed<T>(Action<IServiceProvider, T> apply)
        where T : class =>
        Services.AddSingleton(
            new Feed(Envelope.TypeOf<T>(), (services, envelope) => apply(services, envelope.Read<T>()))
        );
}
