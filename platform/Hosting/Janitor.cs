using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Work;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>Deletes what has been kept long enough, each hour, in steps that block nobody for long.</summary>
internal sealed class Janitor(IServiceScopeFactory scopes, TimeProvider time, ILogger<Janitor> log) : BackgroundService
{
    /// <summary>The most rows deleted in one transaction.</summary>
    internal const int Step = 5_000;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        PeriodicJob.Run(TimeSpan.FromHours(1), Clean, log, stoppingToken);

    private async Task Clean(CancellationToken ct)
    {
        var (inbox, keys) = (time.GetUtcNow() - InboxRow.Keep, time.GetUtcNow() - IdempotencyRow.Keep);
        await InSteps(db => db.Set<InboxRow>().Where(row => row.At < inbox).OrderBy(row => row.At).Take(Step), ct);
        await InSteps(db => db.Set<IdempotencyRow>().Where(row => row.At < keys).OrderBy(row => row.At).Take(Step), ct);
        await using var scope = scopes.CreateAsyncScope();
        var (db, failed) = (
            scope.ServiceProvider.GetRequiredService<DbContext>(),
            time.GetUtcNow() - FailureRow.KeepBody
        );
        await scope
            .ServiceProvider.GetRequiredService<UnitOfWork>()
            .Run(() => Forgetting.Forget(db.Set<FailureRow>().Where(row => row.FailedAt < failed), ct), ct);
        await db.Scrub(ct);
    }

    private async Task InSteps<T>(Func<DbContext, IQueryable<T>> step, CancellationToken ct)
    {
        for (var deleted = Step; deleted == Step; )
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<DbContext>();
            deleted = await scope
                .ServiceProvider.GetRequiredService<UnitOfWork>()
                .Run(() => step(db).ExecuteDeleteAsync(ct), _ => true, ct);
        }
    }
}
