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

/// <summary>Queries once a second for all open streams of this replica together, and wakes those whose owner has
/// changes, whichever replica made them: an idle stream costs the database nothing.</summary>
internal sealed class Changes(
    IServiceScopeFactory scopes,
    Func<IServiceProvider, IQueryable<Change>> rows,
    ILogger<Changes> log
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Following, Guid> _open = new();
    private HashSet<(Guid, DateTimeOffset)> _seen = [];
    private DateTimeOffset? _looked;

    /// <summary>Woken at each change of the owner's rows from now on, until it is disposed of.</summary>
    public Following Follow(Guid owner)
    {
        var following = new Following(this);
        _open[following] = owner;
        return following;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        PeriodicJob.Run(Interval, Look, log, stoppingToken);

    internal async Task Look(CancellationToken ct)
    {
        var owners = _open.Values.Distinct().ToList();
        if (owners.Count == 0)
        {
            _looked = null;
            return;
        }
        await using var scope = scopes.CreateAsyncScope();
        var now = await scope.ServiceProvider.GetRequiredService<DatabaseClock>().Now(ct);
        var since = (_looked ?? now) - DatabaseClock.VisibilityDelay;
        var recent = await rows(scope.ServiceProvider)
            .Where(row => owners.Contains(row.OwnerId) && row.At >= since)
            .ToListAsync(ct);
        var news = recent.Where(row => !_seen.Contains((row.Id, row.At))).Select(row => row.OwnerId).ToHashSet();
        (_seen, _looked) = ([.. recent.Select(row => (row.Id, row.At))], now);
        foreach (var (following, owner) in _open)
            if (news.Contains(owner))
                following.Wake();
    }

    internal sealed class Following(Changes changes) : Signal
    {
        public override void Dispose()
        {
            changes._open.TryRemove(this, out _);
            base.Dispose();
        }
    }
}
