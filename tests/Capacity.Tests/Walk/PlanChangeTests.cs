using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Tests.Walk;

/// <summary>Her never list has changed while she is referred: what was decided by the one before is judged again (rule
/// 12).</summary>
[Collection(nameof(Shelters))]
[Trait("Attack", "yes")]
public sealed class PlanChangeTests(Shelters service)
{
    [Theory]
    [InlineData("")]
    [InlineData("accept")]
    [InlineData("accept schedule")]
    public async Task A_house_that_leaves_the_plan_gives_its_place_back_and_the_next_is_asked(string done)
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, b]);
        foreach (var action in done.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            (await service.Act(a, referral, action)).ShouldBeOk();

        await Change(referral, 2, b);

        (await service.Story(referral)).ShouldBe("cancelled/withdrawn, received/held");
        (await service.Counts(a), await service.Counts(b)).ShouldBe(((0, 0, 0), (0, 1, 0)));
        (await service.Told(referral)).Select(e => e.Status).ShouldNotContain("entered-in-error");
        (await service.InboxItem(a, referral))
            .Body.GetProperty("reason")
            .ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null, "it is not told why");
    }

    [Fact]
    public async Task Who_waits_at_a_house_that_leaves_the_plan_waits_there_no_more()
    {
        var (full, other) = (await service.AddPool(1), await service.AddPool(1));
        var first = await service.Send([full]);
        var waiting = await service.Send([full], waitlist: true);
        (await service.Counts(full)).ShouldBe((0, 1, 1));

        await Change(waiting, 2);
        await service.Withdraw(first);

        (await service.Counts(full)).ShouldBe((0, 0, 0));
        (await service.Story(waiting)).ShouldEndWith("cancelled/withdrawn");
        (await service.Told(waiting))[^1].PlanExhausted.ShouldBeTrue("her referrer is told that nothing is left");
        (await service.Counts(other)).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task A_house_that_was_not_asked_yet_is_not_asked()
    {
        var (a, barred, c) = (await service.AddPool(1), await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, barred, c]);

        await Change(referral, 2, a, c);
        (await service.Act(a, referral, "reject")).ShouldBeOk();

        (await service.Attempts(referral)).Select(attempt => attempt.PoolId).ShouldBe([a.Pool, c.Pool]);
    }

    [Fact]
    public async Task A_change_that_comes_before_its_request_counts()
    {
        var (barred, b) = (await service.AddPool(1), await service.AddPool(1));
        var request = service.Request([barred.Pool, b.Pool]);

        await Change(request.ReferralId, 2, b);
        await service.Deliver(request);

        (await service.Attempts(request.ReferralId)).Select(attempt => attempt.PoolId).ShouldBe([b.Pool]);
    }

    [Fact]
    public async Task Of_two_changes_the_later_stands_in_whichever_order_they_come()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, b]);

        await Change(referral, 3, a);
        await Change(referral, 2, b);

        (await service.Story(referral)).ShouldBe("received/held");
        (await service.Counts(a)).ShouldBe((0, 1, 0));
    }

    [Fact]
    public async Task A_stay_under_way_goes_on()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        (await service.Act(a, referral, "accept")).ShouldBeOk();
        (await service.Act(a, referral, "arrive")).ShouldBeOk();

        await Change(referral, 2);

        (await service.Story(referral)).ShouldBe("in-progress/arrived");
        (await service.Counts(a)).ShouldBe((1, 0, 0));
    }

    [Fact]
    public async Task Of_a_stay_whose_consent_has_ended_nothing_is_shared()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        (await service.Act(a, referral, "accept")).ShouldBeOk();
        (await service.Act(a, referral, "arrive")).ShouldBeOk();
        (await Shared(referral)).ShouldBeTrue();

        await service.Withdraw(referral, "consent-expired");
        (await Shared(referral)).ShouldBeFalse();

        await Change(referral, 2, a);
        (await Shared(referral)).ShouldBeTrue("she agreed again");
    }

    [Fact]
    public async Task While_her_consent_is_contested_the_place_stands_and_nobody_else_is_asked()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, b]);
        await Contest(referral, 2, a, b);
        (await service.Story(referral)).ShouldBe("received/held");

        (await service.Act(a, referral, "reject")).ShouldBeOk();
        (await service.Story(referral)).ShouldBe("rejected/staff");
        (await service.Told(referral))[^1].PlanExhausted.ShouldBeFalse();

        await Change(referral, 3, a, b);
        (await service.Story(referral)).ShouldBe("rejected/staff, received/held");
    }

    [Fact]
    public async Task While_her_consent_is_contested_the_address_is_told_to_nobody()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        (await service.Act(a, referral, "accept")).ShouldBeOk();
        Task<Answer> Address() =>
            service.Ask(
                HttpMethod.Post,
                $"/attempts/{referral}/address",
                TestTokens.For(Given.Referrer.Id, "caseworker"),
                new { escort = "Ms Srey" }
            );
        (await Address()).ShouldBeOk();
        await Contest(referral, 2, a);

        var refused = await Address();

        (refused.Status, refused.Text("reason")).ShouldBe((409, "consent-contested"));
    }

    [Theory]
    [InlineData("accept cancel")]
    [InlineData("leave-plan")]
    public async Task However_her_house_is_lost_meanwhile_the_next_is_asked_once_it_is_settled(string lost)
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, b]);
        await Contest(referral, 2, a, b);
        if (lost == "leave-plan")
            await Contest(referral, 3, b);
        else
            foreach (var action in lost.Split(' '))
                (await service.Act(a, referral, action)).ShouldBeOk();
        (await service.Attempts(referral)).Count.ShouldBe(1);

        await Change(referral, 4, lost == "leave-plan" ? [b] : [a, b]);

        (await service.Story(referral)).ShouldEndWith(", received/held");
        (await service.Counts(b)).ShouldBe((0, 1, 0));
    }

    [Fact]
    public async Task Where_nobody_is_left_to_ask_her_referrer_hears_it_once_it_is_settled()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        await Contest(referral, 2, a);
        (await service.Act(a, referral, "reject")).ShouldBeOk();

        await Change(referral, 3, a);

        (await service.Told(referral))[^1].PlanExhausted.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_waits_while_her_consent_is_contested_is_given_no_place_and_keeps_her_turn()
    {
        var a = await service.AddPool(1);
        var first = await service.Send([a]);
        var referral = await service.Send([a], waitlist: true);
        await Contest(referral, 2, a);

        (await service.Act(a, first, "reject")).ShouldBeOk();
        (await service.Story(referral)).ShouldEndWith("on-hold/waitlisted");

        await Change(referral, 3, a);
        (await service.Story(referral)).ShouldEndWith("received/held");
    }

    private Task Contest(Guid referral, int version, params House[] plan) =>
        Change(referral, version, shared: false, plan);

    private Task Change(Guid referral, int version, params House[] plan) =>
        Change(referral, version, shared: true, plan);

    private Task Change(Guid referral, int version, bool shared, House[] plan) =>
        service.Deliver(
            new ReferralPlanChanged(
                referral,
                1,
                version,
                "shelter",
                [.. plan.Select(house => house.Pool)],
                [],
                shared,
                "caseworker-1",
                service.Now
            )
        );

    private Task<bool> Shared(Guid referral) =>
        service.Read(async db => (await db.Referrals.FindAsync(referral))!.Shared);
}
