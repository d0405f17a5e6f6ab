using ReferralNetwork.Contracts;

namespace ReferralNetwork.Capacity.Tests.Walk;

[Collection(nameof(Shelters))]
public sealed class WaitingTests(Shelters service)
{
    [Fact]
    public async Task A_place_that_becomes_free_goes_to_who_waits_in_the_same_transaction()
    {
        var a = await service.AddPool(1);
        var (holder, waiting) = (await service.Send([a]), await service.Send([a], waitlist: true));

        (await service.Act(a, holder, "reject")).ShouldBeOk();

        (await service.At(a, waiting)).Status.ShouldBe("received");
        (await service.Counts(a)).ShouldBe((0, 1, 0));
        var told = (await service.Told(waiting))[^1];
        (told.Version, told.Status, told.BusinessStatus, told.HeldUntil, told.AnswerDueAt).ShouldBe(
            (2, "received", "held", service.Now.AddHours(24), service.Now.AddHours(72))
        );
    }

    [Fact]
    public async Task Who_waits_comes_before_who_asks_now()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var holder = await service.Send([a]);
        // The provider knows why it waits with a free place: it put her on the list itself.
        (await service.Act(a, holder, "waitlist")).ShouldBeOk();
        (await service.Counts(a)).ShouldBe((0, 0, 1));

