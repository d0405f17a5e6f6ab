using ReferralNetwork.Contracts;

namespace ReferralNetwork.Capacity.Tests.Walk;

[Collection(nameof(Shelters))]
public sealed class PlanTests(Shelters service)
{
    [Fact]
    public async Task A_free_place_is_held_at_once()
    {
        var a = await service.AddPool(2);

        var referral = await service.Send([a]);

        (await service.Story(referral)).ShouldBe("received/held");
        (await service.Counts(a)).ShouldBe((0, 1, 0));
        var told = (await service.Told(referral)).ShouldHaveSingleItem();
        (
            told.Version,
            told.Round,
            told.Ordinal,
            told.PoolId,
            told.OrganisationId,
            told.OrganisationName,
            told.By,
            told.PlanExhausted
        ).ShouldBe((1, 1, 0, a.Pool, a.Organisation, TestTokens.NameOf(a.Organisation), "service", false));
        told.HeldUntil.ShouldBe(service.Now.AddHours(24));
    }

    [Fact]
    public async Task Refusing_the_first_shelter_offers_the_second()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, b]);

        (await service.Act(a, referral, "reject", new { reason = "cannot-keep-safe", text = "not here" })).ShouldBeOk();

        (await service.Story(referral)).ShouldBe("rejected/cannot-keep-safe, received/held");
        (await service.Counts(a)).ShouldBe((0, 0, 0));
        (await service.Counts(b)).ShouldBe((0, 1, 0));
        var told = await service.Told(referral);
        told.Select(e => (e.Ordinal, e.Version, e.Status, e.Reason, e.PlanExhausted))
            .ShouldBe([
                (0, 1, "received", null, false),
                (0, 2, "rejected", "cannot-keep-safe", false),
                (1, 1, "received", null, false),
            ]);
    }

    [Fact]
    public async Task The_refusal_and_the_next_attempt_are_one_transaction()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, b]);
        service.Faults.Arm(Death.BeforeCommit);

        (await service.Act(a, referral, "reject")).Status.ShouldBe(503, "nobody knows whether it was kept");

        (await service.Story(referral)).ShouldBe("received/held");
        (await service.Counts(a)).ShouldBe((0, 1, 0));
        (await service.Counts(b)).ShouldBe((0, 0, 0));
        (await service.Told(referral)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_second_who_asks_for_the_last_place_is_turned_away_to_the_next()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        await service.Send([a]);

        var second = await service.Send([a, b]);

        (await service.Story(second)).ShouldBe("rejected/no-capacity, received/held");
        (await service.Counts(a)).ShouldBe((0, 1, 0));
    }

    [Fact]
    public async Task A_full_plan_without_waiting_is_told_as_exhausted()
    {
        var (a, b) = (await service.AddPool(1, occupied: 1), await service.AddPool(0));

        var referral = await service.Send([a, b]);

        (await service.Story(referral)).ShouldBe("rejected/no-capacity, rejected/no-capacity");
        (await service.Told(referral))
            .Select(e => (e.Ordinal, e.Version, e.PlanExhausted))
            .ShouldBe([(0, 1, false), (1, 1, true)]);
    }

    [Fact]
    public async Task A_full_plan_with_waiting_waits_at_the_first_pool()
    {
        var (a, b) = (await service.AddPool(1, occupied: 1), await service.AddPool(1, occupied: 1));

        var referral = await service.Send([a, b], waitlist: true);

        (await service.Story(referral)).ShouldBe("rejected/no-capacity, rejected/no-capacity, on-hold/waitlisted");
        (await service.At(a, referral)).Status.ShouldBe("on-hold");
        (await service.Counts(a)).ShouldBe((1, 0, 1));
        (await service.Counts(b)).ShouldBe((1, 0, 0));
        (await service.Told(referral)).ShouldAllBe(e => !e.PlanExhausted);
    }

    [Fact]
    public async Task The_last_refusal_of_a_plan_says_that_it_is_exhausted()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, b]);
        await service.Act(a, referral, "reject");

        (await service.Act(b, referral, "reject")).ShouldBeOk();

        (await service.Story(referral)).ShouldBe("rejected/staff, rejected/staff");
        (await service.Told(referral))
            .Where(e => e.PlanExhausted)
            .Select(e => (e.Ordinal, e.Version))
            .ShouldBe([(1, 2)]);
    }

    [Fact]
    public async Task A_refusal_ends_the_plan_of_a_referrer_who_wants_to_be_asked()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, b], continueOnRefusal: false);

        (await service.Act(a, referral, "reject")).ShouldBeOk();

        (await service.Story(referral)).ShouldBe("rejected/staff");
        (await service.Told(referral))[^1].PlanExhausted.ShouldBeTrue();
        (await service.Counts(b)).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task A_full_house_is_no_refusal_and_the_next_is_asked_even_so()
    {
        var (a, b) = (await service.AddPool(0), await service.AddPool(1));

        (await service.Story(await service.Send([a, b], continueOnRefusal: false))).ShouldBe(
            "rejected/no-capacity, received/held"
        );
    }

    [Fact]
    public async Task A_provider_who_cannot_take_her_after_all_sends_her_on()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, b]);
        await service.Act(a, referral, "accept");
        await service.Act(a, referral, "schedule");

        (await service.Act(a, referral, "cancel", new { reason = "staff", text = "flooded" })).ShouldBeOk();

        (await service.Story(referral)).ShouldBe("failed/provider-withdrew, received/held");
        (await service.Counts(a)).ShouldBe((0, 0, 0));
        (await service.Told(referral)).Single(e => e.Status == "failed").Reason.ShouldBe("staff");
    }

    [Fact]
    public async Task A_no_show_frees_the_place_and_goes_nowhere_by_itself()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, b]);
        await service.Act(a, referral, "accept");

        (await service.Act(a, referral, "no-show")).ShouldBeOk();

        (await service.Story(referral)).ShouldBe("failed/no-show");
        (await service.Counts(a)).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task She_comes_stays_and_leaves_and_the_house_counts_her()
    {
        var a = await service.AddPool(2, occupied: 1);
        var referral = await service.Send([a]);
        (await service.Act(a, referral, "accept")).ShouldBeOk();
        (await service.Counts(a)).ShouldBe((1, 1, 0));
        (await service.Act(a, referral, "arrive")).ShouldBeOk();
        (await service.Counts(a)).ShouldBe((2, 0, 0));
        (await service.Act(a, referral, "complete", new { outcome = "partly-helped", exit = "family" })).ShouldBeOk();
        (await service.Counts(a)).ShouldBe((1, 0, 0));

        var told = (await service.Told(referral))[^1];
        (told.Status, told.BusinessStatus, told.Outcome, told.Exit).ShouldBe(
            ("completed", "partly-helped", "partly-helped", "family")
        );
    }

    [
        Theory,
        InlineData("left-missing", "missing"),
        InlineData("other-provider", "transferred"),
        InlineData("left-by-choice", "left"),
        InlineData("died", "left")
    ]
    public async Task An_early_end_says_how(string exit, string business)
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        await service.Act(a, referral, "accept");
        await service.Act(a, referral, "arrive");

        (await service.Act(a, referral, "end-early", new { exit })).ShouldBeOk();

        (await service.Story(referral)).ShouldBe($"completed/{business}");
        (await service.Counts(a)).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task Where_she_is_assessed_first_no_place_is_held_until_she_is_accepted()
    {
        var a = await service.AddPool(1, access: "assessment-first");
        var (first, second) = (await service.Send([a]), await service.Send([a]));
        (await service.Story(first)).ShouldBe("requested/assessment-needed");
        (await service.Story(second)).ShouldBe("requested/assessment-needed");
        (await service.Counts(a)).ShouldBe((0, 0, 0));

        (await service.Act(a, first, "accept")).ShouldBeOk();
        var refused = await service.Act(a, second, "accept");

        refused.Status.ShouldBe(409);
        refused.Text("reason").ShouldBe("no-capacity");
        refused.Actions.ShouldBe(["accept", "reject", "waitlist"], ignoreOrder: true);
        (await service.Story(second)).ShouldBe("requested/assessment-needed");
        (await service.Counts(a)).ShouldBe((0, 1, 0));
    }

    [Fact]
    public async Task A_full_house_that_assesses_first_is_passed()
    {
        var (a, b) = (await service.AddPool(1, occupied: 1, access: "assessment-first"), await service.AddPool(1));

        (await service.Story(await service.Send([a, b]))).ShouldBe("rejected/no-capacity, received/held");
    }

    [Fact]
    public async Task A_plan_of_unknown_pools_alone_is_told_as_exhausted()
    {
        var request = service.Request([Guid.NewGuid(), Guid.NewGuid()]);

        await service.Deliver(request);

        var told = (await service.Told(request.ReferralId)).ShouldHaveSingleItem();
        (told.Status, told.BusinessStatus, told.PlanExhausted, told.PoolId, told.Version).ShouldBe(
            ("rejected", "no-capacity", true, request.Plan[0], 1)
        );
    }

    [Fact]
    public async Task Nothing_is_kept_of_her_where_no_pool_could_be_asked()
    {
        var request = service.Request([Guid.NewGuid()]);

        await service.Deliver(request);

        (await service.Read(async db => await db.Referrals.FindAsync(request.ReferralId)))!.Survivor.ShouldBeNull();
    }

    [Fact]
    public async Task An_unknown_pool_in_a_plan_is_passed()
    {
        var a = await service.AddPool(1);
        var request = service.Request([Guid.NewGuid(), a.Pool]);

        await service.Deliver(request);

        (await service.Story(request.ReferralId)).ShouldBe("received/held");
    }

    [Fact]
    public async Task Nobody_waits_at_a_pool_that_was_removed()
    {
        var a = await service.AddPool(1, occupied: 1);
        (await service.Ask(HttpMethod.Delete, $"/pools/{a.Pool}", TestTokens.Provider(a.Organisation))).Status.ShouldBe(
            204
        );

        var referral = await service.Send([a], waitlist: true);

        (await service.Attempts(referral)).ShouldNotContain(x => Status.Open.Contains(x.Status));
        (await service.Told(referral))[^1].PlanExhausted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_pool_that_was_removed_while_another_was_asked_is_not_waited_for()
    {
        var (a, b) = (await service.AddPool(1, occupied: 1), await service.AddPool(1));
        var referral = await service.Send([a, b], waitlist: true);
        (await service.Ask(HttpMethod.Delete, $"/pools/{a.Pool}", TestTokens.Provider(a.Organisation))).Status.ShouldBe(
            204
        );

        (await service.Act(b, referral, "reject")).ShouldBeOk();

        (await service.Story(referral)).ShouldBe("rejected/no-capacity, rejected/staff");
        (await service.Told(referral))[^1].PlanExhausted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_request_for_another_kind_is_somebody_elses()
    {
        var a = await service.AddPool(1);
        var request = service.Request([a.Pool]) with { Kind = "medical" };

        await service.Deliver(request);

        (await service.Attempts(request.ReferralId)).ShouldBeEmpty();
        (await service.Told(request.ReferralId)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_request_twice_holds_one_place()
    {
        var a = await service.AddPool(3);
        var request = service.Request([a.Pool]);
        var envelope = service.Envelope(request);

        await service.Deliver(envelope);
        await service.Deliver(envelope);
        await service.Deliver(envelope with { MessageId = Guid.NewGuid() });

        (await service.Story(request.ReferralId)).ShouldBe("received/held");
        (await service.Counts(a)).ShouldBe((0, 1, 0));
        (await service.Told(request.ReferralId)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_request_that_comes_again_later_does_not_begin_the_walk_again()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var request = service.Request([a.Pool, b.Pool]);
        await service.Deliver(request);
        await service.Act(a, request.ReferralId, "reject");

        await service.Deliver(request);
        await service.Act(b, request.ReferralId, "reject");
        await service.Deliver(request);

        (await service.Story(request.ReferralId)).ShouldBe("rejected/staff, rejected/staff");
        (await service.Told(request.ReferralId))[^1].PlanExhausted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_second_round_begins_after_a_failure_and_has_the_whole_new_plan()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var first = service.Request([a.Pool]);
        await service.Deliver(first);
        await service.Act(a, first.ReferralId, "accept");
        await service.Act(a, first.ReferralId, "no-show");

        await service.Deliver(first with { Round = 2, Plan = [b.Pool, a.Pool] });
        await service.Act(b, first.ReferralId, "reject");

        (await service.Story(first.ReferralId)).ShouldBe("failed/no-show, rejected/staff, received/held");
        (await service.Attempts(first.ReferralId)).Select(x => (x.Round, x.Ordinal)).ShouldBe([(1, 0), (2, 0), (2, 1)]);
        (await service.InboxItem(a, first.ReferralId)).Text("status").ShouldBe("received");
    }

    [Fact]
    public async Task A_first_round_that_comes_after_the_second_is_late_and_changes_nothing()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var first = service.Request([a.Pool]);
        await service.Deliver(first with { Round = 2, Plan = [b.Pool] });

        await service.Deliver(first);

        (await service.Story(first.ReferralId)).ShouldBe("received/held");
        (await service.Counts(a)).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task Each_attempt_has_a_case_code_of_its_own()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, b]);
        await service.Act(a, referral, "reject");

        var codes = new[]
        {
            (await service.InboxItem(a, referral)).Text("caseCode"),
            (await service.InboxItem(b, referral)).Text("caseCode"),
        };
        codes.Distinct().Count().ShouldBe(2);
    }
}
