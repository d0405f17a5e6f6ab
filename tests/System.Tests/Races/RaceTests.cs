using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.Capacity.Placement;

namespace ReferralNetwork.System.Tests.Races;

/// <summary>Two who act at once, many pairs in parallel: one wins, the other is told, and both sides end with the
/// same.</summary>
[Collection(nameof(RaceNetwork))]
public sealed class RaceTests(RaceNetwork network)
{
    private const int Pairs = 30;

    [Fact]
    public async Task Withdraw_against_accept_ends_cancelled_on_both_sides_and_frees_the_place()
    {
        var pool = await network.Pool(Pairs);
        var accepted = await EachHeld(
            [pool],
            async (id, i) =>
            {
                var (withdraw, accept) = await Both(i, () => network.Withdraw(id), () => network.Act(id, "accept"));
                withdraw.MustBe(HttpStatusCode.OK);
                if (accept.Code != 200)
                    accept.MustBe(HttpStatusCode.Conflict).State.ShouldBe("cancelled");
                return accept.Code == 200;
            }
        );
        await network.Quiet();

        foreach (var (id, wasAccepted) in accepted)
        {
            var (referral, item) = (await network.Referral(id), await network.Item(id));
            (referral.State, referral.Business).ShouldBe(("cancelled", "withdrawn"));
            (item.State, item.Business).ShouldBe(("cancelled", "withdrawn"));
            referral.Steps("cancelled", "withdrawn", ofAttempt: false).ShouldBe(1);
            referral.Steps("cancelled", "withdrawn").ShouldBe(1);
            referral.Steps("accepted", "accepted").ShouldBe(wasAccepted ? 1 : 0, "what was answered is in the history");
        }
        (await network.Counts(pool)).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task Reject_against_accept_has_one_winner_and_only_a_refusal_asks_the_next()
    {
        var (first, second) = (await network.Pool(Pairs), await network.Pool(Pairs, "shelter-2"));
        var accepted = await EachHeld(
            [first, second],
            async (id, i) =>
            {
                var (reject, accept) = await Both(
                    i,
                    () => network.Act(id, "reject", Given.Reason("staff")),
                    () => network.Act(id, "accept")
                );
                new[] { reject.Code, accept.Code }.ShouldBe([200, 409], ignoreOrder: true, $"{reject} {accept}");
                (reject.Code == 409 ? reject : accept).State.ShouldBe(accept.Code == 200 ? "accepted" : "rejected");
                return accept.Code == 200;
            }
        );
        await network.Quiet();

        foreach (var (id, wasAccepted) in accepted)
        {
            var referral = await network.Referral(id);
            (referral.State, (await network.Item(id)).State).ShouldBe(
                wasAccepted ? ("accepted", "accepted") : ("received", "rejected")
            );
            referral["attempts"]!.AsArray().Count.ShouldBe(wasAccepted ? 1 : 2);
        }
        var wins = accepted.Count(a => a.Result);
        (await network.Counts(first)).ShouldBe((wins, 0, 0));
        (await network.Counts(second, "shelter-2")).ShouldBe((Pairs - wins, 0, 0));
    }

    [Fact]
    public async Task Hold_end_against_accept_never_promises_a_place_twice()
    {
        const int Unanswered = 5;
        var pool = await network.Pool(Pairs + Unanswered);
        var held = await Task.WhenAll(Enumerable.Range(0, Pairs).Select(_ => network.Hold([pool], "urgent")));
        var unanswered = await Task.WhenAll(
            Enumerable.Range(0, Unanswered).Select(_ => network.Hold([pool], "urgent"))
        );
        network.Providers.PutForward(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));

        // Two clocks as on two replicas, everybody's answer, and newcomers for the places that the clock frees.
        var clock = network.Background<DeadlineJob>("shelters");
        var clocks = new[] { clock.ActOnDue(default), clock.ActOnDue(default) };
        var newcomers = Task.WhenAll(
            Enumerable.Range(0, Pairs / 3).Select(_ => network.Send(Given.Referral("shelter", [pool]), "ngo-2"))
        );
        var accepts = await Task.WhenAll(held.Select(id => network.Act(id, "accept")));
        await Task.WhenAll(clocks);
        var sent = await newcomers;
        await network.Quiet();
        var came = await Task.WhenAll(sent.Select(referral => network.Referral(referral.Id, "ngo-2")));

        foreach (var (id, accept) in held.Zip(accepts))
        {
            var referral = await network.Referral(id);
            (await network.Item(id)).State.ShouldBe(referral.State);
            if (accept.Code == 200)
                referral.State.ShouldBe("accepted");
            else
            {
                accept.MustBe(HttpStatusCode.Conflict)["reason"]!.ToString().ShouldBe("no-capacity");
                (referral.State, referral.Business).ShouldBe(("requested", "hold-ended"));
            }
            referral.Steps("requested", "hold-ended").ShouldBeLessThanOrEqualTo(1, "a clock acts once");
        }
        foreach (var id in unanswered)
            (await network.Referral(id))
                .Steps("requested", "hold-ended")
                .ShouldBe(1, "the clock ends what nobody answers, once");

        var promised = accepts.Count(a => a.Code == 200) + came.Count(r => r.State == "received");
        promised.ShouldBeLessThanOrEqualTo(Pairs + Unanswered);
        (await network.Counts(pool)).ShouldBe((promised, 0, 0));
        if (promised < Pairs + Unanswered)
            accepts.ShouldAllBe(a => a.Code == 200, "nobody is turned away from a free place");
    }

