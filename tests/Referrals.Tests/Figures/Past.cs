using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Tests.Figures;

/// <summary>Rows of things that happened in months gone by, as they would have been written then.</summary>
internal static class Past
{
    public static AvailabilityRow Pool(
        string area,
        string kind = "shelter",
        int maximum = 10,
        int occupied = 0,
        bool removed = false
    )
    {
        var id = Guid.NewGuid();
        return new AvailabilityRow
        {
            PoolId = id,
            Version = 1,
            AppliedAt = DateTimeOffset.UnixEpoch,
            State = new(
                id,
                1,
                removed,
                kind,
                Guid.NewGuid(),
                Guid.NewGuid(),
                "House",
                new("Beds", null),
                new(area[..2], area.Length > 2 ? area : null),
                true,
                null,
                null,
                "places",
                true,
                new("bed", maximum, occupied, 0, 0, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "staff", false),
                Eligibility.Anyone,
                null
            ),
        };
    }

    public static Referral Sent(DateTimeOffset at, string urgency, string status, params AvailabilityRow[] plan) =>
        new()
        {
            Id = Guid.CreateVersion7(at),
            CaseCode = "7F3K-92QD",
            OrganisationId = Guid.NewGuid(),
            OrganisationName = "Helping Hands",
            Kind = plan[0].State.Kind,
            Urgency = urgency,
            Survivor = new("female", 24, false, [], [], 0, [], []),
            Plan = [.. plan.Select(pool => pool.PoolId)],
            ContinueOnRefusal = true,
            Waitlist = false,
            Status = status,
            CreatedAt = at,
            RequestedAt = at,
            UpdatedAt = at,
        };

    /// <summary>An attempt and its history: what was said, and after how many minutes.</summary>
    public static IEnumerable<object> Asked(
        Referral referral,
        AvailabilityRow pool,
        bool exhausted,
        params (string Status, string Business, double Minutes)[] steps
    )
    {
        var attempt = Guid.NewGuid();
        yield return new AttemptSnapshot
        {
            Id = attempt,
            ReferralId = referral.Id,
            Round = 1,
            Ordinal = 0,
            PoolId = pool.PoolId,
            OrganisationId = pool.State.OrganisationId,
            OrganisationName = "House",
            Version = steps.Length,
            Status = steps[^1].Status,
            BusinessStatus = steps[^1].Business,
            PlanExhausted = exhausted,
        };
        foreach (var (i, step) in steps.Index())
            yield return new HistoryRow
            {
                SubjectId = attempt,
                SubjectVersion = i + 1,
                ReferralId = referral.Id,
                PoolId = pool.PoolId,
                At = referral.CreatedAt.AddMinutes(step.Minutes),
                Status = step.Status,
                BusinessStatus = step.Business,
                By = "service",
            };
    }

    /// <summary>So many who were asked after a course, and what they said.</summary>
    public static IEnumerable<object> Measured(
        int count,
        DateTimeOffset at,
        AvailabilityRow course,
        string measure,
        string result,
        string status = Status.Completed
    )
    {
        for (var n = 0; n < count; n++)
        {
            var referral = Sent(at.AddMonths(-8), "normal", status, course);
            List<object> rows = [referral, .. Asked(referral, course, false, (Status.Completed, "helped", 0))];
            foreach (var row in rows)
                yield return row;
            yield return MeasuredOutcome.Of(
                new OutcomeMeasured(
                    rows.OfType<AttemptSnapshot>().Single().Id,
                    referral.Id,
                    "training",
                    measure,
                    result,
                    "service",
                    at
                )
            );
        }
    }

    /// <summary>So many referrals of one kind of end; the nth is answered after n minutes more.</summary>
    public static IEnumerable<object> Many(
        int count,
        DateTimeOffset at,
        AvailabilityRow pool,
        string urgency,
        string status,
        string business,
        double minutes = 60,
        bool exhausted = false
    )
    {
        for (var n = 0; n < count; n++)
        {
            var referral = Sent(at.AddMinutes(n), urgency, Status.Requested, pool);
            yield return referral;
            foreach (
                var row in Asked(
                    referral,
                    pool,
                    exhausted,
                    (Status.Received, Business.Held, 0),
                    (status, business, minutes + n)
                )
            )
                yield return row;
        }
    }
}
