using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Platform.Data;

/// <summary>Deletes what is past its keeping, an hour's worth at a time.</summary>
internal sealed class Janitor(IServiceScopeFactory scopes, TimeProvider time, ILogger<Janitor> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Every.Interval(TimeSpan.FromHours(1), Clean, log, stoppingToken);

    private async Task Clean(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbContext>();
        var (inbox, keys) = (time.GetUtcNow() - InboxRow.Keep, time.GetUtcNow() - IdempotencyRow.Keep);
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Run(async () =>
        {
            await db.Set<InboxRow>().Where(row => row.At < inbox).ExecuteDeleteAsync(ct);
            await db.Set<IdempotencyRow>().Where(row => row.At < keys).ExecuteDeleteAsync(ct);
        }, ct);
        await db.Scrub(ct);
    }
}
