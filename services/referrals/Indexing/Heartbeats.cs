using System.Collections.Concurrent;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Indexing;

/// <summary>Up to which time each kind's events are known to have arrived.</summary>
internal sealed class Heartbeats
{
    /// <summary>Older than this, an answer says that it is delayed.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _last = new();

    public void Hear(ProviderHeartbeat beat) =>
        _last.AddOrUpdate(beat.Kind, beat.At, (_, last) => beat.At > last ? beat.At : last);

    /// <returns>The oldest of the kinds asked; null when one has not been heard since the start.</returns>
    public DateTimeOffset? AsOf(IEnumerable<string> kinds)
    {
        DateTimeOffset? oldest = DateTimeOffset.MaxValue;
        foreach (var kind in kinds)
        {
            if (!_last.TryGetValue(kind, out var at))
                return null;
            if (at < oldest)
                oldest = at;
        }
        return oldest;
    }
}
