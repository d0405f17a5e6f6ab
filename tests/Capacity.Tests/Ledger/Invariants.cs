using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Capacity.Tests.Ledger;

/// <summary>What is true of a ledger after every step, told from its rows and from the events it has
/// committed.</summary>
internal sealed class Invariants(Shelters service, IReadOnlyList<House> houses)
{
    private static readonly string[] Holding = [Status.Received, Status.Accepted, Status.Ready];
    private static readonly string[] Timed = [Status.Requested, Status.Received, Status.Accepted, Status.Ready];

    private readonly List<Guid> _pools = [.. houses.Select(h => h.Pool)];
    private readonly Dictionary<Guid, ReferralRequested> _requested = [];
    private readonly Dictionary<Guid, int> _withdrawn = [];
    private readonly Dictionary<Guid, AttemptChanged> _told = [];
    private readonly Dictionary<Guid, AvailabilityChanged> _shown = [];
    private readonly HashSet<(Guid Referral, int Round)> _exhausted = [];
    private readonly Dictionary<Guid, int> _occupied = [];

    /// <summary>Put on the list by their provider, who gave them no free place knowingly; until a place is
    /// freed.</summary>
    private readonly HashSet<Guid> _keptWaiting = [];
    private readonly List<Guid> _listed = [];
    private Dictionary<Guid, Pool> _before = [];
    private long _seq;

    public async Task Begin()
    {
        _seq = await service.Read(db => db.Set<OutboxRow>().MaxAsync(row => row.Seq)) - _pools.Count;
        foreach (var house in houses)
            _occupied[house.Pool] = (await service.Row(house)).Occupied;
        await Hold();
    }

    public void Expect(ReferralRequested request) => _requested[request.ReferralId] = request;

    public void Expect(ReferralWithdrawn withdrawal) => _withdrawn[withdrawal.ReferralId] = withdrawal.Round;

    /// <summary>Somebody counted the house.</summary>
    public void Counted(House house, int occupied) => _occupied[house.Pool] = occupied;

    public async Task CountAgain(House house) => _occupied[house.Pool] = (await service.Row(house)).Occupied;

    public Task<List<Attempt>> Attempts() =>
        service.Read(db =>
            db.Attempts.AsNoTracking().Where(a => _pools.Contains(a.PoolId)).OrderBy(a => a.Id).ToListAsync()
        );

    /// <summary>Versions of all there is, to see that nothing happened.</summary>
    public async Task<string> Versions() =>
        string.Join(
            '\n',
            [
                .. (await Attempts()).Select(a => $"{a.Id} {a.Version} {a.Status}"),
                .. (await Pools()).Select(p => $"{p.Id} {p.Version} {p.EditVersion}"),
                $"{await service.Read(db => db.Set<OutboxRow>().CountAsync())} events",
            ]
        );

    /// <summary>The referral side may reopen: the round has come to an end that is no withdrawal.</summary>
    public async Task<bool> IsOver(Guid referral)
    {
        var round = _requested[referral].Round;
        if (_withdrawn.ContainsKey(referral))
            return false;
        var last = (await Attempts()).Where(a => a.ReferralId == referral && a.Round == round).ToList();
        return !last.Any(a => Status.Open.Contains(a.Status))
            && (_exhausted.Contains((referral, round)) || last.Any(a => a.Status is Status.Failed or Status.Completed));
    }

    public async Task Hold()
    {
        var pools = await Pools();
        var attempts = await Attempts();
        var holds = await service.Read(db =>
            db.Holds.AsNoTracking().Where(h => _pools.Contains(h.PoolId)).ToListAsync()
        );
        var events = await service.Read(db =>
            db.Set<OutboxRow>().AsNoTracking().Where(row => row.Seq > _seq).OrderBy(row => row.Seq).ToListAsync()
        );
        if (events.Count > 0)
            _seq = events[^1].Seq;

        _listed.Clear();
        foreach (var row in events)
            Hear(row.Envelope());
        foreach (var pool in pools)
            Count(pool, attempts, holds);
        foreach (var attempt in attempts)
            Agree(attempt);
        foreach (var (referral, request) in _requested)
            Walk(request, [.. attempts.Where(a => a.ReferralId == referral)]);
        NobodyWaitsInVain(pools, attempts);
        _before = pools.ToDictionary(p => p.Id);
    }

