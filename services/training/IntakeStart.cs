using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity;
using ReferralNetwork.Training.Data;

namespace ReferralNetwork.Training;

/// <summary>An intake begins: its pool is closed, what was promised stands, and whoever still waits there moves to the
/// next intake of the course, with the turn she had. Where there is none yet she stays until there is one.</summary>
internal sealed class IntakeStart(TrainingDb db, KindLedger ledger)
{
    /// <summary>Reason of that closure.</summary>
    public const string Started = "started";

    public IReadOnlyList<ClockStep> Clocks => [new("intake", Due, Start), new("wait", WithWaiting, MoveWaiting)];

    private IQueryable<Guid> Due(DateTimeOffset now) =>
        from intake in ThatHaveBegun(now)
        join pool in db.Pools on intake.PoolId equals pool.Id
        where !pool.Removed && pool.ClosedReason != Started
        orderby intake.StartsAt
        select pool.Id;

    // Intakes that have begun and where somebody waits, if the course has a next one.
    private IQueryable<Guid> WithWaiting(DateTimeOffset now) =>
        from intake in ThatHaveBegun(now)
        join pool in db.Pools on intake.PoolId equals pool.Id
        where !pool.Removed && pool.Waiting > 0 && Upcoming(now).Any(next => next.CourseId == intake.CourseId)
        orderby intake.StartsAt
        select pool.Id;

    private IQueryable<Intake> ThatHaveBegun(DateTimeOffset now) => db.Intakes.Where(i => i.StartsAt <= now);

    private IQueryable<Intake> Upcoming(DateTimeOffset now) =>
        db.Intakes.Where(i => i.StartsAt > now && db.Pools.Any(p => p.Id == i.PoolId && !p.Removed && !p.Suspended));

    private async Task Start(Guid poolId, DateTimeOffset now, CancellationToken ct)
    {
        var intake = await db.Intakes.SingleAsync(i => i.PoolId == poolId, ct);
        if (!(intake.StartsAt <= now))
            return;
        // Changes the version, so that a postponement at the same moment conflicts with this.
        intake.Version++;
        await ledger.CloseForGood(poolId, Started, now, ct);
    }

    private async Task MoveWaiting(Guid poolId, DateTimeOffset now, CancellationToken ct)
    {
        var begun = await db.Intakes.AsNoTracking().SingleAsync(i => i.PoolId == poolId, ct);
        var next = await Upcoming(now)
            .Where(i => i.CourseId == begun.CourseId)
            .OrderBy(i => i.StartsAt)
            .ThenBy(i => i.PoolId)
            .Select(i => (Guid?)i.PoolId)
            .FirstOrDefaultAsync(ct);
        if (next is { } to)
            await ledger.MoveWaiting(poolId, to, now, ct);
    }
}