    [Fact]
    public async Task Promotion_against_a_new_referral_gives_the_place_to_who_waited()
    {
        var pools = await Task.WhenAll(Enumerable.Range(0, Pairs).Select(_ => network.Pool(1)));
        await Task.WhenAll(
            pools.Select(
                async (pool, i) =>
                {
                    var first = await network.Hold([pool]);
                    var waiting = await network.Send(Given.Referral("shelter", [pool], waitlist: true));
                    waiting = await Eventually.Get(
                        () => network.Referral(waiting.Id),
                        r => r.State == "on-hold",
                        "it waits"
                    );

                    var (reject, newcomer) = await Both(
                        i,
                        () => network.Act(first, "reject", Given.Reason("staff")),
                        () => network.Send(Given.Referral("shelter", [pool]), "ngo-2")
                    );
                    reject.MustBe(HttpStatusCode.OK);

                    waiting = await Eventually.Get(
                        () => network.Referral(waiting.Id),
                        r => r.State == "received",
                        "who waited has the place"
                    );
                    waiting.Steps("received", "held").ShouldBe(1);
                    await Eventually.Get(
                        () => network.Referral(newcomer.Id, "ngo-2"),
                        r => r.State == "failed",
                        "the newcomer is told that there is no place"
                    );
                    (await network.Item(waiting.Id)).State.ShouldBe("received");
                    (await network.Counts(pool)).ShouldBe((1, 0, 0));
                }
            )
        );
    }

    [Theory]
    [InlineData("received")]
    [InlineData("accepted")]
    [InlineData("on-hold")]
    public async Task Entered_in_error_frees_the_place_before_arrival(string state)
    {
        // A pool each: a place that one gives back by waiting would go to another who waits.
        var pools = await Task.WhenAll(Enumerable.Range(0, Pairs / 3).Select(_ => network.Pool(1)));
        await Task.WhenAll(
            pools.Select(async pool =>
            {
                var id = await network.Hold([pool]);
                if (state == "accepted")
                    (await network.Act(id, "accept")).MustBe(HttpStatusCode.OK);
                if (state == "on-hold")
                    (await network.Act(id, "waitlist")).MustBe(HttpStatusCode.OK);
                await Eventually.Get(() => network.Referral(id), r => r.State == state, state);
                (await EnterInError(id)).MustBe(HttpStatusCode.OK).State.ShouldBe("entered-in-error");
                await Eventually.Get(
                    () => network.Item(id),
                    item => item.State == "entered-in-error",
                    "the provider knows"
                );
                (await network.Counts(pool)).ShouldBe((0, 0, 0));
            })
        );
    }

    [Fact]
    public async Task Entered_in_error_after_arrival_leaves_her_in_her_bed()
    {
        var pool = await network.Pool(1);
        var id = await network.Hold([pool]);
        foreach (var action in new[] { "accept", "arrive" })
            (await network.Act(id, action)).MustBe(HttpStatusCode.OK);
        await Eventually.Get(() => network.Referral(id), r => r.State == "in-progress", "she has arrived");
        (await EnterInError(id)).MustBe(HttpStatusCode.OK);
        await network.Quiet();
        (await network.Item(id)).State.ShouldBe("entered-in-error");
        (await network.Counts(pool)).ShouldBe((0, 1, 0));
    }

    private async Task<Answer> EnterInError(Guid id) =>
        await network
            .As("ngo-1")
            .Post($"/api/referrals/{id}/actions/entered-in-error", new JsonObject { ["note"] = "the wrong person" });

    /// <summary>Holds a place for each, then plays all rounds at once.</summary>
    private async Task<(Guid Id, bool Result)[]> EachHeld(Guid[] plan, Func<Guid, int, Task<bool>> round)
    {
        var held = await Task.WhenAll(Enumerable.Range(0, Pairs).Select(_ => network.Hold(plan)));
        return await Task.WhenAll(held.Select(async (id, i) => (id, await round(id, i))));
    }

    // Now the one, now the other is asked first.
    private static async Task<(Answer, Answer)> Both(int i, Func<Task<Answer>> one, Func<Task<Answer>> other)
    {
        if (i % 2 == 0)
        {
            var (first, second) = (one(), other());
            return (await first, await second);
        }
        else
        {
            var (second, first) = (other(), one());
            return (await first, await second);
        }
    }
}
