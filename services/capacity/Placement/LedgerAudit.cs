using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Telemetry;

namespace ReferralNetwork.Capacity.Placement;

/// <summary>
/// Compares each pool's counters with the rows they stand for: held places with the holds, waiting with the attempts on
/// the list. A difference is corrected by the rows, recorded and logged, since only an unknown fault can cause it.
/// </summary>
internal sealed class LedgerAudit(CapacityDb db, Ledger ledger, Waitlist waitlist, ILogger<LedgerAudit> log)
{
    private static readonly Counter<long> Repaired = Metrics.Meter.CreateCounter<long>(
        "ledger.repaired",
        "{pool}",
        "Pools whose counters were set right"
    );

    /// <summary>Pools whose counters differ from their rows.</summary>
    public static IQueryable<Guid> Differing(CapacityDb db) =>
        db
            .Pools.Where(p =>
                p.Held != db.Holds.Where(h => h.PoolId == p.Id).Sum(h => h.Places)
                || p.Waiting != db.Attempts.Count(a => a.PoolId == p.Id && a.Status == Status.OnHold)
            )
            .Select(p => p.Id);

    public async Task Repair(Guid poolId, DateTimeOffset now, CancellationToken ct)
    {
        // Updating the pool's row first locks it: what is counted afterwards is all that was committed.
        await ledger.BumpVersion(poolId, now, ct);
        var before = await db.Pools.Where(p => p.Id == poolId).Select(p => new { p.Held, p.Waiting }).SingleAsync(ct);
        var held = await db.Holds.Where(h => h.PoolId == poolId).SumAsync(h => h.Places, ct);
        var waiting = await db.Attempts.CountAsync(a => a.PoolId == poolId && a.Status == Status.OnHold, ct);
        if ((before.Held, before.Waiting) == (held, waiting))
            return;
        // Where more is promised than there is, as after a wrong count, nobody more is admitted until somebody counts
        // again.
        await db
            .Pools.Where(p => p.Id == poolId)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(p => p.Admitting, p => p.Admitting && p.Occupied + held <= p.Maximum)
                        .SetProperty(p => p.Overbooked, p => p.Overbooked || p.Occupied + held > p.Maximum)
                        .SetProperty(p => p.Held, held)
                        .SetProperty(p => p.Waiting, waiting),
                ct
            );
        db.Add(
            new LedgerRepair
            {
                Id = Guid.CreateVersion7(now),
                PoolId = poolId,
                At = now,
                HeldBefore = before.Held,
                Held = held,
                WaitingBefore = before.Waiting,
                Waiting = waiting,
            }
        );
        Repaired.Add(1);
        log.LogError(
            "The counters of pool {Pool} were held {HeldBefore} and waiting {WaitingBefore}, its rows say {Held} "
                + "and {Waiting}: set right",
            poolId,
            before.Held,
            before.Waiting,
            held,
            waiting
        );
        await waitlist.Promote(poolId, now, ct);
    }
}
