using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Domain;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Capacity.Placement;

/// <summary>
/// Group reservations: places held before anybody of the group is known, then handed to one referral after the other,
/// so that the counts of the pool do not change. Each change is published once, when the transaction ends.
/// </summary>
internal sealed class GroupReservations(
    CapacityDb db,
    UnitOfWork work,
    Ledger ledger,
    Waitlist waitlist,
    Deadlines deadlines
)
{
    private readonly List<GroupReservation> _changed = [];

    /// <summary>Holds as many of the places as are free, none where somebody waits for them, until the provider
    /// answers.</summary>
    public async Task Reserve(GroupRequested m, GroupReservationAsked asked, DateTimeOffset now, CancellationToken ct)
    {
        var pool = await db.Pools.AsNoTracking().SingleOrDefaultAsync(p => p.Id == asked.PoolId && !p.Removed, ct);
        if (pool is null)
        {
            db.Publish(
                new GroupReservationChanged(
                    asked.ReservationId,
                    1,
                    m.GroupId,
                    asked.PoolId,
                    GroupReservationStatus.Refused,
                    Business.NoCapacity,
                    0,
                    0,
                    null,
                    AttemptTransitions.Service,
                    now
                ),
                now
            );
            return;
        }
        var kept =
            !m.GivenBack && pool.Access == "places"
                ? await HoldWhatIsFree(asked.ReservationId, pool.Id, asked.Members.Sum(one => one.Count), now, ct)
                : 0;
        var reservation = new GroupReservation
        {
            Id = asked.ReservationId,
            GroupId = m.GroupId,
            PoolId = pool.Id,
            OrganisationId = pool.OrganisationId,
            ReferrerId = m.Referrer.Id,
            ReferrerName = m.Referrer.Name,
            Members = asked.Members,
            Places = kept,
            ArrivesAt = m.ArrivesAt,
            Until = m.ArrivesAt + GroupReservationTable.KeptAfterArrival,
            Status = GroupReservationStatus.Asked,
            AnswerDueAt = now + AnswerWithin(m.Urgency),
            At = now,
            By = m.By,
        };
        db.Add(reservation);
        if (m.GivenBack)
            Move(reservation, "give-back", m.By, null, now);
        else if (kept == 0)
            Move(reservation, "turn-away", AttemptTransitions.Service, Business.NoCapacity, now);
        else
            Announce(reservation);
    }

    /// <summary>The provider agrees to keep the places.</summary>
    public void Accept(GroupReservation reservation, string by, DateTimeOffset now) =>
        Move(reservation, "accept", by, null, now);

    /// <summary>Frees the places that nobody has been named for; who has been named keeps hers.</summary>
    /// <param name="action">One of <see cref="GroupReservationTable"/> that the reservation's status allows.</param>
    public async Task End(
        GroupReservation reservation,
        string action,
        string by,
        string? reason,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        Move(reservation, action, by, reason, now);
        await ledger.Release(reservation, now, ct);
        await waitlist.Promote(reservation.PoolId, now, ct);
    }

    /// <summary>The provider has not answered in time, or the arrival was due a day ago.</summary>
    public async Task ActOnDue(Guid reservationId, DateTimeOffset now, CancellationToken ct)
    {
        var reservation = await db.GroupReservations.SingleAsync(b => b.Id == reservationId, ct);
        if (reservation.DueAt is null || reservation.DueAt > now)
            return;
        if (reservation.Until <= now)
            await End(reservation, "expire", AttemptTransitions.Clock, null, now, ct);
        else
            await End(reservation, "answer-overdue", AttemptTransitions.Clock, Business.NoResponse, now, ct);
    }

    /// <summary>Takes the attempt's places out of the reservation of the group that its referral names; false where
    /// that referrer has none open at the pool, or too few places are left.</summary>
    public async Task<bool> Take(Referral referral, Attempt attempt, DateTimeOffset now, CancellationToken ct)
    {
        if (referral.GroupId is not { } group)
            return false;
        if (await Open(group, attempt.PoolId, referral.ReferrerId, ct) is not { } reservation)
            return false;
        Announce(reservation, now);
        var taken =
            await db
                .Holds.Where(h => h.AttemptId == reservation.Id && h.Places >= attempt.PlacesRequested)
                .ExecuteUpdateAsync(set => set.SetProperty(h => h.Places, h => h.Places - attempt.PlacesRequested), ct)
            == 1;
        if (taken)
            db.Add(
                new Hold
                {
                    AttemptId = attempt.Id,
                    PoolId = attempt.PoolId,
                    Places = attempt.PlacesRequested,
                }
            );
        return taken;
    }

    /// <summary>
    /// Somebody of the group was named, and the referrals service took her place off its own count. Whether or not she
    /// takes one here, what is left is published, so that the other count does not stay below what is kept.
    /// </summary>
    public async Task PublishWhatIsLeft(ReferralRequested m, DateTimeOffset now, CancellationToken ct)
    {
        if (m.GroupId is not { } group || await Open(group, m.Plan[0], m.Referrer.Id, ct) is not { } reservation)
            return;
        Announce(reservation, now);
    }

    private Task<GroupReservation?> Open(Guid group, Guid pool, Guid referrer, CancellationToken ct) =>
        db.GroupReservations.SingleOrDefaultAsync(
            b => b.GroupId == group && b.PoolId == pool && b.ReferrerId == referrer && b.EndedAt == null,
            ct
        );

    // Places that nobody has agreed to are held no longer than for an urgent request: a group that is in no hurry asks
    // later.
    private TimeSpan AnswerWithin(string urgency) => deadlines.Of(urgency == "emergency" ? urgency : "urgent").Answer;

    /// <returns>How many places are held.</returns>
    private async Task<int> HoldWhatIsFree(
        Guid reservationId,
        Guid poolId,
        int wanted,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        // Others may take places between the query and the hold: then it tries once more.
        for (var look = 0; look < 2; look++)
        {
            var free = await db
                .Pools.Where(p => p.Id == poolId)
                .Select(p => p.Maximum - p.Occupied - p.Held)
                .SingleAsync(ct);
            var places = Math.Min(wanted, free);
            if (places > 0 && await ledger.Hold(reservationId, poolId, places, now, ct))
                return places;
        }
        return 0;
    }

    private void Move(GroupReservation reservation, string action, string by, string? reason, DateTimeOffset now)
    {
        var row = GroupReservationTable.Of(action);
        if (!row.From.Contains(reservation.Status))
            throw new InvalidOperationException($"{action} from {reservation.Status}");
        (reservation.Status, reservation.Reason, reservation.By, reservation.At, reservation.AnswerDueAt) = (
            row.To,
            reason,
            by,
            now,
            null
        );
        if (!GroupReservationStatus.Keeping.Contains(row.To))
            reservation.EndedAt = now;
        Announce(reservation);
    }

    // For a change of nothing but the number of places that are left.
    private void Announce(GroupReservation reservation, DateTimeOffset now)
    {
        (reservation.By, reservation.At) = (AttemptTransitions.Service, now);
        Announce(reservation);
    }

    private void Announce(GroupReservation reservation)
    {
        reservation.DueAt =
            reservation.EndedAt is not null ? null
            : reservation.AnswerDueAt < reservation.Until ? reservation.AnswerDueAt
            : reservation.Until;
        if (work.BeforeCommit(PublishChanged))
            _changed.Clear();
        if (_changed.Contains(reservation))
            return;
        reservation.Version++;
        _changed.Add(reservation);
    }

    private async Task PublishChanged(CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        var ids = _changed.ConvertAll(b => b.Id);
        var left = await db
            .Holds.Where(h => ids.Contains(h.AttemptId))
            .ToDictionaryAsync(h => h.AttemptId, h => h.Places, ct);
        foreach (var b in _changed)
            db.Publish(
                new GroupReservationChanged(
                    b.Id,
                    b.Version,
                    b.GroupId,
                    b.PoolId,
                    b.Status,
                    b.Reason,
                    b.Places,
                    left.GetValueOrDefault(b.Id),
                    b.AnswerDueAt,
                    b.By,
                    b.At
                ),
                b.At
            );
        _changed.Clear();
    }
}
