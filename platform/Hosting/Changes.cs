using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Work;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>A row that streams follow: its owner, and when it was last changed, a time that the changing transaction
/// sets.</summary>
public sealed record Change
{
    public required Guid OwnerId { get; init; }
    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>
/// Wakes everyone in this replica who follows rows of an owner: streams, and requests that wait for an answer. It looks
/// with one query for all of them, after each commit of this process, and regularly for what other replicas commit:
/// once a second, and more often while a request waits. Where nobody follows it costs the database nothing.
/// </summary>
public sealed class Changes : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan IntervalOfWaiting = TimeSpan.FromMilliseconds(50);

    // Several commits within this time are one look.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly IServiceScopeFactory _scopes;
    private readonly Func<IServiceProvider, IQueryable<Change>> _rows;
    private readonly Signal _committed;
    private readonly ILogger<Changes> _log;
    private readonly ConcurrentDictionary<Following, Guid> _open = new();
    private HashSet<(Guid, DateTimeOffset)> _seen = [];
    private DateTimeOffset? _looked;

    internal Changes(
        IServiceScopeFactory scopes,
        Func<IServiceProvider, IQueryable<Change>> rows,
        CommitSignal commits,
        ILogger<Changes> log
    ) => (_scopes, _rows, _committed, _log) = (scopes, rows, commits.Follow(), log);

    /// <summary>Woken at each change of the owner's rows from now on, until it is disposed of.</summary>
    /// <param name="isWaiting">A request waits for it, which cannot be kept waiting for a second.</param>
    public Following Follow(Guid owner, bool isWaiting = false)
    {
        var following = new Following(this, isWaiting);
        _open[following] = owner;
        if (isWaiting)
            _committed.Wake();
        return following;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Guarded.Run("changes", () => Look(stoppingToken), _log, stoppingToken);
            await Task.Delay(Pause, stoppingToken);
            await _committed.Wait(
                _open.Keys.Any(following => following.IsWaiting) ? IntervalOfWaiting : Interval,
                stoppingToken
            );
        }
    }

    internal async Task Look(CancellationToken ct)
    {
        var owners = _open.Values.Distinct().ToList();
        if (owners.Count == 0)
        {
            _looked = null;
            return;
        }
        await using var scope = _scopes.CreateAsyncScope();
        var now = await scope.ServiceProvider.GetRequiredService<DatabaseClock>().Now(ct);
        var since = (_looked ?? now) - DatabaseClock.VisibilityDelay;
        var recent = await _rows(scope.ServiceProvider)
            .Where(row => owners.Contains(row.OwnerId) && row.At >= since)
            .ToListAsync(ct);
        var news = recent.Where(row => !_seen.Contains((row.Id, row.At))).Select(row => row.OwnerId).ToHashSet();
        (_seen, _looked) = ([.. recent.Select(row => (row.Id, row.At))], now);
        foreach (var (following, owner) in _open)
            if (news.Contains(owner))
                following.Tell();
    }

    public sealed class Following : Signal
    {
        private readonly Changes _changes;
        private int _told;

        internal Following(Changes changes, bool isWaiting) => (_changes, IsWaiting) = (changes, isWaiting);

        internal bool IsWaiting { get; }

        /// <summary>Wakes whoever waits for an answer now, and a stream at a moment of its own within a second: two
        /// partners that were told of one change at once could match their rows by the moment (rule 12).</summary>
        internal void Tell()
        {
            if (IsWaiting)
                Wake();
            else if (Interlocked.Exchange(ref _told, 1) == 0)
                _ = TellLater();
        }

        // Whoever has left by then is not woken (Signal).
        private async Task TellLater()
        {
            await Task.Delay(Random.Shared.Next(1000));
            Volatile.Write(ref _told, 0);
            Wake();
        }

        public override void Dispose()
        {
            _changes._open.TryRemove(this, out _);
            base.Dispose();
        }
    }
}
