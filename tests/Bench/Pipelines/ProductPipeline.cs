using System.Diagnostics;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Bench.Pipelines;

/// <summary>
/// Two services as the platform hosts them, each with a database of its own. Producers commit events in transactions of
/// fifty while the relay is at work; the time ends when the last one is committed in the receiver's inbox.
/// </summary>
internal sealed class ProductPipeline : IAsyncDisposable
{
    private readonly WebApplication _sender;
    private readonly WebApplication _receiver;

    private ProductPipeline(WebApplication sender, WebApplication receiver) =>
        (_sender, _receiver) = (sender, receiver);

    public static async Task<ProductPipeline> Start(Run run)
    {
        var servers = await run.Servers();
        await servers.Create("sender", "receiver");
        var pipeline = new ProductPipeline(
            ServiceHost.Build<Sending>(Rows.Settings.Of(run, "sender", servers.Database("sender"), servers.Broker)),
            ServiceHost.Build<Receiving>(
                Rows.Settings.Of(run, "receiver", servers.Database("receiver"), servers.Broker)
            )
        );
        foreach (var host in new[] { pipeline._receiver, pipeline._sender })
        {
            await using (var scope = host.Services.CreateAsyncScope())
                await scope.ServiceProvider.GetRequiredService<MessagesDb>().Database.EnsureCreatedAsync();
            await host.StartAsync();
            var bus = host.Services.GetRequiredService<IBus>();
            while (!bus.IsUp)
                await Task.Delay(50);
        }
        return pipeline;
    }

    /// <returns>Messages a second.</returns>
    public async Task<double> Measure(int messages)
    {
        await InReceiver(db => db.Set<InboxRow>().ExecuteDeleteAsync());
        var counter = _receiver.Services.GetRequiredService<Counter>();
        counter.Expect(messages);
        var clock = Stopwatch.StartNew();
        await Producers.Send(messages, Producers.Piece, Commit);
        await counter.All();
        while (await InReceiver(db => db.Set<InboxRow>().CountAsync()) < messages)
            await Task.Delay(2);
        return messages / clock.Elapsed.TotalSeconds;
    }

    private async Task Commit(IEnumerable<Noted> messages)
    {
        await using var scope = _sender.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MessagesDb>();
        await scope
            .ServiceProvider.GetRequiredService<UnitOfWork>()
            .Run(
                () =>
                {
                    foreach (var message in messages)
                        db.Publish(message, DateTimeOffset.UtcNow);
                    return Task.CompletedTask;
                },
                CancellationToken.None
            );
    }

    private async Task<int> InReceiver(Func<DbContext, Task<int>> work)
    {
        await using var scope = _receiver.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<MessagesDb>());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in new[] { _sender, _receiver })
        {
            await host.StopAsync();
            await host.DisposeAsync();
        }
    }

    private sealed class Sending : IModule
    {
        public static string Name => "bench-sender";

        public static void AddServices(Service service) => service.Database<MessagesDb>();

        public static void MapEndpoints(IEndpointRouteBuilder routes) { }
    }

    private sealed class Receiving : IModule
    {
        public static string Name => "bench-receiver";

        public static void AddServices(Service service)
        {
            service.Database<MessagesDb>();
            service.Services.AddSingleton<Counter>();
            service.Subscribe<Noted, NotedHandler>();
        }

        public static void MapEndpoints(IEndpointRouteBuilder routes) { }
    }

    private sealed class NotedHandler(Counter counter) : IHandle<Noted>
    {
        public Task Handle(Noted message, Delivery delivery, CancellationToken ct)
        {
            counter.Add();
            return Task.CompletedTask;
        }
    }
}

/// <summary>The platform's own tables and no others.</summary>
internal sealed class MessagesDb(DbContextOptions<MessagesDb> options) : DbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.UsePlatformConventions();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddPlatformTables();
}
