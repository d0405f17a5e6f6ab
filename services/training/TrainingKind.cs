using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Training.Data;
using ReferralNetwork.Training.Domain;

namespace ReferralNetwork.Training;

/// <summary>A pool of seats is one intake of a course, or a course that can be joined at any time.</summary>
internal sealed class TrainingKind(TrainingDb db) : IKind
{
    public (string Field, string Message)? CheckPool(JsonElement trade) => Courses.Check(trade);

    // Screening is no state of its own: states are the network's, and whether she fits is known before the answer.
    public async Task<string?> MayAccept(Pool pool, Attempt attempt, CancellationToken ct)
    {
        if (!Courses.AsksForScreening(pool.Trade))
            return null;
        var screening = await db.Screenings.AsNoTracking().SingleOrDefaultAsync(s => s.AttemptId == attempt.Id, ct);
        return screening?.Result is "fit" or "fit-with-help" ? null : "screening-needed";
    }

    /// <summary>Returns the grant of somebody who was accepted and never came.</summary>
    public async Task OnTransition(IReadOnlyList<Attempt> changed, CancellationToken ct)
    {
        foreach (var attempt in changed)
            if (attempt is { EndedAt: not null, ArrivedAt: null } && attempt.Status != Status.Rejected)
            {
                await db.SaveChangesAsync(ct);
                await Grant.GiveBack(db, attempt.Id, ct);
            }
    }

    public async Task<IReadOnlyDictionary<Guid, JsonObject>> Describe(
        IReadOnlyCollection<Guid> attempts,
        Viewer viewer,
        CancellationToken ct
    ) =>
        viewer == Viewer.Referrer
            ? await Extension.Nothing
            : (
                await db.Screenings.AsNoTracking().Where(s => attempts.Contains(s.AttemptId)).ToListAsync(ct)
            ).ToDictionary(s => s.AttemptId, s => new JsonObject { ["screening"] = s.Result });

    public async Task<IReadOnlyDictionary<Guid, JsonObject>> DescribePools(
        IReadOnlyCollection<Guid> pools,
        Viewer viewer,
        CancellationToken ct
    )
    {
        var intakes = await db.Intakes.AsNoTracking().Where(i => pools.Contains(i.PoolId)).ToListAsync(ct);
        return viewer == Viewer.Provider
            ? intakes.ToDictionary(
                i => i.PoolId,
                i => new JsonObject { ["startsAt"] = i.StartsAt, ["courseId"] = i.CourseId }
            )
            : intakes
                .Where(i => i.StartsAt is not null)
                .ToDictionary(i => i.PoolId, i => new JsonObject { ["startsAt"] = i.StartsAt });
    }

    public IReadOnlyList<ClockStep> Clocks(KindLedger ledger) => new IntakeStart(db, ledger).Clocks;

    public Task Erase(Attempt attempt, CancellationToken ct) =>
        db.Screenings.Where(s => s.AttemptId == attempt.Id).ExecuteDeleteAsync(ct);
}
