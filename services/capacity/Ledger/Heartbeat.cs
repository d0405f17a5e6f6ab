using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Capacity;

/// <summary>
/// Every 15 s, through the outbox: when it arrives, all that was committed before it has been sent before it. Asks for the
/// gazetteer until it has one, and once after its start what the organisations are.
/// </summary>
internal sealed class Heartbeat(IServiceScopeFactory scopes, Trade trade, ILogger<Heartbeat> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private bool _asked;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Every.Interval(Interval, Beat, log, stoppingToken);

    internal async Task Beat(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CapacityDb>();
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Run(async () =>
        {
            var now = await scope.ServiceProvider.GetRequiredService<DatabaseClock>().Now(ct);
            db.Publish(new ProviderHeartbeat(trade.Kind, now), now);
            if (!await db.Places.AnyAsync(ct)) db.Publish(new PlacesRequested(now), now);
            if (!_asked) db.Publish(new OrganisationsRequested(trade.Route, now), now);
        }, ct);
        _asked = true;
    }
}
