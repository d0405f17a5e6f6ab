using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Telemetry;
using ReferralNetwork.Platform.Work;

namespace ReferralNetwork.Platform.Messaging;

/// <summary>A message that its consumer could not handle: tried again after 10, 20 and 30 s, then dead until it is
/// replayed or dropped.</summary>
internal sealed class FailureRow
{
    /// <summary>How long the body is kept, and the message can be tried again; after that nobody needs its content any
    /// more.</summary>
    public static readonly TimeSpan KeepBody = TimeSpan.FromDays(7);

    public required Guid MessageId { get; init; }
    public required string Consumer { get; init; }
    public required string Type { get; init; }

    /// <summary>Empty once it was forgotten; the row still tells that the message failed.</summary>
    public required string Body { get; init; }
    public required DateTimeOffset SentAt { get; init; }
    public required string Reason { get; set; }
    public int Tries { get; set; }

    /// <summary>When it is tried again; null: it is dead.</summary>
    public DateTimeOffset? DueAt { get; set; }
    public required DateTimeOffset FailedAt { get; set; }

    public Envelope Envelope() => new(MessageId, Type, Body, null, SentAt);

    public static FailureRow Of(Envelope e, string consumer, Exception reason, DateTimeOffset now) =>
        new()
        {
            MessageId = e.MessageId,
            Consumer = consumer,
            Type = e.Type,
            Body = e.Body,
            SentAt = e.SentAt,
            Reason = SafeText.Of(reason),
            FailedAt = now,
            DueAt = IsHopeless(reason) ? null : now + Later[0],
        };

    /// <summary>True where another try would fail in the same way.</summary>
    public static bool IsHopeless(Exception reason) => reason is JsonException or MessageReused;

    public static readonly TimeSpan[] Later =
    [
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(20),
        TimeSpan.FromSeconds(30),
    ];
}

/// <summary>Tries failure rows again when they are due.</summary>
internal sealed class FailureRetry(
    IServiceScopeFactory scopes,
    IEnumerable<Receiver> receivers,
    TimeProvider time,
    ILogger<FailureRetry> log
) : BackgroundService
{
    private readonly Dictionary<string, Receiver> _receivers = receivers.ToDictionary(r => r.Consumer);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        PeriodicJob.Run(TimeSpan.FromSeconds(2), RetryDue, log, stoppingToken);

    internal async Task RetryDue(CancellationToken ct)
    {
        List<FailureRow> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var now = time.GetUtcNow();
            // A row due later than any postponement was set by a wrong clock, and is tried now.
            var latest = now + FailureRow.Later[^1];
            due = await scope
                .ServiceProvider.GetRequiredService<DbContext>()
                .Set<FailureRow>()
                .AsNoTracking()
                .Where(row => row.DueAt != null && (row.DueAt <= now || row.DueAt > latest))
                .OrderBy(row => row.DueAt)
                .Take(50)
                .ToListAsync(ct);
        }
        foreach (var row in due)
        {
            try
            {
                await _receivers[row.Consumer]
                    .Handle([row.Envelope()], ct, db => Failure(db, row).ExecuteDeleteAsync(ct));
            }
            // A handler's own time-out is a failure like any other.
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                await Postpone(row, e, ct);
            }
        }
    }

    private async Task Postpone(FailureRow row, Exception reason, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbContext>();
        var tries = row.Tries + 1;
        DateTimeOffset? dueAt =
            tries < FailureRow.Later.Length && !FailureRow.IsHopeless(reason)
                ? time.GetUtcNow() + FailureRow.Later[tries]
                : null;
        var why = SafeText.Of(reason);
        await scope
            .ServiceProvider.GetRequiredService<UnitOfWork>()
            .Run(
                () =>
                    Failure(db, row)
                        .ExecuteUpdateAsync(
                            set =>
                                set.SetProperty(f => f.Tries, tries)
                                    .SetProperty(f => f.DueAt, dueAt)
                                    .SetProperty(f => f.Reason, why),
                            ct
                        ),
                ct
            );
        if (dueAt is null)
            log.LogError("{Consumer} gives up on {MessageId}: {Failure}", row.Consumer, row.MessageId, why);
    }

    private static IQueryable<FailureRow> Failure(DbContext db, FailureRow row) =>
        db.Set<FailureRow>().Where(f => f.MessageId == row.MessageId && f.Consumer == row.Consumer);
}
