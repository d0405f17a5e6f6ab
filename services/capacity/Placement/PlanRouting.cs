using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Domain;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Capacity.Placement;

/// <summary>Puts a referral to the pools of its plan, one after the other. A refusal and the next attempt are one
/// transaction, so at most one attempt of a referral is live, waiting ones aside.</summary>
internal sealed class PlanRouting(
    CapacityDb db,
    Ledger ledger,
    AttemptTransitions transitions,
    Waitlist waitlist,
    GroupReservations reservations,
    Deadlines deadlines
)
{
    /// <summary>Asks the next pools of the plan until one has a place; at its end waits or gives up.</summary>
    /// <param name="from">The attempt whose end or wait leads here; null at the start of a round.</param>
    public async Task AskNextPool(Referral referral, Attempt? from, DateTimeOffset now, CancellationToken ct)
    {
        if (referral.WithdrawnRound >= referral.Round)
            return;
        if (!referral.Shared)
        {
            referral.RoutingStopped = true;
            return;
        }
        var round = await RoundOf(referral, ct);
        if (round.Any(a => a != from && Status.Live.Contains(a.Status)))
            return;
        referral.GuardSingleLiveAttempt();

        var last = from;
        while (referral.NextInPlan < referral.Plan.Count)
        {
            last = await AskPool(referral, referral.Plan[referral.NextInPlan++], now, ct) ?? last;
            if (last is not null && Status.Live.Contains(last.Status))
                return;
            if (last is not null && !round.Contains(last))
                round.Add(last);
        }

        // These waits were passed over while another attempt was live; one that just gave up its place in order to wait
        // is excepted.
        var waits = round.Where(a => a.Status == Status.OnHold).ToList();
        foreach (var wait in waits)
            await waitlist.Promote(wait.PoolId, now, ct, except: from?.Id);
        if (waits.Count > 0)
            return;

        // Waits at the first pool that was full and has not refused this referral since.
        if (referral.Waitlist)
            foreach (var full in round.Where(a => WasFull(a) && round.Count(b => b.PoolId == a.PoolId) == 1))
                if (await Queue(referral, full, now, ct))
                    return;

        if (last is not null)
            GiveUp(last);
        else
            GiveUp(referral, now);
    }

    /// <summary>The provider refused or did not answer: asks the next pool, unless the referrer wanted to be asked
    /// first.</summary>
    public async Task AfterRefusal(Attempt refused, DateTimeOffset now, CancellationToken ct)
    {
        var referral = await db.Referrals.SingleAsync(r => r.Id == refused.ReferralId, ct);
        if (referral.Round != refused.Round)
            return;
        if (referral.ContinueOnRefusal)
            await AskNextPool(referral, refused, now, ct);
        else if (!(await RoundOf(referral, ct)).Any(a => Status.Open.Contains(a.Status)))
            GiveUp(refused);
    }

    /// <summary>Consent is no longer contested: waits can be promoted again, and routing goes on from where it
    /// stopped.</summary>
    public async Task Resume(Referral referral, DateTimeOffset now, CancellationToken ct)
    {
        var round = await RoundOf(referral, ct);
        foreach (var wait in round.Where(a => a.Status == Status.OnHold))
            await waitlist.Promote(wait.PoolId, now, ct);
        if (!referral.RoutingStopped)
            return;
        referral.RoutingStopped = false;
        await AskNextPool(referral, round.LastOrDefault(), now, ct);
    }

    /// <summary>Ends every other wait of a referral that has been accepted.</summary>
    public async Task EndOtherWaits(Attempt accepted, DateTimeOffset now, CancellationToken ct)
    {
        var others = await db
            .Attempts.Where(a =>
                a.ReferralId == accepted.ReferralId && a.Id != accepted.Id && a.Status == Status.OnHold
            )
            .ToListAsync(ct);
        foreach (var other in others)
        {
            transitions.Apply(other, "end-wait", AttemptTransitions.Service, now, reason: "found-elsewhere");
            await waitlist.Leave(other, now, ct);
        }
    }

    private async Task<List<Attempt>> RoundOf(Referral referral, CancellationToken ct)
    {
        await db.Attempts.Where(a => a.ReferralId == referral.Id && a.Round == referral.Round).LoadAsync(ct);
        return
        [
            .. db
                .Attempts.Local.Where(a => a.ReferralId == referral.Id && a.Round == referral.Round)
                .OrderBy(a => a.Ordinal),
        ];
    }

    /// <returns>The attempt, live or rejected; null where the pool is not, or no longer, in the network.</returns>
    private async Task<Attempt?> AskPool(Referral referral, Guid poolId, DateTimeOffset now, CancellationToken ct)
    {
        if (await Clearance.Of(db, referral.Id, referral.Round, poolId, ct) is not { } cleared)
            return null;
        var (attempt, pool) = (Create(cleared, now), cleared.Pool);
        var clock = deadlines.Of(referral.Urgency);
        if (
            pool.Access == "places"
            && (await reservations.Take(referral, attempt, now, ct) || await ledger.Take(attempt, now, ct))
        )
        {
            (attempt.HeldUntil, attempt.AnswerDueAt) = (now + clock.Hold, now + clock.Answer);
            transitions.Apply(attempt, "place", AttemptTransitions.Service, now);
        }
        else if (pool.Access == "assessment-first" && await ledger.HasPlaces(attempt, ct))
        {
            attempt.AnswerDueAt = now + clock.Answer;
            transitions.Apply(attempt, "assess", AttemptTransitions.Service, now);
        }
        else
            transitions.Apply(attempt, "turn-away", AttemptTransitions.Service, now, reason: Business.NoCapacity);
        return attempt;
    }

    /// <returns>False where the pool was removed or suspended meanwhile, or the partner's share of its waiting list is
    /// used up.</returns>
    private async Task<bool> Queue(Referral referral, Attempt full, DateTimeOffset now, CancellationToken ct)
    {
        if (await Clearance.Of(db, referral.Id, referral.Round, full.PoolId, ct) is not { } cleared)
            return false;
        if (!await waitlist.Join(full.PoolId, referral.ReferrerId, referral.PlacesRequested, now, ct))
        {
            full.Reason = WaitingListShare.Full;
            transitions.PublishOnCommit(full);
            return false;
        }
        transitions.Apply(Create(cleared, now), "queue", AttemptTransitions.Service, now);
        // It was full when it was asked; a place may have become free while other pools were asked.
        await waitlist.Promote(full.PoolId, now, ct);
        return true;
    }

    private Attempt Create(Clearance cleared, DateTimeOffset now)
    {
        var (referral, pool) = (cleared.Referral, cleared.Pool);
        var attempt = new Attempt
        {
            // Random and not ordered by time: the provider knows the referral by this id, and no other can match it
            // (rule 12).
            Id = Guid.NewGuid(),
            ReferralId = referral.Id,
            Round = referral.Round,
            Ordinal = referral.AttemptsMade++,
            PoolId = pool.Id,
            PlannedPoolId = pool.Id,
            PlacesRequested = referral.PlacesRequested,
            OrganisationId = pool.OrganisationId,
            OrganisationName = cleared.Site.OrganisationName,
            ReferrerId = referral.ReferrerId,
            ReferrerName = referral.ReferrerName,
            CaseCode = Contracts.CaseCode.New(),
            Urgency = referral.Urgency,
            UrgencyRank = AttemptTransitions.RankOf(referral.Urgency),
            MedicalWindowEndsAt = referral.MedicalWindowEndsAt,
            RequestedAt = now,
            By = AttemptTransitions.Service,
        };
        attempt.Show(referral.Survivor, pool.Eligibility, pool.Unit);
        db.Add(attempt);
        return attempt;
    }

    private void GiveUp(Attempt last)
    {
        last.PlanExhausted = true;
        transitions.PublishOnCommit(last);
    }

    // No attempt was made, so emptying attempts would never empty this.
    private void GiveUp(Referral referral, DateTimeOffset now)
    {
        referral.Survivor = null;
        transitions.PublishNoPool(referral, now);
    }

    private static bool WasFull(Attempt attempt) =>
        attempt is { Status: Status.Rejected, BusinessStatus: Business.NoCapacity };
}
