namespace ReferralNetwork.Platform.Messaging;

/// <summary>
/// Handles one message inside the platform's transaction, once: the inbox drops repeats. A handler never commits and
/// never calls another system; a message whose handler throws is tried again, and in the end kept as a failure row.
/// </summary>
public interface IHandle<in T>
{
    Task Handle(T message, Delivery delivery, CancellationToken ct);
}

/// <param name="MessageId">The same on every delivery of one message.</param>
/// <param name="SentAt">When the sender committed it.</param>
public sealed record Delivery(Guid MessageId, DateTimeOffset SentAt);