    private int Places(Guid referral) => _requested[referral].Places;

    private Task<List<Pool>> Pools() =>
        service.Read(db => db.Pools.AsNoTracking().Where(p => _pools.Contains(p.Id)).OrderBy(p => p.Id).ToListAsync());

    private void Hear(Envelope envelope)
    {
        if (envelope.Type == Envelope.TypeOf<AttemptChanged>())
        {
            var e = envelope.Read<AttemptChanged>();
            if (!_requested.ContainsKey(e.ReferralId))
                return;
            var before = _told.GetValueOrDefault(e.AttemptId);
            e.Version.ShouldBe(
                (before?.Version ?? 0) + 1,
                $"events of an attempt leave no version out and repeat none: {e.Status}"
            );
            if (e.PlanExhausted)
                _exhausted.Add((e.ReferralId, e.Round));
            if (e.Status == Status.InProgress && before!.Status != Status.InProgress)
                _occupied[e.PoolId] += Places(e.ReferralId);
            if (e.Status == Status.Completed)
                _occupied[e.PoolId] = Math.Max(0, _occupied[e.PoolId] - Places(e.ReferralId));
            if (e.Status == Status.OnHold && e.By != AttemptTransitions.Service)
                _listed.Add(e.AttemptId);
            _told[e.AttemptId] = e;
        }
        else if (envelope.Type == Envelope.TypeOf<AvailabilityChanged>())
        {
            var e = envelope.Read<AvailabilityChanged>();
            if (!_pools.Contains(e.PoolId))
                return;
            if (_shown.TryGetValue(e.PoolId, out var before))
                e.Version.ShouldBeGreaterThan(before.Version, "a pool's versions rise");
            _shown[e.PoolId] = e;
        }
    }

    private void Count(Pool pool, List<Attempt> attempts, List<Hold> holds)
    {
        var here = attempts.Where(a => a.PoolId == pool.Id).ToList();
        pool.Occupied.ShouldBe(_occupied[pool.Id], "occupied is the last count, and who came and went since");
        pool.Held.ShouldBe(
            here.Where(a => Holding.Contains(a.Status)).Sum(a => Places(a.ReferralId)),
            "held is what the attempts ask for that must hold it"
        );
        holds
            .Where(h => h.PoolId == pool.Id)
            .Select(h => (h.AttemptId, h.Places))
            .ShouldBe(
                here.Where(a => Holding.Contains(a.Status)).Select(a => (a.Id, Places(a.ReferralId))),
                ignoreOrder: true,
                "one hold row for each of them"
            );
        pool.Waiting.ShouldBe(here.Count(a => a.Status == Status.OnHold), "waiting is the attempts on hold");
        if (!pool.Overbooked)
            (pool.Occupied + pool.Held).ShouldBeLessThanOrEqualTo(pool.Maximum, "a place is never promised twice");
        if (pool.Overbooked)
            pool.Admitting.ShouldBeFalse("an overbooked house admits nobody");

        var shown = _shown[pool.Id];
        shown.Version.ShouldBe(pool.Version, "the last that was published is what is");
        (
            shown.Capacity.Maximum,
            shown.Capacity.Occupied,
            shown.Capacity.Held,
            shown.Capacity.Waiting,
            shown.Admitting
        ).ShouldBe((pool.Maximum, pool.Occupied, pool.Held, pool.Waiting, pool.Admitting));
    }

