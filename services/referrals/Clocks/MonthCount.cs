using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain.Figures;

namespace ReferralNetwork.Referrals.Clocks;

/// <summary>Counts a month: each thing in the month in which it happened, and in the area of the pool that it was
/// about.</summary>
internal sealed class MonthCount
{
    private readonly Month _month;
    private readonly IReadOnlyDictionary<Guid, AvailabilityChanged> _pools;
    private readonly HashSet<FigureSlot> _spots;
    private readonly List<Figure> _figures = [];

    private MonthCount(Month month, IReadOnlyDictionary<Guid, AvailabilityChanged> pools) =>
        (_month, _pools, _spots) = (month, pools, [.. pools.Values.Select(SpotOf)]);

    public static async Task<IReadOnlyList<Figure>> Of(
        ReferralsDb db,
        Month month,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var pools = new Dictionary<Guid, AvailabilityChanged>();
        await foreach (var row in db.Availability.AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
            pools[row.PoolId] = row.State;
        var count = new MonthCount(month, pools);
        count.AddSent(await MonthQueries.Sent(db, month.From, month.Until).ToListAsync(ct));
        count.AddResponses(await MonthQueries.Responses(db, month.From, month.Until).ToListAsync(ct));
        foreach (var kind in KindDescriptor.All.Where(count.Knows))
        foreach (var measure in kind.Measures)
            count.AddMeasured(
                kind,
                measure,
                await MonthQueries.Measured(db, measure.Code, month.From, month.Until).ToListAsync(ct)
            );
        // How many people are there is known for today alone: a month that is closed late has no such figure.
        if (Month.Of(now) == month.Next)
            count.AddPlaces();
        return count._figures;
    }

    // Where there never was a pool of the kind, nobody can have been asked.
    private bool Knows(KindDescriptor kind) => _spots.Any(spot => spot.Kind == kind.Code);

    private void AddSent(IReadOnlyList<MonthQueries.SentLine> sent) =>
        Add(
            "sent",
            Tally.Tree(
                _spots,
                Known(sent, one => one.Asked ?? one.Plan[0], (one, spot) => new(spot, one.Urgency)),
                by: Tally.Urgency
            )
        );

    private void AddResponses(IReadOnlyList<MonthQueries.ResponseLine> told)
    {
        Add("accepted", Tally.Tree(_spots, Answers(t => t.Business == Business.Accepted), by: Tally.Urgency));
        Add(
            "declined",
            Tally.Tree(_spots, Answers(t => MonthQueries.Declined.Contains(t.Business)), by: Tally.Urgency)
        );
        var unmet = told.Where(t => t.Exhausted && MonthQueries.PlanEnding.Contains(t.Business))
            .OrderBy(t => t.At)
            .DistinctBy(t => (t.Survivor, t.Kind));
        Add(
            "unmet",
            Tally.Tree(_spots, Known(unmet, t => t.PoolId, (t, spot) => new(spot, t.Urgency)), by: Tally.Urgency)
        );
        var ended = told.Where(t => Tally.Outcomes.Contains(t.Business));
        Add(
            "ended",
            Tally.Tree(
                _spots,
                Known(ended, t => t.PoolId, (t, spot) => new(spot, t.Urgency, t.Business)),
                by: [Tally.Urgency, Tally.Outcome]
            )
        );

        IReadOnlyList<Counted> Answers(Func<MonthQueries.ResponseLine, bool> which) =>
            Known(
                told.Where(which),
                t => t.PoolId,
                (t, spot) => new(spot, t.Urgency, Minutes: (t.At - t.Asked).TotalMinutes)
            );
    }

    private void AddMeasured(
        KindDescriptor kind,
        KindDescriptor.Measure measure,
        IReadOnlyList<MonthQueries.MeasuredLine> measured
    ) =>
        Add(
            measure.Code,
            Tally.Tree(
                [.. _spots.Where(spot => spot.Kind == kind.Code)],
                Known(measured, line => line.PoolId, (line, spot) => new(spot, Outcome: line.Result)),
                by: measure.List
            )
        );

    private void AddPlaces()
    {
        var open = _pools.Values.Where(pool => !pool.Removed).ToList();
        Add(
            "occupied",
            Tally.Tree(
                _spots,
                [
                    .. open.Select(pool => new Counted(
                        SpotOf(pool),
                        Weight: pool.Capacity.Occupied,
                        Most: Math.Max(pool.Capacity.Maximum, pool.Capacity.Occupied)
                    )),
                ],
                bounded: true
            )
        );
        // Counts places, not people, and whoever searches sees them: nothing is hidden.
        Add(
            "places",
            Tally.Tree(_spots, [.. open.Select(pool => new Counted(SpotOf(pool), Weight: pool.Capacity.Maximum))]),
            people: false
        );
    }

    // Leaves out pools that never became known here, since nobody can say where they are.
    private IReadOnlyList<Counted> Known<T>(
        IEnumerable<T> lines,
        Func<T, Guid> pool,
        Func<T, FigureSlot, Counted> count
    ) =>
        [
            .. lines
                .Where(line => _pools.ContainsKey(pool(line)))
                .Select(line => count(line, SpotOf(_pools[pool(line)]))),
        ];

    private void Add(string measure, FigureCell root, bool people = true)
    {
        if (people)
            Suppression.Hide(root);
        _figures.AddRange(
            root.Everything()
                .Select(cell => new Figure
                {
                    Month = _month.ToString(),
                    Measure = measure,
                    Kind = cell.Kind,
                    By = cell.By,
                    Key = cell.Key,
                    Count = cell.Hidden ? null : cell.Count,
                    Minutes = cell.Hidden ? null : cell.Minutes,
                })
        );
    }

    private static FigureSlot SpotOf(AvailabilityChanged pool) =>
        new(pool.Kind, pool.Area.District ?? pool.Area.Province);
}
