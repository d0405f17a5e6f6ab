using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Capacity;

/// <summary>
/// Acts on what has fallen due, each row once and in a transaction of its own, after any restart. One that fails is still due at
/// the next turn and holds up no other.
/// </summary>
internal sealed class ClockWork(IServiceScopeFactory scopes, ILogger<ClockWork> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private const int Batch = 200;

    /// <param name="Due">The rows it is time for, the longest due first.</param>
    /// <param name="Act">What is done for one of them, unless somebody was first.</param>
    private sealed record Clock(
        string Name,
        Func<CapacityDb, DateTimeOffset, IQueryable<Guid>> Due,
        Func<IServiceProvider, Guid, DateTimeOffset, CancellationToken, Task> Act
    );

    private static readonly Clock[] Clocks =
    [
        new(
            "attempt",
            (db, now) => db.Attempts.Where(a => a.DueAt <= now).OrderBy(a => a.DueAt).Select(a => a.Id),
            Act
        ),
        new(
            "closure",
            (db, now) => db.Pools.Where(p => p.ClosedUntil <= now).OrderBy(p => p.ClosedUntil).Select(p => p.Id),
            (services, id, now, ct) => services.GetRequiredService<Closing>().OpenDue(id, now, ct)
        ),
        new(
            "group",
            (db, now) => db.Blocks.Where(b => b.DueAt <= now).OrderBy(b => b.DueAt).Select(b => b.Id),
            (services, id, now, ct) => services.GetRequiredService<Groups>().ActOnDue(id, now, ct)
        ),
        new(
            "intake",
            Starting.Due,
            (services, id, now, ct) => services.GetRequiredService<Starting>().Start(id, now, ct)
        ),
        new(
            "wait",
            Starting.Left,
            (services, id, now, ct) => services.GetRequiredService<Starting>().GoOn(id, now, ct)
        ),
        new(
            "erasure",
            (db, now) => db.Attempts.Where(a => a.EmptyAt <= now).OrderBy(a => a.EmptyAt).Select(a => a.Id),
            Empty
        ),
    ];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Every.Interval(Interval, ActOnDue, log, stoppingToken);

    internal async Task ActOnDue(CancellationToken ct)
    {
        foreach (var clock in Clocks)
            await Guarded.Run(
                clock.Name,
                async () =>
                {
                    foreach (var id in await Due(clock, ct))
                        await Guarded.Run(clock.Name, () => Act(clock, id, ct), log, ct);
                },
                log,
                ct
            );
    }

    private async Task<List<Guid>> Due(Clock clock, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = await scope.ServiceProvider.GetRequiredService<DatabaseClock>().Now(ct);
        return await clock.Due(scope.ServiceProvider.GetRequiredService<CapacityDb>(), now).Take(Batch).ToListAsync(ct);
    }

    private async Task Act(Clock clock, Guid id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        try
        {
            await services
                .GetRequiredService<UnitOfWork>()
                .Run(
                    async () =>
                        await clock.Act(services, id, await services.GetRequiredService<DatabaseClock>().Now(ct), ct),
                    ct
                );
        }
        catch (DbUpdateConcurrencyException)
        {
            log.LogDebug("A person or another replica was before the clock of {Row}", id);
        }
    }

    private static async Task Act(IServiceProvider services, Guid id, DateTimeOffset now, CancellationToken ct)
    {
        var attempt = await services.GetRequiredService<CapacityDb>().Attempts.SingleAsync(a => a.Id == id, ct);
        if (attempt.DueAt is null || attempt.DueAt > now)
            return;
        var (moves, ledger) = (services.GetRequiredService<Moves>(), services.GetRequiredService<Ledger>());
        var freed = await ledger.Release(attempt, now, ct);
        switch (attempt.Status)
        {
            case Status.Received when attempt.AnswerDueAt > now:
                moves.Move(attempt, "hold-end", Moves.Clock, now);
                attempt.HeldUntil = null;
                break;
            case Status.Requested or Status.Received:
                moves.Move(attempt, "answer-overdue", Moves.Clock, now, reason: Business.NoResponse);
                await services.GetRequiredService<Walk>().AfterRefusal(attempt, now, ct);
                break;
            default:
                moves.Move(attempt, "arrival-overdue", Moves.Clock, now);
                break;
        }
        if (freed)
            await services.GetRequiredService<Waitlist>().Promote(attempt.PoolId, now, ct);
    }

    // Whoever refused, was never needed or asked in error forgets whom it was asked for (rule 4).
    private static async Task Empty(IServiceProvider services, Guid id, DateTimeOffset now, CancellationToken ct)
    {
        var db = services.GetRequiredService<CapacityDb>();
        var attempt = await db.Attempts.SingleAsync(a => a.Id == id, ct);
        attempt.Empty();
        var referral = await db.Referrals.SingleAsync(r => r.Id == attempt.ReferralId, ct);
        if (
            !await db.Attempts.AnyAsync(
                a => a.ReferralId == referral.Id && a.Id != id && (a.EndedAt == null || a.EmptyAt > now),
                ct
            )
        )
            referral.Survivor = null;
    }
}
