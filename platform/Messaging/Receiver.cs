using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Telemetry;
using ReferralNetwork.Platform.Work;

namespace ReferralNetwork.Platform.Messaging;

/// <summary>
/// One subscriber at work: scope, transaction, inbox row, handler, commit. Five quick tries, then the message becomes a
/// failure row in the subscriber's own database and counts as taken.
/// </summary>
internal sealed class Receiver(Subscription subscription, IServiceProvider services, ILogger<Receiver> log)
{
    private static readonly TimeSpan[] QuickTries =
    [
        TimeSpan.Zero,
        .. new[] { 20, 50, 100, 200 }.Select(ms => TimeSpan.FromMilliseconds(ms)),
    ];

    private volatile bool _away = true;

    // After a message has failed all its tries, the next one gets a single try: other consumers' next batch waits for
    // this lane.
    private volatile bool _failing;

    public string Type => subscription.Type;
    public string Consumer => subscription.Consumer;

    public void Open() => _away = false;

    public void Close() => _away = true;

    /// <summary>Handles all in one transaction or, where that fails, each by itself.</summary>
    /// <returns>For each message, false when it could be neither handled nor kept: the sender keeps it.</returns>
    public async Task<bool[]> Receive(IReadOnlyList<Envelope> batch, CancellationToken ct)
    {
        var taken = new bool[batch.Count];
        if (batch.Count > 1 && !_away && !_failing && await HandleTogether(batch, ct))
            Array.Fill(taken, true);
        else
            for (var i = 0; i < taken.Length; i++)
                taken[i] = await Receive(batch[i], ct);
        return taken;
    }

    private async Task<bool> Receive(Envelope envelope, CancellationToken ct)
    {
        if (_away)
            return false;
        Exception? last = null;
        foreach (var pause in _failing ? QuickTries[..1] : QuickTries)
        {
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, ct);
            try
            {
                if (subscription.Wants(envelope))
                    await Handle([envelope], ct);
                _failing = false;
                return true;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception e)
            {
                last = e;
                if (FailureRow.IsHopeless(e))
                    break;
            }
        }
        _failing = !FailureRow.IsHopeless(last!);
        return await Keep(envelope, last!, ct);
    }

    private async Task<bool> HandleTogether(IReadOnlyList<Envelope> batch, CancellationToken ct)
    {
        try
        {
            var wanted = batch.Where(subscription.Wants).ToList();
            if (wanted.Count > 0)
                await Handle(wanted, ct);
            return true;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        // The caller then handles them one by one, which shows which one failed and deals with it.
        catch (Exception)
        {
            return false;
        }
    }

    /// <summary>Handles, in one transaction, each message that is not in the inbox yet.</summary>
    /// <param name="alongside">Further work in the same transaction.</param>
    public async Task Handle(
        IReadOnlyList<Envelope> batch,
        CancellationToken ct,
        Func<DbContext, Task>? alongside = null
    )
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbContext>();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        var repeats = 0;
        await scope
            .ServiceProvider.GetRequiredService<UnitOfWork>()
            .RunEach(
                async () =>
                {
                    if (alongside is not null)
                        await alongside(db);
                    var ids = batch.Select(envelope => envelope.MessageId).ToList();
                    var seen = await db.Set<InboxRow>()
                        .AsNoTracking()
                        .Where(row => row.Consumer == Consumer && ids.Contains(row.MessageId))
                        .ToDictionaryAsync(row => row.MessageId, row => row.BodyHash, ct);
                    var fresh = batch.Where(envelope => IsNew(envelope, seen)).ToList();
                    repeats = batch.Count - fresh.Count;
                    // All rows are inserted together: a handler that changes nothing then costs no further statement.
                    db.AddRange(
                        fresh.Select(envelope => new InboxRow
                        {
                            MessageId = envelope.MessageId,
                            Consumer = Consumer,
                            BodyHash = seen[envelope.MessageId],
                            At = now,
                        })
                    );
                    await db.SaveChangesAsync(ct);
                    return fresh.Select(envelope =>
                        (Func<Task>)(
                            async () =>
                            {
                                using var span = Tracing.Consume(Consumer, envelope.TraceParent);
                                await subscription.Invoke(scope.ServiceProvider, envelope, ct);
                            }
                        )
                    );
                },
                ct
            );
        Crash.At("handled");
        Metrics.Handled.Add(batch.Count - repeats, new KeyValuePair<string, object?>("consumer", Consumer));
        Metrics.Repeated.Add(repeats, new KeyValuePair<string, object?>("consumer", Consumer));
    }

    // Remembers new ids in seen, so that a repeat within one batch counts as a repeat too.
    private static bool IsNew(Envelope envelope, Dictionary<Guid, byte[]> seen)
    {
        var hash = envelope.BodyHash();
        if (seen.TryAdd(envelope.MessageId, hash))
            return true;
        return seen[envelope.MessageId].AsSpan().SequenceEqual(hash) ? false : throw new MessageReused();
    }

    private async Task<bool> Keep(Envelope envelope, Exception reason, CancellationToken ct)
    {
        Metrics.Failed.Add(1, new KeyValuePair<string, object?>("consumer", Consumer));
        try
        {
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<DbContext>();
            var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
            await scope
                .ServiceProvider.GetRequiredService<UnitOfWork>()
                .Run(
                    async () =>
                    {
                        if (
                            await db.Set<FailureRow>()
                                .AnyAsync(f => f.MessageId == envelope.MessageId && f.Consumer == Consumer, ct)
                        )
                            return;
                        db.Add(FailureRow.Of(envelope, Consumer, reason, now));
                    },
                    ct
                );
            log.LogWarning(
                "{Consumer} keeps {Type} {MessageId} as a failure: {Failure}",
                Consumer,
                envelope.Type,
                envelope.MessageId,
                SafeText.Of(reason)
            );
            return true;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            log.LogWarning(
                "{Consumer} cannot take {MessageId}: {Failure}",
                Consumer,
                envelope.MessageId,
                SafeText.Of(e)
            );
            return false;
        }
    }
}

/// <summary>A message id came again with another body: never handled, never retried.</summary>
internal sealed class MessageReused : Exception;
