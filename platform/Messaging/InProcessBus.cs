using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace ReferralNetwork.Platform.Messaging;

/// <summary>
/// Delivers events between the services of one process. An event counts as taken only when every subscriber has
/// committed it, so the sender's outbox is the queue and a kill -9 loses nothing. A service that is away leaves its
/// rows in the senders' outboxes.
/// </summary>
public sealed class InProcessBus : IBus
{
    private readonly ConcurrentDictionary<string, ImmutableList<Receiver>> _receivers = new();
    private readonly ConcurrentDictionary<string, ImmutableList<Action<Envelope>>> _feeds = new();

    internal void Add(Receiver receiver) =>
        _receivers.AddOrUpdate(
            receiver.Type,
            [receiver],
            (_, all) => all.RemoveAll(r => r.Consumer == receiver.Consumer).Add(receiver)
        );

    internal void AddFeed(string type, Action<Envelope> apply) =>
        _feeds.AddOrUpdate(type, [apply], (_, all) => all.Add(apply));

    internal void RemoveFeed(string type, Action<Envelope> apply) =>
        _feeds.AddOrUpdate(type, [], (_, all) => all.Remove(apply));

    public bool IsUp => true;

    /// <returns>For each message, whether all its subscribers took it.</returns>
    public async Task<bool[]> Publish(IReadOnlyList<Envelope> batch, CancellationToken ct)
    {
        foreach (var envelope in batch)
        foreach (var apply in _feeds.GetValueOrDefault(envelope.Type, []))
            apply(envelope);

        // One lane for each consumer: its messages in order, the lanes in parallel.
        var lanes = batch
            .SelectMany(
                (envelope, i) =>
                    _receivers.GetValueOrDefault(envelope.Type, []).Select(receiver => (receiver, envelope, i))
            )
            .GroupBy(delivery => delivery.receiver)
            .Select(async lane =>
            {
                var deliveries = lane.ToList();
                var received = await lane.Key.Receive(deliveries.ConvertAll(delivery => delivery.envelope), ct);
                return deliveries.Where((_, i) => !received[i]).Select(delivery => delivery.i);
            });
        var taken = new bool[batch.Count];
        Array.Fill(taken, true);
        foreach (var refused in await Task.WhenAll(lanes))
        foreach (var i in refused)
            taken[i] = false;
        return taken;
    }
}
