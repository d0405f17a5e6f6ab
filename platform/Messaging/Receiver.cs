using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Telemetry;

namespace ReferralNetwork.Platform.Messaging;

/// <summary>
/// One subscriber at work: scope, transaction, inbox row, handler, commit. Five quick tries, then the message becomes a
/// failure row in the subscriber's own database and counts as taken.
/// </summary>
internal sealed class Receiver(Subscription subscription, IServiceProvider services, ILogger<Receiver> log)
{
    private static readonly TimeSpan[] QuickTries =
        [TimeSpan.Zero, .. new[] { 20, 50, 100, 200 }.Select(ms => TimeSpan.FromMilliseconds(ms))];

    private volatile bool _away = true;

    // After one that failed through, the next gets one try: the others' next batch waits for this lane.
    private volatile bool _failing;

    public string Type => subscription.Type;
    public string Consumer => subscription.Consumer;

    public void Open() => _away = false;
    public void Close() => _away = true;

    /// <returns>False when the message could be neither handled nor kept: the sender keeps it.</returns>
    public async Task<bool> Receive(Envelope envelope, CancellationToken ct)
    {
        if (_away) return false;
        Exception? last = null;
        foreach (var pause in _failing ? QuickTries[..1] : QuickTries)
        {
            if (pause > TimeSpan.Zero) await Task.Delay(pause, ct);
            try
            {
                if (subscription.Wants(envelope)) await Handle(envelope, ct);
                _failing = false;
                return true;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested) { throw; }
            catch (Exception e)
            {
                last = e;
                if (FailureRow.IsHopeless(e)) break;
            }
        }
        _failing = !FailureRow.IsHopeless(last!);
        return await Keep(envelope, last!, ct);
    }

    /// <summary>Handles the message in a transaction of its own, unless the inbox has it.</summary>
    public async Task Handle(Envelope envelope, CancellationToken ct, Func<DbContext, Task>? alongside = null)
    {
        using var span = Tracing.Consume(Consumer, envelope.TraceParent);
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbContext>();
        var time = scope.ServiceProvider.GetRequiredService<TimeProvider>();
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Run(async () =>
        {
            if (alongside is not null) await alongside(db);
            var hash = envelope.BodyHash();
            var seen = await db.Set<InboxRow>().AsNoTracking()
                .FirstOrDefaultAsync(row => row.MessageId == envelope.MessageId && row.Consumer == Consumer, ct);
            if (seen is not null)
            {
                if (!seen.BodyHash.AsSpan().SequenceEqual(hash)) throw new MessageReused();
                return;
            }
            db.Add(new InboxRow { MessageId = envelope.MessageId, Consumer = Consumer, BodyHash = hash, At = time.GetUtcNow() });
            await subscription.Invoke(scope.ServiceProvider, envelope, ct);
        }, ct);
        Metrics.Handled.Add(1, new KeyValuePair<string, object?>("consumer", Consumer));
    }

    private async Task<bool> Keep(Envelope envelope, Exception reason, CancellationToken ct)
    {
        Metrics.Failed.Add(1, new KeyValuePair<string, object?>("consumer", Consumer));
        try
        {
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<DbContext>();
            var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
            await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Run(async () =>
            {
                if (await db.Set<FailureRow>().AnyAsync(f => f.MessageId == envelope.MessageId && f.Consumer == Consumer, ct)) return;
                db.Add(FailureRow.Of(envelope, Consumer, reason, now));
            }, ct);
            log.LogWarning("{Consumer} keeps {Type} {MessageId} as a failure: {Failure}",
                Consumer, envelope.Type, envelope.MessageId, SafeText.Of(reason));
            return true;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested) { throw; }
        catch (Exception e)
        {
            log.LogWarning("{Consumer} cannot take {MessageId}: {Failure}", Consumer, envelope.MessageId, SafeText.Of(e));
            return false;
        }
    }
}

/// <summary>A message id came again with another body: never handled, never retried.</summary>
internal sealed class MessageReused : Exception;
