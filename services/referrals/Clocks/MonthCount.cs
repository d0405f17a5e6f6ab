using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain.Figures;

namespace ReferralNetwork.Referrals.Clocks;

/// <summary>Counts a month: each thing in the month in which it happened, and in the area of the pool that it was
/// about.</summary>
internal static class MonthCount
{
    /// <summary>Business statuses by which a provider has said no, or nothing in time.</summary>
    private static readonly IReadOnlyList<string> Declined = [.. Codes.RejectReasons, Business.NoResponse];

    /// <summary>Business statuses that can exhaust a plan: also that of a full house, and of one that cannot take her
    /// after all.</summary>
    private static readonly IReadOnlyList<string> PlanEnding =
    [
        .. Declined,
        Business.NoCapacity,
        Business.ProviderWithdrew,
    ];

    private static readonly List<string> CountedStatuses = [Business.Accepted, .. PlanEnding, .. Tally.Outcomes];

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
        var spots = pools.Values.Select(SpotOf).ToHashSet();
        var sent = await Sent(db, month.From, month.Until).ToListAsync(ct);
        var told = await Responses(db, month.From, month.Until).ToListAsync(ct);

        var figures = new List<Figure>();
        Add(
            "sent",
            Tally.Tree(
                spots,
                Known(sent, one => one.Asked ?? one.Plan[0], (one, spot) => new(spot, one.Urgency)),
                by: Tally.Urgency
            )
        );
        Add("accepted", Tally.Tree(spots, Answers(t => t.Business == Business.Accepted), by: Tally.Urgency));
        Add("declined", Tally.Tree(spots, Answers(t => Declined.Contains(t.Business)), by: Tally.Urgency));
        Add(
            "unmet",
            Tally.Tree(
                spots,
                Known(
                    told.Where(t => t.Exhausted && PlanEnding.Contains(t.Business))
                        .OrderBy(t => t.At)
                        .DistinctBy(t => (t.Survivor, t.Kind)),
                    t => t.PoolId,
                    (t, spot) => new(spot, t.Urgency)
                ),
                by: Tally.Urgency
            )
        );
        Add(
            "ended",
            Tally.Tree(
                spots,
                Known(
                    told.Where(t => Tally.Outcomes.Contains(t.Business)),
                    t => t.PoolId,
                    (t, spot) => new(spot, t.Urgency, t.Business)
                ),
                by: [Tally.Urgency, Tally.Outcome]
            )
        );
        foreach (var kind in KindDescriptor.All)
        {
            // Where there never was a pool of the kind, nobody can have been asked.
            var own = spots.Where(spot => spot.Kind == kind.Code).ToList();
            if (own.Count == 0)
                continue;
            foreach (var measure in kind.Measures)
                Add(
                    measure.Code,
                    Tally.Tree(
                        own,
                        Known(
                            await Measured(db, measure.Code, month.From, month.Until).ToListAsync(ct),
                            line => line.PoolId,
                            (line, spot) => new(spot, Outcome: line.Result)
                        ),
                        by: measure.List
                    )
                );
        }
        // How many people are there is known for today alone: a month that is closed late has no such figure.
        if (Month.Of(now) == month.Next)
        {
            var open = pools.Values.Where(pool => !pool.Removed).ToList();
            Add(
                "occupied",
                Tally.Tree(
                    spots,
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
                Tally.Tree(spots, [.. open.Select(pool => new Counted(SpotOf(pool), Weight: pool.Capacity.Maximum))]),
                people: false
            );
        }
        return figures;

        IReadOnlyList<Counted> Answers(Func<ResponseLine, bool> which) =>
            Known(
                told.Where(which),
                t => t.PoolId,
                (t, spot) => new(spot, t.Urgency, Minutes: (t.At - t.Asked).TotalMinutes)
            );

        // Leaves out pools that never became known here, since nobody can say where they are.
        IReadOnlyList<Counted> Known<T>(IEnumerable<T> lines, Func<T, Guid> pool, Func<T, FigureSlot, Counted> count) =>
            [
                .. lines
                    .Where(line => pools.ContainsKey(pool(line)))
                    .Select(line => count(line, SpotOf(pools[pool(line)]))),
            ];

        void Add(string measure, FigureCell root, bool people = true)
        {
            if (people)
                Suppression.Hide(root);
            figures.AddRange(
                root.Everything()
                    .Select(cell => new Figure
                    {
                        Month = month.ToString(),
                        Measure = measure,
                        Kind = cell.Kind,
                        By = cell.By,
                        Key = cell.Key,
                        Count = cell.Hidden ? null : cell.Count,
                        Minutes = cell.Hidden ? null : cell.Minutes,
                    })
            );
        }
    }

