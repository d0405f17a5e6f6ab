using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Telemetry;
using ReferralNetwork.Platform.Work;

namespace ReferralNetwork.Platform.Messaging;

/// <summary>
/// Takes committed events to the bus in batches, the oldest first, but without any guarantee of order: a row numbered
/// first may be committed last, replicas relay in parallel, and an event that fails waits for its own back-off and
/// never blocks the others. Events that need an order carry a version. A row is claimed by one relay, and deleted once
/// it is safe with the bus.
/// </summary>
internal sealed class OutboxRelay(
    IServiceScopeFactory scopes,
    IBus bus,
    CommitSignal commits,
    TimeProvider time,
    ILogger<OutboxRelay> log
) : BackgroundService
{
    private const int BatchSize = 200;
    private readonly Signal _committed = commits.Follow();
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!bus.IsUp || await RelayBatch(stoppingToken) < BatchSize)
                    await _committed.Wait(Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogWarning("Relay failed, trying again: {Failure}", SafeText.Of(e));
                await Task.Delay(Poll, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <returns>How many rows were due.</returns>
    private async Task<int> RelayBatch(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbContext>();
        // Rows are claimed for the length of a transaction, so that those of a relay that dies are free again.
        var provider = Dialect.Of(db);
        await using var claim = provider == Provider.Sqlite ? null : await db.Database.BeginTransactionAsync(ct);
        var now = time.GetUtcNow();
        var rows = await db.Set<OutboxRow>()
            .FromSqlRaw(
                Dialect.ClaimOutbox(provider),
                now.ToUnixTimeMicroseconds(),
                BatchSize,
                (now + LongestBackOff).ToUnixTimeMicroseconds()
            )
            .AsNoTracking()
            .ToListAsync(ct);
        if (rows.Count == 0)
            return 0;

        var taken = await bus.Publish(rows.ConvertAll(row => row.Envelope()), ct);
        Crash.At("published");
        if (claim is null)
            await scope
                .ServiceProvider.GetRequiredService<UnitOfWork>()
                .Run(() => Settle(db, rows, taken, now, ct), ct);
        else
        {
            await Settle(db, rows, taken, now, ct);
            await claim.CommitAsync(ct);
        }
        Metrics.Relayed.Add(taken.Count(yes => yes));
        return rows.Count;
    }

    private static async Task Settle(
        DbContext db,
        List<OutboxRow> rows,
        bool[] taken,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var done = rows.Where((_, i) => taken[i]).Select(row => row.Seq).ToList();
        await db.Set<OutboxRow>().Where(row => done.Contains(row.Seq)).ExecuteDeleteAsync(ct);
        foreach (var row in rows.Where((_, i) => !taken[i]))
        {
            var dueAt = now + BackOff(row.Tries);
            await db.Set<OutboxRow>()
                .Where(r => r.Seq == row.Seq)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(r => r.Tries, row.Tries + 1).SetProperty(r => r.DueAt, dueAt),
                    ct
                );
        }
    }

    private static TimeSpan BackOff(int tries) =>
        TimeSpan.FromMilliseconds(Math.Min(LongestBackOff.TotalMilliseconds, 250 * Math.Pow(2, Math.Min(tries, 10))));
}
