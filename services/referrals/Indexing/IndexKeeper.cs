using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Telemetry;
using ReferralNetwork.Platform.Work;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Referrals.Indexing;

/// <summary>
/// Fills the index from its table before the first request, then reads every 5 s what was written since the last
/// successful sweep: the feed is fast, and the sweep finds what it missed, however long this replica was paused or cut
/// off. At its start and each night it asks the providers and identity to tell everything again, so that whatever was
/// missed is mended.
/// </summary>
internal sealed class IndexKeeper(
    IServiceScopeFactory scopes,
    AvailabilityIndex index,
    TimeProvider time,
    ILogger<IndexKeeper> log
) : IHostedService, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private Task _sweeping = Task.CompletedTask;
    private DateTimeOffset _swept;
    private DateTimeOffset _asked;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<ReferralsDb>();
            var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
            await work.Run(
                async () =>
                {
                    // Locked, so that replicas that start together fill an empty table only once.
                    await work.AcquireLock("seed", cancellationToken);
                    await Seed(scope.ServiceProvider, db, cancellationToken);
                },
                cancellationToken
            );
            _swept = _asked = await scope.ServiceProvider.GetRequiredService<DatabaseClock>().Now(cancellationToken);
            index.AddPlaces((await db.Places.AsNoTracking().ToListAsync(cancellationToken)).ConvertAll(p => p.Place()));
            await foreach (
                var row in db.Availability.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken)
            )
                index.Apply(row.State);
        }
        _sweeping = PeriodicJob.Run(Interval, Sweep, log, _stop.Token);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _sweeping;
    }

    public void Dispose() => _stop.Dispose();

    private static async Task Seed(IServiceProvider services, ReferralsDb db, CancellationToken ct)
    {
        var now = await services.GetRequiredService<DatabaseClock>().Now(ct);
        if (!await db.Places.AnyAsync(ct))
        {
            var provinces = Places.Provinces(now);
            db.AddRange(provinces);
            Places.Publish(db, provinces, now);
        }
        Ask(db, now);
    }

    private static void Ask(ReferralsDb db, DateTimeOffset now)
    {
        db.Publish(new AvailabilityRequested(now), now);
        db.Publish(new OrganisationsRequested(ReferralsModule.Name, now), now);
    }

    private async Task Sweep(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReferralsDb>();
        var (now, since) = (
            await scope.ServiceProvider.GetRequiredService<DatabaseClock>().Now(ct),
            _swept - DatabaseClock.VisibilityDelay
        );
        await foreach (
            var row in db
                .Availability.AsNoTracking()
                .Where(a => a.AppliedAt >= since)
                .AsAsyncEnumerable()
                .WithCancellation(ct)
        )
            index.Apply(row.State);
        var places = await db.Places.AsNoTracking().Where(p => p.ChangedAt >= since).ToListAsync(ct);
        if (places.Count > 0)
            index.AddPlaces(places.ConvertAll(p => p.Place()));
        index.Age(time.GetUtcNow());
        _swept = now;
        if (now - _asked < CopyRepairs.AskedEvery)
            return;
        await scope
            .ServiceProvider.GetRequiredService<UnitOfWork>()
            .Run(
                () =>
                {
                    Ask(db, now);
                    return Task.CompletedTask;
                },
                ct
            );
        _asked = now;
    }
}
