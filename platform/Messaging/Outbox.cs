using System.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace ReferralNetwork.Platform.Messaging;

/// <summary>An event that its transaction has committed and the bus has not yet taken.</summary>
internal sealed class OutboxRow
{
    /// <summary>The order in which rows were written; they may be committed in another. The only identity column of the
    /// schema.</summary>
    public long Seq { get; init; }
    public required Guid MessageId { get; init; }
    public required string Type { get; init; }
    public required string Body { get; init; }
    public string? TraceParent { get; init; }
    public required DateTimeOffset SentAt { get; init; }
    public int Tries { get; set; }
    public required DateTimeOffset DueAt { get; set; }

    public Envelope Envelope() => new(MessageId, Type, Body, TraceParent, SentAt);
}

public static class Outbox
{
    /// <summary>When the oldest event of this type was committed that is not yet safe with the bus; null where there is
    /// none.</summary>
    public static Task<DateTimeOffset?> OldestWaiting<T>(this DbContext db, CancellationToken ct)
        where T : class
    {
        var type = Messaging.Envelope.TypeOf<T>();
        return db.Set<OutboxRow>().Where(row => row.Type == type).MinAsync(row => (DateTimeOffset?)row.SentAt, ct);
    }

    /// <summary>Publishes the message if the caller's transaction commits, and only then.</summary>
    /// <param name="at">Now, by the clock of this database.</param>
    public static void Publish<T>(this DbContext db, T message, DateTimeOffset at)
        where T : class =>
        db.Add(
            new OutboxRow
            {
                MessageId = Guid.CreateVersion7(at),
                Type = Messaging.Envelope.TypeOf<T>(),
                Body = Messaging.Envelope.Serialize(message),
                TraceParent = Activity.Current?.Id,
                SentAt = at,
                // Due at once, whatever the relay's own clock says; only a back-off sets a later time.
                DueAt = DateTimeOffset.UnixEpoch,
            }
        );
}
