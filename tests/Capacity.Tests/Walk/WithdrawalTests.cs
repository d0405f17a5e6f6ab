namespace ReferralNetwork.Capacity.Tests.Walk;

[Collection(nameof(Shelters))]
public sealed class WithdrawalTests(Shelters service)
{
    [Fact]
    public async Task A_withdrawal_frees_the_place_and_ends_the_walk()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, b]);
        await service.Act(a, referral, "accept");

        await service.Withdraw(referral, "found-elsewhere");

        (await service.Story(referral)).ShouldBe("cancelled/withdrawn");
        (await service.Counts(a)).ShouldBe((0, 0, 0));
        (await service.Counts(b)).ShouldBe((0, 0, 0));
        (await service.Told(referral))[^1].Reason.ShouldBe("found-elsewhere");
    }

    [Fact]
    public async Task A_withdrawal_ends_the_waits_as_well()
    {
        var (a, b) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a, b], "emergency");
        await service.Act(a, referral, "waitlist");

        await service.Withdraw(referral);

        (await service.Story(referral)).ShouldBe("cancelled/withdrawn, cancelled/withdrawn");
        (await service.Counts(a)).ShouldBe((0, 0, 0));
        (await service.Counts(b)).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task A_withdrawal_that_overtakes_its_request_is_remembered()
    {
        var a = await service.AddPool(1);
        var request = service.Request([a.Pool]);
        await service.Withdraw(request.ReferralId);

        await service.Deliver(request);

        (await service.Attempts(request.ReferralId)).ShouldBeEmpty();
        (await service.Counts(a)).ShouldBe((0, 0, 0));
        (await service.Read(async db => await db.Referrals.FindAsync(request.ReferralId)))!.Survivor.ShouldBeNull();
    }

    [Fact]
    public async Task A_remembered_withdrawal_is_of_its_round_alone()
    {
        var a = await service.AddPool(1);
        var request = service.Request([a.Pool]);
        await service.Withdraw(request.ReferralId);

        await service.Deliver(request with { Round = 2 });

        (await service.Story(request.ReferralId)).ShouldBe("received/held");
    }

    [Fact]
    public async Task Who_has_come_stays_when_the_referral_is_withdrawn()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        await service.Act(a, referral, "accept");
        await service.Act(a, referral, "arrive");

        await service.Withdraw(referral, "consent-withdrawn");

        (await service.Story(referral)).ShouldBe("in-progress/arrived");
        (await service.Counts(a)).ShouldBe((1, 0, 0));
        (await service.Act(a, referral, "complete")).ShouldBeOk();
    }

    [Fact]
    public async Task Accepting_what_was_withdrawn_is_refused()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        await service.Withdraw(referral);

        var refused = await service.Act(a, referral, "accept");

        (refused.Status, refused.Text("state"), refused.Actions.Length).ShouldBe((409, "cancelled", 0));
    }

    [Fact]
    public async Task A_withdrawal_and_an_acceptance_at_once_leave_one_end()
    {
        var a = await service.AddPool(20);
        var referrals = new List<Guid>();
        for (var i = 0; i < 20; i++)
            referrals.Add(await service.Send([a]));

        await Task.WhenAll(
            referrals.Select(async r => await Task.WhenAll(service.Act(a, r, "accept"), service.Withdraw(r)))
        );

        foreach (var referral in referrals)
            (await service.Story(referral)).ShouldBe("cancelled/withdrawn");
        (await service.Counts(a)).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task Entered_in_error_frees_the_place_before_arrival_and_leaves_the_count_after()
    {
        var a = await service.AddPool(2);
        var (held, arrived) = (await service.Send([a]), await service.Send([a]));
        await service.Act(a, arrived, "accept");
        await service.Act(a, arrived, "arrive");

        await service.Withdraw(held, "entered-in-error");
        await service.Withdraw(arrived, "entered-in-error");

        (await service.Story(held)).ShouldBe("entered-in-error/entered-in-error");
        (await service.Story(arrived)).ShouldBe("entered-in-error/entered-in-error");
        (await service.Counts(a)).ShouldBe((1, 0, 0));
    }
}
