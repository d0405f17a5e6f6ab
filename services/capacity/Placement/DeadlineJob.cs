using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Work;

namespace ReferralNetwork.Capacity.Placement;

/// <summary>Acts on what is due: each row once, in its own transaction, also after a restart. A row that fails is due
/// again in the next run and does not hold up others.</summary>
internal sealed class DeadlineJob(IServiceScopeFactory scopes, ILogger<DeadlineJob> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private const int Batch = 200;

    private static List<ClockStep> Clocks(IServiceProvider services)
    {
        var db = services.GetRequiredService<CapacityDb>();
        return
        [
            new(
                "attempt",
                now => db.Attempts.Where(a => a.DueAt <= now).OrderBy(a => a.DueAt).Select(a => a.Id),
                (id, now, ct) => Act(services, id, now, ct)
            ),
            new(
                "closure",
                now => db.Pools.Where(p => p.ClosedUntil <= now).OrderBy(p => p.ClosedUntil).Select(p => p.Id),
                services.GetRequiredService<PoolClosure>().OpenDue
            ),
            new(
                "group",
                now => db.GroupReservations.Where(b => b.DueAt <= now).OrderBy(b => b.DueAt).Select(b => b.Id),
                services.GetRequiredService<GroupReservations>().ActOnDue
            ),
            .. services.GetRequiredService<IKind>().Clocks(services.GetRequiredService<KindLedger>()),
            new(
                "erasure",
                now => db.Attempts.Where(a => a.EmptyAt <= now).OrderBy(a => a.EmptyAt).Select(a => a.Id),
                (id, now, ct) => Empty(services, id, now, ct)
            ),
        ];
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        PeriodicJob.Run(Interval, ActOnDue, log, stoppingToken);

    internal async Task ActOnDue(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        foreach (var clock in Clocks(scope.ServiceProvider))
            await Guarded.Run(
                clock.Name,
                async () =>
                {
                    var now = await scope.ServiceProvider.GetRequiredService<DatabaseClock>().Now(ct);
                    foreach (var id in await clock.Due(now).Take(Batch).ToListAsync(ct))
                        await Guarded.Run(clock.Name, () => Act(clock.Name, id, ct), log, ct);
                },
                log,
                ct
            );
    }

    private async Task Act(string name, Guid id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        try
        {
            await services
                .GetRequiredService<UnitOfWork>()
                .Run(
                    async () =>
                        await Clocks(services)
                            .Single(clock => clock.Name == name)
                            .Act(id, await services.GetRequiredService<DatabaseClock>().Now(ct), ct),
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
        var (moves, ledger) = (
            services.GetRequiredService<AttemptTransitions>(),
            services.GetRequiredService<Ledger>()
        );
        var freed = await ledger.Release(attempt, now, ct);
        switch (attempt.Status)
        {
            case Status.Received when attempt.AnswerDueAt > now:
                moves.Apply(attempt, "hold-end", AttemptTransitions.Clock, now);
                attempt.HeldUntil = null;
                break;
            case Status.Requested or Status.Received:
                moves.Apply(attempt, "answer-overdue", AttemptTransitions.Clock, now, reason: Business.NoResponse);
                await services.GetRequiredService<PlanRouting>().AfterRefusal(attempt, now, ct);
                break;
            default:
                moves.Apply(attempt, "arrival-overdue", AttemptTransitions.Clock, now);
                break;
        }
        if (freed)
            await services.GetRequiredService<Waitlist>().Promote(attempt.PoolId, now, ct);
    }

    // Empties the attempt and, once no other attempt needs it, what its referral says of the survivor (rule 4).
    private static async Task Empty(IServiceProvider services, Guid id, DateTimeOffset now, CancellationToken ct)
    {
        var db = services.GetRequiredService<CapacityDb>();
        var attempt = await db.Attempts.SingleAsync(a => a.Id == id, ct);
        attempt.Empty();
        await services.GetRequiredService<IKind>().Erase(attempt, ct);
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