        (await service.Story(await service.Send([a, b]))).ShouldBe("rejected/no-capacity, received/held");
    }

    [Theory]
    [
        InlineData("reject"),
        InlineData("waitlist"),
        InlineData("no-show"),
        InlineData("cancel"),
        InlineData("complete"),
        InlineData("end-early")
    ]
    [
        InlineData("withdraw"),
        InlineData("hold-end"),
        InlineData("answer-overdue"),
        InlineData("arrival-overdue"),
        InlineData("one bed more"),
        InlineData("one less occupied")
    ]
    public async Task However_a_place_becomes_free_it_goes_to_who_waits(string how)
    {
        var a = await service.AddPool(1);
        var (holder, waiting) = (await service.Send([a]), await service.Send([a], urgency: "normal", waitlist: true));
        (await service.At(a, waiting)).Status.ShouldBe("on-hold");
        if (how is "no-show" or "cancel" or "complete" or "end-early" or "arrival-overdue" or "one less occupied")
            await service.Act(a, holder, "accept");
        if (how is "complete" or "end-early" or "one less occupied")
            await service.Act(a, holder, "arrive");

        if (how == "withdraw")
            await service.Withdraw(holder);
        else if (how == "hold-end")
            await service.Pass(TimeSpan.FromHours(25));
        else if (how.EndsWith("overdue", StringComparison.Ordinal))
            await service.Pass(TimeSpan.FromHours(73));
        else if (how == "one bed more")
            (await service.Publish(a, 2, 0)).ShouldBeOk();
        else if (how == "one less occupied")
            (await service.Publish(a, 1, 0)).ShouldBeOk();
        else
            (await service.Act(a, holder, how)).ShouldBeOk();

        (await service.At(a, waiting)).Status.ShouldBe("received");
    }

    [Fact]
    public async Task The_most_urgent_is_first_in_line_and_among_equals_who_has_waited_longest()
    {
        var a = await service.AddPool(1, occupied: 1);
        var line = new List<(string Name, Guid Referral)>();
        foreach (
            var (name, urgency) in new[]
            {
                ("normal", "normal"),
                ("urgent early", "urgent"),
                ("emergency", "emergency"),
                ("urgent late", "urgent"),
            }
        )
        {
            line.Add((name, await service.Send([a], urgency, waitlist: true)));
            service.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var order = new List<string>();
        for (var beds = 2; beds <= 5; beds++)
        {
            (await service.Publish(a, beds, 1)).ShouldBeOk();
            foreach (var (name, referral) in line)
                if (!order.Contains(name) && (await service.At(a, referral)).Status == "received")
                    order.Add(name);
        }

        order.ShouldBe(["emergency", "urgent early", "urgent late", "normal"]);
    }

    [Fact]
    public async Task A_provider_who_puts_her_on_the_list_gives_the_place_to_the_next_in_line()
    {
        var a = await service.AddPool(1);
        var (holder, next) = (await service.Send([a]), await service.Send([a], waitlist: true));

        (await service.Act(a, holder, "waitlist")).ShouldBeOk();

        (await service.At(a, holder)).Status.ShouldBe("on-hold");
        (await service.At(a, next)).Status.ShouldBe("received");
        (await service.Counts(a)).ShouldBe((0, 1, 1));
    }

    [Fact]
    public async Task An_emergency_put_on_the_list_goes_on_to_the_next_and_keeps_its_place_in_line()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, b], "emergency");

        (await service.Act(a, referral, "waitlist")).ShouldBeOk();

        (await service.Story(referral)).ShouldBe("on-hold/waitlisted, received/held");
        (await service.Counts(a)).ShouldBe((0, 0, 1));
        (await service.Counts(b)).ShouldBe((0, 1, 0));
    }

    [Theory, InlineData("urgent"), InlineData("normal")]
    public async Task Another_put_on_the_list_waits_there(string urgency)
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, b], urgency);

        (await service.Act(a, referral, "waitlist")).ShouldBeOk();

        (await service.Story(referral)).ShouldBe("on-hold/waitlisted");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task An_emergency_put_on_the_list_with_nowhere_to_go_stays_on_it(bool otherIsFull)
    {
        var a = await service.AddPool(1);
        House[] plan = otherIsFull ? [a, await service.AddPool(0)] : [a];
        var referral = await service.Send(plan, "emergency");

        (await service.Act(a, referral, "waitlist")).ShouldBeOk();

        (await service.At(a, referral)).Status.ShouldBe("on-hold");
        (await service.Counts(a)).ShouldBe((0, 0, 1));
        (await service.Told(referral)).ShouldAllBe(e => !e.PlanExhausted);
    }

    [Fact]
    public async Task An_emergency_whose_referrer_wants_to_be_asked_waits_and_its_plan_is_not_exhausted()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, b], "emergency", continueOnRefusal: false);

        (await service.Act(a, referral, "waitlist")).ShouldBeOk();

        (await service.At(a, referral)).Status.ShouldBe("on-hold");
        (await service.Told(referral)).ShouldAllBe(e => !e.PlanExhausted);
    }

    [Fact]
    public async Task The_wait_ends_when_another_accepts()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, b], "emergency");
        await service.Act(a, referral, "waitlist");

        (await service.Act(b, referral, "accept")).ShouldBeOk();

        (await service.Story(referral)).ShouldBe("cancelled/withdrawn, accepted/accepted");
        (await service.Counts(a)).ShouldBe((0, 0, 0));
        (await service.Told(referral)).Single(e => e.Status == "cancelled").Reason.ShouldBe("found-elsewhere");
    }

    [Fact]
    public async Task Who_is_live_elsewhere_is_passed_over_and_the_next_in_line_gets_the_place()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var elsewhere = await service.Send([a, b], "emergency");
        await service.Act(a, elsewhere, "waitlist");
        (await service.Publish(a, 1, 1)).ShouldBeOk();
        var second = await service.Send([a], "normal", waitlist: true);

        (await service.Publish(a, 1, 0)).ShouldBeOk();

        (await service.At(a, second)).Status.ShouldBe("received");
        (await service.Story(elsewhere)).ShouldBe("on-hold/waitlisted, received/held");
    }

    [Fact]
    public async Task Passing_over_many_asks_the_database_no_more_than_passing_over_two()
    {
        (await AskedFor(passedOver: 9)).ShouldBe(await AskedFor(passedOver: 2));

        async Task<int> AskedFor(int passedOver)
        {
            var (a, b) = (await service.AddPool(passedOver), await service.AddPool(passedOver));
            for (var i = 0; i < passedOver; i++)
                await service.Act(a, await service.Send([a, b], "emergency"), "waitlist");
            service.Statements.Take();
            (await service.Publish(a, passedOver + 1, 0)).ShouldBeOk();
            var asked = service.Statements.Take("Attempts", "Referrals", "Pools").Count;
            (await service.Counts(a)).ShouldBe((0, 0, passedOver));
            return asked;
        }
    }

    [Fact]
    public async Task A_free_place_is_not_kept_for_one_who_is_held_elsewhere()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var elsewhere = await service.Send([a, b], "emergency");
        await service.Act(a, elsewhere, "waitlist");

        var another = await service.Send([a]);

        (await service.Story(another)).ShouldBe("received/held");
        (await service.Story(elsewhere)).ShouldBe("on-hold/waitlisted, received/held");
    }

    [Fact]
    public async Task Who_was_passed_over_gets_the_free_place_when_the_other_house_refuses()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, b], "emergency");
        await service.Act(a, referral, "waitlist");

        (await service.Act(b, referral, "reject")).ShouldBeOk();

        (await service.Story(referral)).ShouldBe("received/held, rejected/staff");
        (await service.Counts(a)).ShouldBe((0, 1, 0));
    }

    [Fact]
    public async Task Who_waits_at_two_houses_gets_the_place_that_is_free_at_the_second()
    {
        var (a, b, c) = (await service.AddPool(1), await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, b, c], "emergency");
        await service.Act(a, referral, "waitlist");
        await service.Act(b, referral, "waitlist");
        (await service.Publish(a, 1, 1)).ShouldBeOk();

        (await service.Act(c, referral, "reject")).ShouldBeOk();

        (await service.Story(referral)).ShouldBe("on-hold/waitlisted, received/held, rejected/staff");
    }

    [Fact]
    public async Task A_place_that_became_free_while_others_were_asked_is_given_and_not_waited_for()
    {
        var (a, b) = (await service.AddPool(1, occupied: 1), await service.AddPool(1));
        var referral = await service.Send([a, b], waitlist: true);
        (await service.Publish(a, 1, 0)).ShouldBeOk();

        (await service.Act(b, referral, "reject")).ShouldBeOk();

        (await service.At(a, referral)).Status.ShouldBe("received");
        (await service.Counts(a)).ShouldBe((0, 1, 0));
        (await service.Told(referral)).Single(e => e.Ordinal == 2).Version.ShouldBe(1);
    }

    [Theory, InlineData("reject", null), InlineData(null, "unanswered")]
    public async Task A_house_that_refuses_who_waits_is_not_waited_for_again(string? action, string? clock)
    {
        var a = await service.AddPool(1, occupied: 1);
        var referral = await service.Send([a], waitlist: true);
        if (action is not null)
            (await service.Act(a, referral, action)).ShouldBeOk();
        if (clock is not null)
        {
            (await service.Publish(a, 1, 0)).ShouldBeOk();
            await service.Pass(TimeSpan.FromHours(73));
        }

        (await service.Attempts(referral)).ShouldNotContain(x => Status.Open.Contains(x.Status));
        (await service.Told(referral))[^1].PlanExhausted.ShouldBeTrue();
        (await service.Counts(a)).ShouldBe((clock is null ? 1 : 0, 0, 0));
    }

    [Fact]
    public async Task Who_is_refused_by_the_first_full_house_waits_at_the_second()
    {
        var (a, b) = (await service.AddPool(0), await service.AddPool(0));
        var referral = await service.Send([a, b], waitlist: true);

        (await service.Act(a, referral, "reject")).ShouldBeOk();

        (await service.At(b, referral)).Status.ShouldBe("on-hold");
        (await service.Counts(a)).ShouldBe((0, 0, 0));
        (await service.Counts(b)).ShouldBe((0, 0, 1));
    }
}
