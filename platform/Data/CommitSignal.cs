using System.Collections.Concurrent;
using ReferralNetwork.Platform.Work;

namespace ReferralNetwork.Platform.Data;

/// <summary>Wakes everyone who waits for commits of this process: the outbox's relay, and whoever follows changes. What
/// other replicas commit is for each of them to poll.</summary>
internal sealed class CommitSignal : IDisposable
{
    private readonly ConcurrentBag<Signal> _followers = [];

    /// <summary>Woken after each commit from now on, for the rest of the process's life.</summary>
    public Signal Follow()
    {
        var follower = new Signal();
        _followers.Add(follower);
        return follower;
    }

    public void Wake()
    {
        foreach (var follower in _followers)
            follower.Wake();
    }

    public void Dispose()
    {
        foreach (var follower in _followers)
            follower.Dispose();
    }
}
