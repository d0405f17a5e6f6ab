using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain.Figures;

namespace ReferralNetwork.Referrals.Clocks;

/// <summary>What a month's figures are counted from.</summary>
internal static class MonthQueries
{
    /// <summary>Business statuses by which a provider has said no, or nothing in time.</summary>
    public static readonly IReadOnlyList<string> Declined = [.. Codes.RejectReasons, Business.NoResponse];

    /// <summary>Business statuses that can exhaust a plan: also that of a full house, and of one that cannot take her
    /// after all.</summary>
    public static readonly IReadOnlyList<string> PlanEnding =
    [
        .. Declined,
        Business.NoCapacity,
        Business.ProviderWithdrew,
    ];

    private static readonly List<string> CountedStatuses = [Business.Accepted, .. PlanEnding, .. Tally.Outcomes];

    public static IQueryable<SentLine> Sent(ReferralsDb db, DateTimeOffset since, DateTimeOffset until) =>
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
    public static IQueryable<ResponseLine> Responses(ReferralsDb db, DateTimeOffset since, DateTimeOffset until) =>
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

    public static IQueryable<MeasuredLine> Measured(
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
