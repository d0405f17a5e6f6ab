using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Work;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain.Figures;

namespace ReferralNetwork.Referrals.Clocks;

/// <summary>
/// Closes each month some days after its end, beginning with that of the first referral: its figures are counted, what
/// could tell of a person is hidden, and the rest is kept for ever. It is never counted again: two counts that differ
/// by one would reveal somebody.
/// </summary>
internal sealed class MonthEnd(IServiceScopeFactory scopes, FigureRules rules, ILogger<MonthEnd> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        PeriodicJob.Run(Interval, Close, log, stoppingToken);

    internal async Task Close(CancellationToken ct)
    {
        while (await CloseNext(ct)) { }
    }

    /// <returns>False when none is due.</returns>
    private async Task<bool> CloseNext(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, work) = (
            scope.ServiceProvider.GetRequiredService<ReferralsDb>(),
            scope.ServiceProvider.GetRequiredService<UnitOfWork>()
        );
        var now = await scope.ServiceProvider.GetRequiredService<DatabaseClock>().Now(ct);
        if (await Due(db, now, ct) is null)
            return false;
        await work.Run(
            async () =>
            {
                // Another replica may have closed it meanwhile.
                await work.AcquireLock("month-end", ct);
                if (await Due(db, now, ct) is not { } month)
                    return;
                db.Add(new ClosedMonth { Month = month.ToString(), ClosedAt = now });
                db.AddRange(await MonthCount.Of(db, month, now, ct));
            },
            ct
        );
        return true;
    }

    private async Task<Month?> Due(ReferralsDb db, DateTimeOffset now, CancellationToken ct) =>
        await Next(db, ct) is { } month && rules.MayBeClosed(month, now) ? month : null;

    private static async Task<Month?> Next(ReferralsDb db, CancellationToken ct)
    {
        if (await db.ClosedMonths.MaxAsync(m => (string?)m.Month, ct) is { } last)
            return Month.Parse(last)!.Value.Next;
        return
            await db
                .Referrals.OrderBy(r => r.CreatedAt)
                .Select(r => (DateTimeOffset?)r.CreatedAt)
                .FirstOrDefaultAsync(ct)
                is { } first
            ? Month.Of(first)
            : null;
    }
}