    private static FigureSlot SpotOf(AvailabilityChanged pool) =>
        new(pool.Kind, pool.Area.District ?? pool.Area.Province);

    internal static IQueryable<SentLine> Sent(ReferralsDb db, DateTimeOffset since, DateTimeOffset until) =>
        db
            .Referrals.Where(r => r.CreatedAt >= since && r.CreatedAt < until && r.Status != Status.EnteredInError)
            .Select(r => new SentLine
            {
                Urgency = r.Urgency,
                Plan = r.Plan,
                Asked = db
                    .Attempts.Where(a => a.ReferralId == r.Id)
                    .OrderBy(a => a.Round)
                    .ThenBy(a => a.Ordinal)
                    .Select(a => (Guid?)a.PoolId)
                    .FirstOrDefault(),
            });

    // Counts only the first time that it is told: an arrival that is put off tells again that she is accepted.
    internal static IQueryable<ResponseLine> Responses(ReferralsDb db, DateTimeOffset since, DateTimeOffset until) =>
        from h in db.History
        join r in db.Referrals on h.ReferralId equals r.Id
        where
            CountedStatuses.Contains(h.BusinessStatus)
            && h.PoolId != null
            && h.At >= since
            && h.At < until
            && r.Status != Status.EnteredInError
            && !db.History.Any(before =>
                before.SubjectId == h.SubjectId
                && before.BusinessStatus == h.BusinessStatus
                && h.SubjectVersion > before.SubjectVersion
            )
        select new ResponseLine
        {
            Survivor = r.CaseId ?? r.Id,
            Kind = r.Kind,
            Urgency = r.Urgency,
            PoolId = h.PoolId!.Value,
            Business = h.BusinessStatus,
            At = h.At,
            Asked = db
                .History.Where(first => first.SubjectId == h.SubjectId)
                .OrderBy(first => first.SubjectVersion)
                .Select(first => first.At)
                .First(),
            Exhausted = db.Attempts.Any(a => a.Id == h.SubjectId && a.PlanExhausted),
        };

    internal static IQueryable<MeasuredLine> Measured(
        ReferralsDb db,
        string measure,
        DateTimeOffset since,
        DateTimeOffset until
    ) =>
        from outcome in db.Measured
        join attempt in db.Attempts on outcome.AttemptId equals attempt.Id
        join referral in db.Referrals on outcome.ReferralId equals referral.Id
        where
            outcome.Measure == measure
            && outcome.FirstAt >= since
            && outcome.FirstAt < until
            && referral.Status != Status.EnteredInError
        select new MeasuredLine { PoolId = attempt.PoolId, Result = outcome.Result };

    internal sealed record MeasuredLine
    {
        public required Guid PoolId { get; init; }
        public required string Result { get; init; }
    }

    internal sealed record SentLine
    {
        public required string Urgency { get; init; }
        public required IReadOnlyList<Guid> Plan { get; init; }

        /// <summary>The pool that was asked first.</summary>
        public Guid? Asked { get; init; }
    }

    internal sealed record ResponseLine
    {
        /// <summary>Id of the case, else of the referral: stands for the survivor as far as the owner has said what is
        /// hers.</summary>
        public required Guid Survivor { get; init; }
        public required string Kind { get; init; }
        public required string Urgency { get; init; }
        public required Guid PoolId { get; init; }
        public required string Business { get; init; }
        public required DateTimeOffset At { get; init; }
        public required DateTimeOffset Asked { get; init; }
        public required bool Exhausted { get; init; }
    }
}
