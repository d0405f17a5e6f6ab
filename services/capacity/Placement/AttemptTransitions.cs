using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Capacity.Placement;

/// <summary>Applies the attempt table's transitions and publishes each changed attempt once, at the end.</summary>
internal sealed class AttemptTransitions(CapacityDb db, UnitOfWork work, KindDescriptor descriptor, IKind kind)
{
    /// <summary>Who acted, when no person did.</summary>
    public const string Service = "service";
    public const string Clock = "clock";

    private static readonly TimeSpan KeepRefused = TimeSpan.FromDays(7);

    // After these the provider must forget whom it was asked for (rule 4).
    private static readonly string[] EmptiedStatuses = [Status.Rejected, Status.Cancelled, Status.EnteredInError];

    private readonly List<Attempt> _changed = [];

    public static int RankOf(string urgency) =>
        urgency switch
        {
            "emergency" => 0,
            "urgent" => 1,
            _ => 2,
        };

    /// <param name="dueAt">The latest arrival, for actions that lead to accepted or ready.</param>
    /// <param name="business">Only where the table leaves it to the action.</param>
    /// <exception cref="InvalidOperationException">The table has no such transition; callers check first.</exception>
    public void Apply(
        Attempt attempt,
        string action,
        string by,
        DateTimeOffset now,
        string? business = null,
        string? reason = null,
        DateTimeOffset? dueAt = null
    )
    {
        var row = AttemptTable.Of(action);
        if (!row.From.Contains(attempt.Status))
            throw new InvalidOperationException($"{action} from {attempt.Status}");
        attempt.Status = row.To;
        attempt.BusinessStatus =
            row.Business ?? business ?? throw new InvalidOperationException($"{action} names no business status");
        // The reason "suspended" stays until the suspension or the attempt ends.
        var suspended =
            attempt.Reason == PoolSuspension.Suspended && Status.Open.Contains(row.To)
                ? PoolSuspension.Suspended
                : null;
        attempt.Reason = reason ?? (row.Business is null ? business : suspended);
        attempt.By = by;
        attempt.At = now;
        if (row.To is not (Status.Received or Status.Requested))
            (attempt.HeldUntil, attempt.AnswerDueAt) = (null, null);
        attempt.ArrivalDueAt = row.To is Status.Accepted or Status.Ready ? dueAt : null;
        attempt.WaitingSince = row.To is Status.OnHold ? now : null;
        if (!Status.Open.Contains(row.To))
            attempt.EndedAt = now;
        if (EmptiedStatuses.Contains(row.To))
            attempt.EmptyAt = now + KeepRefused;
        PublishOnCommit(attempt);
    }

    /// <summary>Publishes the attempt as it is when the transaction ends: one new version and one event, however often
    /// it changed.</summary>
    public void PublishOnCommit(Attempt attempt)
    {
        attempt.DueAt = NextClock(attempt);
        if (work.BeforeCommit(PublishChanged))
            _changed.Clear();
        if (_changed.Contains(attempt))
            return;
        attempt.Version++;
        _changed.Add(attempt);
    }

    /// <summary>No pool of the plan is known here: publishes a rejected attempt that is not stored, to tell the
    /// referrer.</summary>
    public void PublishNoPool(Referral r, DateTimeOffset now) =>
        db.Publish(
            new AttemptChanged(
                Guid.CreateVersion7(now),
                1,
                r.Id,
                r.Round,
                0,
                descriptor.Code,
                r.Plan[0],
                Guid.Empty,
                "",
                Status.Rejected,
                Business.NoCapacity,
                null,
                null,
                null,
                Business.NoCapacity,
                null,
                null,
                true,
                Service,
                now
            ),
            now
        );

    private static DateTimeOffset? NextClock(Attempt a) =>
        a.Status switch
        {
            Status.Received => a.HeldUntil < a.AnswerDueAt ? a.HeldUntil : a.AnswerDueAt,
            Status.Requested => a.AnswerDueAt,
            Status.Accepted or Status.Ready => a.ArrivalDueAt,
            _ => null,
        };

    private async Task PublishChanged(CancellationToken ct)
    {
        await kind.OnTransition(_changed, ct);
        foreach (var a in _changed)
            db.Publish(
                new AttemptChanged(
                    a.Id,
                    a.Version,
                    a.ReferralId,
                    a.Round,
                    a.Ordinal,
                    descriptor.Code,
                    a.PoolId,
                    a.OrganisationId,
                    a.OrganisationName,
                    a.Status,
                    a.BusinessStatus,
                    a.HeldUntil,
                    a.AnswerDueAt,
                    a.ArrivalDueAt,
                    a.Reason,
                    a.Outcome,
                    a.Exit,
                    a.PlanExhausted,
                    a.By,
                    a.At
                ),
                a.At
            );
        _changed.Clear();
    }
}
