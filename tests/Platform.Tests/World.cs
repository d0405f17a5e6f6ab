using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Platform.Tests;

/// <summary>A data folder, a bus, a clock, and the services that a test hosts over them as the product would.</summary>
internal sealed class World : IAsyncDisposable
{
    private const string Setting = "Test:World";
    private static readonly ConcurrentDictionary<string, World> Worlds = new();

    private readonly string _id = Guid.NewGuid().ToString();
    private readonly bool _ownsFolder;
    private readonly ConcurrentBag<Host> _hosts = [];

    public World(string? folder = null)
    {
        _ownsFolder = folder is null;
        Folder = folder ?? Directory.CreateTempSubdirectory("platform-tests-").FullName;
        Worlds[_id] = this;
    }

    public string Folder { get; }
    public InProcessBus Bus { get; } = new();
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    public DateTimeOffset Now => Clock.GetUtcNow();
    public Logs Logs { get; } = new();

    /// <summary>Of every service's database.</summary>
    public IInterceptor? Interceptor { get; init; }

    /// <summary>Of services that are built from now on, beside those that every service needs.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    /// <summary>Failures are tried again in the background, as in the product.</summary>
    public bool RetriesItself { get; init; }

    /// <summary>Services that start from now on have their janitor.</summary>
    public bool Cleans { get; set; } = true;

    /// <summary>What a service's handler of <see cref="NoteAdded"/> does after its write.</summary>
    public Func<string, NoteAdded, Task> OnHandle { get; set; } = (_, _) => Task.CompletedTask;

    public Action<NoteAdded> OnFeed { get; set; } = _ => { };

    /// <summary>Services whose database does not answer.</summary>
    public ConcurrentDictionary<string, bool> DatabaseAway { get; } = new();

    public static World Of(IConfiguration configuration) => Worlds[configuration[Setting]!];

    /// <summary>Built and so subscribed; not started.</summary>
    public Host Build<TModule>()
        where TModule : IModule
    {
        var settings = new Dictionary<string, string?>(Settings)
        {
            [Setting] = _id,
            ["Issuer:Address"] = TestTokens.Issuer,
            ["urls"] = "http://127.0.0.1:0",
        };
        var app = ServiceHost.Build<TModule>(
            new HostOptions(Folder, Bus, settings, Clock, logging => logging.ClearProviders().AddProvider(Logs))
        );
        var host = new Host(app, this);
        _hosts.Add(host);
        return host;
    }

    public async Task<Host> Start<TModule>()
        where TModule : IModule
    {
        var host = Build<TModule>();
        await host.Start();
        return host;
    }

    public Envelope Envelope(NoteAdded message) =>
        new(Guid.NewGuid(), Messaging.Envelope.TypeOf<NoteAdded>(), Messaging.Envelope.Serialize(message), null, Now);

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.Stop();
        Worlds.TryRemove(_id, out _);
        SqliteConnection.ClearAllPools();
        if (_ownsFolder)
            Directory.Delete(Folder, recursive: true);
    }
}
