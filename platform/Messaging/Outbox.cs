using System.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace ReferralNetwork.Platform.Messaging;

/// <summary>An event that its transaction has committed and the bus has not yet taken.</summary>
internal sealed class OutboxRow
{
    /// <summary>Order of commit, as near as the database gives it. The one identity column there is.</summary>
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
    /// <summary>
    /// Publishes when the caller's transaction commits, and not otherwise.
    /// </summary>
    /// <param name="at">Now, by the clock of this database.</param>
    public static void Publish<T>(this DbContext db, T message, DateTimeOffset at) where T : class =>
        db.Add(new OutboxRow
        {
            MessageId = Guid.CreateVersion7(at),
            Type = Messaging.Envelope.TypeOf<T>(),
            Body = Messaging.Envelope.Serialize(message),
            TraceParent = Activity.Current?.Id,
            SentAt = at,
            // At once, whatever the relay's own clock says; only a back-off sets a later hour.
            DueAt = DateTimeOffset.UnixEpoch,
        });
}

/// <summary>Wakes the relay when a transaction with events has committed; a poll covers a lost wake-up.</summary>
internal sealed class OutboxSignal : Signal;
