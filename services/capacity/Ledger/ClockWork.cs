using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Telemetry;

namespace ReferralNetwork.Capacity;

/// <summary>Acts on deadlines that have passed, each once, in a transaction of its own, after any restart.</summary>
internal sealed class ClockWork(IServiceScopeFactory scopes, ILogger<ClockWork> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan KeepRefused = TimeSpan.FromDays(7);
    private const int Batch = 200;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Every.Interval(Interval, ActOnDue, log, stoppingToken);

    internal async Task ActOnDue(CancellationToken ct)
    {
        List<Guid> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var now = await scope.ServiceProvider.GetRequiredService<DatabaseClock>().Now(ct);
            due = await scope.ServiceProvider.GetRequiredService<CapacityDb>().Attempts
                .Where(a => a.DueAt <= now).OrderBy(a => a.DueAt).Select(a => a.Id).Take(Batch).ToListAsync(ct);
        }
        foreach (var id in due)
        {
            // One that fails is still due at the next turn, and holds up no other.
            try { await InWork((services, now) => Act(services, id, now, ct), ct); }
            catch (DbUpdateConcurrencyException) { continue; } // a person or another replica was first
            catch (Exception e) when (!ct.IsCancellationRequested) { log.LogWarning("The clock of attempt {Attempt} failed: {Failure}", id, SafeText.Of(e)); }
        }
        await InWork(async (services, now) =>
        {
            await services.GetRequiredService<Closing>().OpenDue(now, ct);
            await services.GetRequiredService<Groups>().EndDue(now, ct);
        }, ct);
        await InWork((services, now) => services.GetRequiredService<Starting>().StartDue(now, ct), ct);
        await InWork((services, now) => EmptyRefused(services, now, ct), ct);
    }

    private async Task InWork(Func<IServiceProvider, DateTimeOffset, Task> act, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        await services.GetRequiredService<UnitOfWork>().Run(
            async () => await act(services, await services.GetRequiredService<DatabaseClock>().Now(ct)), ct);
    }

    private static async Task Act(IServiceProvider services, Guid id, DateTimeOffset now, CancellationToken ct)
    {
        var attempt = await services.GetRequiredService<CapacityDb>().Attempts.SingleAsync(a => a.Id == id, ct);
        if (attempt.DueAt is null || attempt.DueAt > now) return;
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
        if (freed) await services.GetRequiredService<Waitlist>().Promote(attempt.PoolId, now, ct);
    }

    // Whoever refused, was never needed or asked in error forgets whom it was asked for (rule 4).
    private static async Task EmptyRefused(IServiceProvider services, DateTimeOffset now, CancellationToken ct)
    {
        var db = services.GetRequiredService<CapacityDb>();
        var oldest = now - KeepRefused;
        var refused = await db.Attempts.Where(a => a.EndedAt < oldest && a.Survivor != null
            && (a.Status == Status.Rejected || a.Status == Status.Cancelled || a.Status == Status.EnteredInError)).Take(Batch).ToListAsync(ct);
        foreach (var attempt in refused) attempt.Empty();
        var ids = refused.Select(a => a.ReferralId).Distinct().ToList();
        foreach (var referral in await db.Referrals.Where(r => ids.Contains(r.Id)
            && !db.Attempts.Any(a => a.ReferralId == r.Id && (a.EndedAt == null || a.EndedAt >= oldest))).ToListAsync(ct))
            referral.Survivor = null;
    }
}
