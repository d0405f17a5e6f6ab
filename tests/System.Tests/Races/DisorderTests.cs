using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.System.Tests.Races;

/// <summary>Events twice, late and out of order: the end is the same as if all had come once and in order.</summary>
[Collection(nameof(RaceNetwork))]
public sealed class DisorderTests(RaceNetwork network)
{
    private const int Many = 30;

    [Fact]
    public async Task A_withdrawal_before_its_request_leaves_a_tombstone_and_no_place_is_held()
    {
        var pool = await network.Pool(Many);
        var ids = new List<Guid>();
        using (network.HoldBack<ReferralRequested>())
        {
            for (var i = 0; i < Many; i++)
                ids.Add((await network.Send(Given.Referral("shelter", [pool]), wait: "0")).Id);
            foreach (var id in ids)
                (await network.Withdraw(id)).MustBe(HttpStatusCode.OK);
            await Deliver([
                .. ids.Select(id =>
                    Sealed(
                        new ReferralWithdrawn(
                            id,
                            1,
                            "shelter",
                            "survivor-declined",
                            "test",
                            TimeProvider.System.GetUtcNow()
                        )
                    )
                ),
            ]);
        }
        await network.Quiet();

        var shelter = network.As("shelter-1");
        foreach (var id in ids)
        {
            (await shelter.Get($"/api/shelters/inbox/{network.Attempt(id)}")).MustBe(HttpStatusCode.NotFound);
            (await network.Referral(id)).State.ShouldBe("cancelled");
        }
        (await network.Counts(pool)).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task Every_event_again_late_and_in_any_order_changes_nothing()
    {
        var (first, second) = (await network.Pool(Many), await network.Pool(Many));
        var seen = new ConcurrentQueue<Envelope>();
        using (Listen<ReferralRequested>(seen))
        using (Listen<ReferralWithdrawn>(seen))
        using (Listen<AttemptChanged>(seen))
        using (Listen<AvailabilityChanged>(seen))
        {
            await Task.WhenAll(Enumerable.Range(0, Many).Select(i => Live([first, second], i)));
            await network.Quiet();
        }
        var ids = seen.Where(e => e.Type == Envelope.TypeOf<ReferralRequested>())
            .Select(e => e.Read<ReferralRequested>().ReferralId)
            .Distinct()
            .ToList();
        ids.Count.ShouldBe(Many);
        var before = await Picture(ids, first, second);

        var again = seen.DistinctBy(e => e.MessageId).ToArray();
        var random = new Random(7);
        random.Shuffle(again);
        await Deliver(again);
        var published = again.Select(e => e with { MessageId = Guid.NewGuid() }).ToArray();
        random.Shuffle(published);
        await Deliver(published);
        await network.Quiet();
        (await Picture(ids, first, second)).ShouldBe(before);
    }

    [Fact]
    public async Task Versions_of_an_attempt_in_any_order_and_repeated_give_the_same_state_and_history()
    {
        var (first, second) = (await network.Pool(Many), await network.Pool(Many));
        var seen = new ConcurrentQueue<Envelope>();
        Answer inOrder;
        using (Listen<AttemptChanged>(seen))
        {
            var id = await Live([first, second], 0);
            await network.Quiet();
            inOrder = await network.Referral(id);
            inOrder.State.ShouldBe("completed");
        }
        var script = seen.DistinctBy(e => e.MessageId)
            .Select(e => e.Read<AttemptChanged>())
            .Where(m => m.ReferralId == inOrder.Id)
            .ToList();
        script.Count.ShouldBeGreaterThanOrEqualTo(6);

        // Their own provider's service is away and says nothing of its own; each hears the script in another order.
        await network.Network.StopModule("shelters");
        try
        {
            var referrals = await Task.WhenAll(
                Enumerable
                    .Range(0, Many)
                    .Select(_ => network.Send(Given.Referral("shelter", [first, second]), wait: "0"))
            );
            await Task.WhenAll(
                referrals.Select(
                    async (referral, seed) =>
                    {
                        var random = new Random(seed);
                        var attempts = script
                            .Select(m => m.AttemptId)
                            .Distinct()
                            .ToDictionary(id => id, _ => Guid.NewGuid());
                        var heard = script
                            .Concat(script.Where(_ => random.Next(3) == 0))
                            .Select(m => Sealed(m with { ReferralId = referral.Id, AttemptId = attempts[m.AttemptId] }))
                            .ToArray();
                        random.Shuffle(heard);
                        foreach (var envelope in heard)
                            await Deliver([envelope]);
                        Shape(await network.Referral(referral.Id)).ShouldBe(Shape(inOrder), $"order {seed}");
                    }
                )
            );
        }
        finally
        {
            await network.Network.StartModule("shelters");
        }
        await network.Quiet();
    }

    [Fact]
    public async Task Cancelled_is_final_and_a_later_acceptance_is_recorded_and_undone()
    {
        var pool = await network.Pool(Many);
        var ids = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => network.Hold([pool])));
        using (network.HoldBack<ReferralWithdrawn>())
        {
            foreach (var id in ids)
                (await network.Withdraw(id)).MustBe(HttpStatusCode.OK);
            foreach (var id in ids)
                (await network.Act(id, "accept")).MustBe(HttpStatusCode.OK);
            await Eventually.IsSo(
                async () => (await network.Referral(ids[^1])).Steps("accepted", "accepted") == 1,
                "the acceptance is recorded"
            );
            foreach (var id in ids)
                (await network.Referral(id)).State.ShouldBe("cancelled");
            (await network.As("shelter-1").Get($"/api/referrals/attempts/{network.Attempt(ids[^1])}/details")).MustBe(
                HttpStatusCode.NotFound
            );
        }
        await network.Quiet();
        foreach (var id in ids)
        {
            var (referral, item) = (await network.Referral(id), await network.Item(id));
            (referral.State, referral.Business, item.State).ShouldBe(("cancelled", "withdrawn", "cancelled"));
            (referral.Steps("accepted", "accepted"), referral.Steps("cancelled", "withdrawn")).ShouldBe((1, 1));
            referral["availableActions"]!.AsArray().Select(a => (string?)a).ShouldBe(["entered-in-error"]);
        }
        (await network.Counts(pool)).ShouldBe((0, 0, 0));
    }

    /// <summary>One of five lives: helped at the second place, withdrawn, refused by all, failed and reopened, left
    /// held.</summary>
    private async Task<Guid> Live(Guid[] plan, int i)
    {
        var id = await network.Hold(plan);
        async Task Do(string action, JsonObject? body = null) =>
            (await network.Act(id, action, body)).MustBe(HttpStatusCode.OK);
        switch (i % 5)
        {
            case 0:
                await Do("reject", Given.Reason("staff"));
                foreach (var action in new[] { "accept", "arrive" })
                    await Do(action);
                await Do("complete", new JsonObject { ["outcome"] = "helped", ["exit"] = "planned" });
                break;
            case 1:
                (await network.Withdraw(id)).MustBe(HttpStatusCode.OK);
                break;
            case 2:
                foreach (var _ in plan)
                    await Do("reject", Given.Reason("full"));
                break;
            case 3:
                foreach (var action in new[] { "accept", "no-show" })
                    await Do(action);
                await Eventually.Get(() => network.Referral(id), r => r.State == "failed", "the no-show is known");
                (
                    await network
                        .As("ngo-1")
                        .Post(
                            $"/api/referrals/{id}/actions/reopen",
                            new JsonObject { ["note"] = "she is here now", ["plan"] = new JsonArray(plan[1]) }
                        )
                ).MustBe(HttpStatusCode.OK);
                break;
        }
        return id;
    }

    private async Task<List<string>> Picture(IEnumerable<Guid> ids, params Guid[] pools)
    {
        var (referrer, provider) = (network.As("ngo-1"), network.As("shelter-1"));
        var paths = ids.SelectMany(id =>
                new[] { (referrer, $"/api/referrals/{id}"), (provider, $"/api/shelters/inbox/{network.Attempt(id)}") }
            )
            .Concat(
                pools.SelectMany(id =>
                    new[] { (referrer, $"/api/availability/{id}"), (provider, $"/api/shelters/pools/{id}") }
                )
            );
        var lines = new List<string>();
        foreach (var (api, path) in paths)
            lines.Add($"{path} {await api.Get(path)}");
        return lines;
    }

    /// <summary>What must not depend on the order: state, attempts but their random ids, and each step of the history
    /// once.</summary>
    private static IEnumerable<string> Shape(Answer referral) =>
        [
            $"{referral.State} {referral.Business} {referral["alerts"]!.ToJsonString()}",
            .. referral["attempts"]!
                .AsArray()
                .Select(attempt => string.Join(' ', attempt!.AsObject().Where(member => member.Key != "attemptId"))),
            .. referral["history"]!
                .AsArray()
                .Where(step => step!["poolId"] is not null)
                .Select(step => step!.ToJsonString()),
        ];

    private static Envelope Sealed<T>(T message)
        where T : class =>
        new(Guid.NewGuid(), Envelope.TypeOf<T>(), Envelope.Serialize(message), null, TimeProvider.System.GetUtcNow());

    private async Task Deliver(Envelope[] events)
    {
        var taken = await network.Bus.Publish(events, CancellationToken.None);
        taken.ShouldAllBe(all => all, "every subscriber took it");
    }

    private Listening Listen<T>(ConcurrentQueue<Envelope> seen) => new(network.Bus, Envelope.TypeOf<T>(), seen.Enqueue);

    private sealed class Listening : IDisposable
    {
        private readonly Action _end;

        public Listening(InProcessBus bus, string type, Action<Envelope> hear)
        {
            bus.AddFeed(type, hear);
            _end = () => bus.RemoveFeed(type, hear);
        }

        public void Dispose() => _end();
    }
}
