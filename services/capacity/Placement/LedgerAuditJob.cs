using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Work;

namespace ReferralNetwork.Capacity.Placement;

/// <summary>Recounts the ledger at the start and then once a day, each pool that differs in its own
/// transaction.</summary>
internal sealed class LedgerAuditJob(IServiceScopeFactory scopes, ILogger<LedgerAuditJob> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(24);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        PeriodicJob.Run(Interval, Run, log, stoppingToken);

    internal async Task Run(CancellationToken ct)
    {
        foreach (var pool in await Differing(ct))
            await Guarded.Run(
                "recount",
                async () =>
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var services = scope.ServiceProvider;
                    var (recount, clock) = (
                        services.GetRequiredService<LedgerAudit>(),
                        services.GetRequiredService<DatabaseClock>()
                    );
                    await services
                        .GetRequiredService<UnitOfWork>()
                        .Run(async () => await recount.Repair(pool, await clock.Now(ct), ct), ct);
                },
                log,
                ct
            );
    }

    private async Task<List<Guid>> Differing(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await LedgerAudit.Differing(scope.ServiceProvider.GetRequiredService<CapacityDb>()).ToListAsync(ct);
    }
}
