using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Telemetry;
using ReferralNetwork.Platform.Work;

namespace ReferralNetwork.Capacity.Placement;

/// <summary>
/// Every 15 s says through the outbox until when all changes of pools have been sent. Also asks for the gazetteer until
/// it has arrived, and at the start and daily for all that other services know, so that what was missed is mended.
/// </summary>
internal sealed class Heartbeat(IServiceScopeFactory scopes, KindDescriptor kind, ILogger<Heartbeat> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private DateTimeOffset? _asked;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        PeriodicJob.Run(Interval, Beat, log, stoppingToken);

    internal async Task Beat(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CapacityDb>();
        var asked = _asked;
        await scope
            .ServiceProvider.GetRequiredService<UnitOfWork>()
            .Run(
                async () =>
                {
                    var now = await scope.ServiceProvider.GetRequiredService<DatabaseClock>().Now(ct);
                    // Counted from the oldest event not yet sent, since another replica may still be sending some.
                    db.Publish(
                        new ProviderHeartbeat(kind.Code, await db.OldestWaiting<AvailabilityChanged>(ct) ?? now),
                        now
                    );
                    var ask = _asked is not { } last || now - last >= CopyRepairs.AskedEvery;
                    if (ask || !await db.GazetteerPlaces.AnyAsync(ct))
                        db.Publish(new PlacesRequested(now), now);
                    if (ask)
                        db.Publish(new OrganisationsRequested(kind.Route, now), now);
                    asked = ask ? now : _asked;
                },
                ct
            );
        _asked = asked;
    }
}
