using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Capacity.Tests.Ledger;

/// <summary>Four small houses and the referrals between them, on a service that lives through many such
/// worlds.</summary>
internal sealed class World
{
    private static readonly string[] Urgencies = ["emergency", "urgent", "normal"];
    private static readonly string[] Actions =
    [
        "accept",
        "accept",
        "accept",
        "reject",
        "reject",
        "waitlist",
        "schedule",
        "arrive",
        "arrive",
        "no-show",
        "cancel",
        "complete",
        "end-early",
        "extend",
    ];
    private static readonly TimeSpan[] Spans =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(31),
        TimeSpan.FromHours(13),
        TimeSpan.FromHours(25),
        TimeSpan.FromHours(73),
        TimeSpan.FromDays(8),
        TimeSpan.FromDays(15),
    ];

    private readonly Shelters _service;
    private readonly Invariants _invariants;
    private readonly List<Envelope> _delivered = [];
    private readonly Dictionary<Guid, ReferralRequested> _referrals = [];

    private World(Shelters service, IReadOnlyList<House> houses) =>
        (_service, Houses, _invariants) = (service, houses, new Invariants(service, houses));

    public IReadOnlyList<House> Houses { get; }

    /// <summary>What happened and what came of it, for the reader of a failure.</summary>
    public List<string> Log { get; } = [];

    public static async Task<World> Begin(Shelters service)
    {
        House[] houses =
        [
            await service.AddPool(1),
            await service.AddPool(2),
            await service.AddPool(2, access: "assessment-first"),
            await service.AddPool(3, occupied: 2),
        ];
        var world = new World(service, houses);
        await world._invariants.Begin();
        return world;
    }

    public async Task Take(Step step)
    {
        // Time never stands between two steps of different people.
        _service.Clock.Advance(TimeSpan.FromSeconds(1));
        Log.Add($"{step}: {await Happen(step)}");
        await _invariants.Hold();
    }

    /// <summary>When everybody who has not come is withdrawn, nothing is held and nobody waits.</summary>
    public async Task End()
    {
        Log.Add("everybody is withdrawn");
        foreach (var referral in _referrals.Keys)
            await Deliver(Withdrawal(referral, "unreachable"));
        await _invariants.Hold();
        foreach (var house in Houses)
            ((await _service.Counts(house)) is (_, 0, 0)).ShouldBeTrue();
    }

    private async Task<string> Happen(Step step)
    {
        switch (step.What)
        {
            case Do.Send:
                return await Send(Request(step));
            case Do.Act:
                return await Act(step);
            case Do.Withdraw:
                return Some(step) is { } r ? await Deliver(Withdrawal(r, Reason(step))) : "nobody";
            case Do.EnteredInError:
                return Some(step) is { } e ? await Deliver(Withdrawal(e, Business.EnteredInError)) : "nobody";
            case Do.Publish:
                return await Publish(step);
            case Do.Confirm:
                return $"{(await _service.Confirm(House(step))).Status}";
            case Do.Wait:
                await _service.Pass(Spans[step.How % Spans.Length]);
                return $"{Spans[step.How % Spans.Length]}";
            case Do.Restart:
                await _service.Restart();
                return "";
            case Do.Redeliver:
                return await Redeliver(step);
            case Do.Reopen:
                return await Reopen(step);
            case Do.Die:
                return await Die(step);
            default:
                throw new InvalidOperationException();
        }
    }

    private ReferralRequested Request(Step step)
    {
        var plan = Plan(step.More);
        // One in twelve asks a pool that this service does not know, first.
        if (step.Of % 12 == 0)
            plan = [Guid.NewGuid(), .. plan];
        if (step.Of % 60 == 0)
            plan = plan[..1];
        // One in four is a family of two or three.
        return _service.Request(
            plan,
            Urgencies[step.How % 3],
            waitlist: step.How / 3 % 2 == 0,
            continueOnRefusal: step.How / 6 % 4 != 0
        ) with
        {
            Places = step.Of / 12 % 4 == 0 ? 2 + (step.Of / 48 % 2) : 1,
        };
    }

    // A permutation of the pools by its number, cut to 1-4.
    private Guid[] Plan(int number)
    {
        var left = Houses.Select(h => h.Pool).ToList();
        var plan = new List<Guid>();
        for (var n = number; left.Count > 0; n /= left.Count + 1)
        {
            plan.Add(left[n % left.Count]);
            left.RemoveAt(n % left.Count);
        }
        return [.. plan.Take((number / 24 % 4) + 1)];
    }

    private async Task<string> Send(ReferralRequested request)
    {
        _referrals[request.ReferralId] = request;
        _invariants.Expect(request);
        return await Deliver(request);
    }

    private async Task<string> Deliver<T>(T message)
        where T : class
    {
        var envelope = _service.Envelope(message);
        _delivered.Add(envelope);
        if (message is ReferralWithdrawn w)
            _invariants.Expect(w);
        await _service.Deliver(envelope);
        return message is ReferralRequested r
            ? $"{Name(r.ReferralId)} {r.Urgency}{(r.Places > 1 ? $" for {r.Places}" : "")}{(r.Waitlist ? " waitlist" : "")}{(r.ContinueOnRefusal ? "" : " stop")} {string.Join('>', r.Plan.Select(Name))}"
            : $"{message}";
    }

    private async Task<string> Act(Step step)
    {
        if (await AnAttempt(step) is not { } attempt)
            return "nobody";
        var action = Actions[step.How % Actions.Length];
        var allowed =
            action == "extend"
                ? attempt.Status is Status.Accepted or Status.Ready
                : AttemptTable.Allows(action, attempt.Status);
        // Mostly what may be done; now and then what may not.
        if (!allowed && step.How % 5 != 0)
        {
            var may = AttemptTable.AvailableTo(Actor.Provider, attempt.Status);
            if (may.Count > 0)
                (action, allowed) = (may[step.How % may.Count], true);
        }
        var answer = await _service.Act(Houses.Single(h => h.Pool == attempt.PoolId), attempt.ReferralId, action);
        if (!allowed)
            answer.Status.ShouldBe(409);
        return $"{action} {Name(attempt.ReferralId)} at {Name(attempt.PoolId)} from {attempt.Status}: {answer.Status}";
    }

    // The item that the house would see: an old attempt only where it has no newer one.
    private async Task<Attempt?> AnAttempt(Step step)
    {
        var seen = (await _invariants.Attempts())
            .GroupBy(a => (a.ReferralId, a.PoolId))
            .Select(g =>
                g.OrderBy(a => Status.Live.Contains(a.Status))
                    .ThenBy(a => Status.Open.Contains(a.Status))
                    .ThenBy(a => a.Round)
                    .ThenBy(a => a.Ordinal)
                    .Last()
            )
            .OrderBy(a => a.RequestedAt)
            .ThenBy(a => a.Ordinal)
            .ToList();
        var open = seen.Where(a => Status.Open.Contains(a.Status)).ToList();
        var from = open.Count > 0 && step.Of % 10 != 0 ? open : seen;
        return from.Count == 0 ? null : from[step.Of % from.Count];
    }

    private async Task<string> Publish(Step step)
    {
        var (house, maximum, occupied, overbooked) = (House(step), step.How % 5, step.More % 5, step.More / 5 % 4 == 0);
        var answer = await _service.Publish(house, maximum, occupied, overbooked);
        answer.Status.ShouldBeOneOf(200, 409);
        if (answer.Status == 200)
            _invariants.Counted(house, occupied);
        return $"{Name(house.Pool)} {occupied} of {maximum}{(overbooked ? " overbooked" : "")}: {answer.Status}";
    }

    private async Task<string> Redeliver(Step step)
    {
        if (_delivered.Count == 0)
            return "nothing";
        var before = await _invariants.Versions();
        var again = _delivered[step.Of % _delivered.Count];
        // The same message, or its sender said the same twice.
        await _service.Deliver(step.More % 2 == 0 ? again : again with { MessageId = Guid.NewGuid() });
        (await _invariants.Versions()).ShouldBe(before, "a message came twice and had an effect twice");
        return "";
    }

    // As the referral side does: only when the round before is over for it.
    private async Task<string> Reopen(Step step)
    {
        if (Some(step) is not { } id)
            return "nobody";
        if (!await _invariants.IsOver(id))
            return $"{Name(id)} is not over";
        var (last, plan) = (_referrals[id], Plan(step.More));
        return await Send(
            last with
            {
                Round = last.Round + 1,
                Plan = plan,
                Waitlist = step.How % 2 == 0,
                At = _service.Now,
            }
        );
    }

    /// <summary>A step dies in its transaction; what was asked on the bus is delivered again.</summary>
    private async Task<string> Die(Step step)
    {
        var death = step.How % 2 == 0 ? Death.BeforeCommit : Death.AfterCommit;
        var before = await _invariants.Versions();
        var dying = step.Dying!;
        string story;
        if (dying.What is Do.Send or Do.Withdraw or Do.EnteredInError)
        {
            if (MessageOf(dying) is not { } envelope)
                return "nobody";
            _service.Faults.Arm(death);
            (await Should.ThrowAsync<Exception>(_service.HandleOnce(envelope)))
                .GetBaseException()
                .ShouldBeOfType<Died>();
            await AfterDeath(step, death, before);
            await _service.Deliver(envelope);
            story = "delivered again";
        }
        else
        {
            _service.Faults.Arm(death, pass: dying.What == Do.Wait ? step.More % 3 : 0);
            // A clock's failure is its own; a person's request is answered with an error, and she looks what became of
            // it.
            try
            {
                story = await Happen(dying);
            }
            catch (Exception e) when (e is ShouldAssertException || e.GetBaseException() is Died)
            {
                story = "no answer";
            }
            if (death == Death.AfterCommit && dying.What == Do.Publish)
                await _invariants.CountAgain(House(dying));
            if (dying.What != Do.Wait && death == Death.BeforeCommit)
                await AfterDeath(step, death, before);
            else
                await Reborn(step);
            if (dying.What == Do.Wait)
                await _service.ActOnDue();
        }
        return $"{death} {story}";
    }

    private Envelope? MessageOf(Step dying)
    {
        Envelope envelope;
        if (dying.What == Do.Send)
        {
            var request = Request(dying);
            _referrals[request.ReferralId] = request;
            _invariants.Expect(request);
            envelope = _service.Envelope(request);
        }
        else if (Some(dying) is { } id)
        {
            var withdrawal = Withdrawal(id, dying.What == Do.EnteredInError ? Business.EnteredInError : Reason(dying));
            _invariants.Expect(withdrawal);
            envelope = _service.Envelope(withdrawal);
        }
        else
            return null;
        _delivered.Add(envelope);
        return envelope;
    }

    private async Task AfterDeath(Step step, Death death, string before)
    {
        await Reborn(step);
        if (death == Death.BeforeCommit)
            (await _invariants.Versions()).ShouldBe(before, "something of an uncommitted transaction stayed");
    }

    // Each time the transaction dies; one time in four the process does, which takes longer.
    private async Task Reborn(Step step)
    {
        _service.Faults.Disarm();
        if (step.More % 4 == 0)
            await _service.Restart();
    }

    private ReferralWithdrawn Withdrawal(Guid referral, string reason) =>
        new(referral, _referrals[referral].Round, "shelter", reason, "caseworker-1", _service.Now);

    private Guid? Some(Step step) =>
        _referrals.Count == 0 ? null : _referrals.Keys.ElementAt(step.Of % _referrals.Count);

    private static string Reason(Step step) => Codes.WithdrawReasons.ElementAt(step.How % Codes.WithdrawReasons.Count);

    private House House(Step step) => Houses[step.Of % Houses.Count];

    private string Name(Guid id) =>
        Houses.ToList().FindIndex(h => h.Pool == id) is >= 0 and var house ? $"{"ABCD"[house]}"
        : _referrals.Keys.ToList().IndexOf(id) is >= 0 and var referral ? $"r{referral}"
        : "unknown";
}