    // The last event says what the row says, and the row has a clock when its state needs one.
    private void Agree(Attempt a)
    {
        var told = _told.GetValueOrDefault(a.Id).ShouldNotBeNull($"nobody was told of an attempt that is {a.Status}");
        (
            told.Version,
            told.Status,
            told.BusinessStatus,
            told.Reason,
            told.Outcome,
            told.Exit,
            told.PlanExhausted,
            told.By
        ).ShouldBe((a.Version, a.Status, a.BusinessStatus, a.Reason, a.Outcome, a.Exit, a.PlanExhausted, a.By));
        (told.HeldUntil, told.AnswerDueAt, told.ArrivalDueAt).ShouldBe((a.HeldUntil, a.AnswerDueAt, a.ArrivalDueAt));

        DateTimeOffset? due = a.Status switch
        {
            Status.Requested => a.AnswerDueAt!.Value,
            Status.Received => new[] { a.HeldUntil!.Value, a.AnswerDueAt!.Value }.Min(),
            Status.Accepted or Status.Ready => a.ArrivalDueAt!.Value,
            _ => null,
        };
        a.DueAt.ShouldBe(due, $"the next clock of an attempt that is {a.Status}");
        Timed.Contains(a.Status).ShouldBe(a.DueAt is not null);
        (a.EndedAt is null).ShouldBe(Status.Open.Contains(a.Status));
        (a.WaitingSince is not null).ShouldBe(a.Status == Status.OnHold);
    }

    private void Walk(ReferralRequested request, List<Attempt> attempts)
    {
        attempts
            .Count(a => Status.Live.Contains(a.Status))
            .ShouldBeLessThanOrEqualTo(1, "at most one attempt of a referral is live");
        var round = attempts.Where(a => a.Round == request.Round).OrderBy(a => a.Ordinal).ToList();
        round.Select(a => a.Ordinal).ShouldBe(Enumerable.Range(0, round.Count));
        if (round.Any(a => a.Status is Status.Accepted or Status.Ready or Status.InProgress))
            round.ShouldNotContain(a => a.Status == Status.OnHold, "the waits end when one accepts");

        var exhausted = _exhausted.Contains((request.ReferralId, request.Round));
        var open = round.Any(a => Status.Open.Contains(a.Status));
        (exhausted && open).ShouldBeFalse("the plan is exhausted, yet something is open");
        var withdrawn = _withdrawn.GetValueOrDefault(request.ReferralId) >= request.Round;
        if (withdrawn)
            round.ShouldNotContain(
                a => Status.Open.Contains(a.Status) && a.Status != Status.InProgress,
                "withdrawn, yet open"
            );
        else if (
            !open
            && !round.Any(a =>
                a.Status is Status.Completed or Status.Failed && a.BusinessStatus is not Business.ProviderWithdrew
            )
        )
            exhausted.ShouldBeTrue("nothing is open, and the referrer was not told that the plan is exhausted");
    }

    private void NobodyWaitsInVain(List<Pool> pools, List<Attempt> attempts)
    {
        foreach (var pool in pools)
        {
            // A place freed or counted since goes to who waits, whoever put them there.
            if (
                _before.TryGetValue(pool.Id, out var before)
                && (
                    pool.Maximum - pool.Occupied - pool.Held > before.Maximum - before.Occupied - before.Held
                    || pool.EditVersion != before.EditVersion
                )
            )
                _keptWaiting.ExceptWith(attempts.Where(a => a.PoolId == pool.Id).Select(a => a.Id));
            _keptWaiting.UnionWith(_listed);
            if (!pool.Admitting || pool.Occupied + pool.Held >= pool.Maximum)
                continue;
            attempts
                .Where(a =>
                    a.PoolId == pool.Id
                    && a.Status == Status.OnHold
                    && !_keptWaiting.Contains(a.Id)
                    && Places(a.ReferralId) <= pool.Maximum - pool.Occupied - pool.Held
                )
                .ShouldAllBe(
                    a => attempts.Any(other => other.ReferralId == a.ReferralId && Status.Live.Contains(other.Status)),
                    "somebody waits where a place is free"
                );
        }
    }
}
