using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Tests;

/// <summary>The house counts its places itself.</summary>
[Collection(nameof(Shelters))]
public sealed class CountTests(Shelters service)
{
    [Fact]
    public async Task A_count_that_leaves_no_room_for_the_held_is_refused_and_names_them()
    {
        var a = await service.AddPool(2);
        var referral = await service.Send([a]);

        var refused = await service.Publish(a, 2, 2);

        refused.Status.ShouldBe(409);
        service.ReferralOf(refused.Body.GetProperty("held").EnumerateArray().ShouldHaveSingleItem()).ShouldBe(referral);
        (await service.Counts(a)).ShouldBe((0, 1, 0));
    }

    [Fact]
    public async Task A_count_below_nothing_is_refused()
    {
        var a = await service.AddPool(2);

        var refused = await service.Publish(a, -1, 0);

        refused.Status.ShouldBe(400);
        refused.Body.GetProperty("errors").TryGetProperty("maximum", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task An_overbooked_house_keeps_the_true_count_and_admits_nobody()
    {
        var (a, b) = (await service.AddPool(2), await service.AddPool(1));
        await service.Send([a]);

        (await service.Publish(a, 2, 2, overbooked: true)).ShouldBeOk();

        (await service.Counts(a)).ShouldBe((2, 1, 0));
        (await service.Story(await service.Send([a, b]))).ShouldBe("rejected/no-capacity, received/held");
        var shown = (await service.Published<AvailabilityChanged>()).Last(e => e.PoolId == a.Pool);
        (shown.Admitting, shown.Capacity.Available).ShouldBe((false, 0));
    }

    [Fact]
    public async Task Of_the_held_those_promised_last_are_told_that_they_cannot_be_met()
    {
        var a = await service.AddPool(4);
        var referrals = new List<Guid>();
        for (var i = 0; i < 4; i++)
        {
            referrals.Add(await service.Send([a]));
            service.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        // Who is accepted comes before who only asked.
        (await service.Act(a, referrals[3], "accept")).ShouldBeOk();

        (await service.Publish(a, 4, 2, overbooked: true)).ShouldBeOk();

        var told = new List<bool>();
        foreach (var referral in referrals)
            told.Add((await service.Told(referral))[^1] is { Reason: "overbooked", Status: "received" });
        told.ShouldBe([false, true, true, false]);
        (await service.Told(referrals[1]))[^1].At.ShouldBe(service.Now);
        (await service.Counts(a)).ShouldBe((2, 4, 0));
    }

    [Fact]
    public async Task A_true_count_without_overbooking_opens_the_house_again()
    {
        var a = await service.AddPool(1, occupied: 1);
        (await service.Publish(a, 1, 2, overbooked: true)).ShouldBeOk();
        var waiting = await service.Send([a], waitlist: true);

        (await service.Publish(a, 1, 0)).ShouldBeOk();

        (await service.At(a, waiting)).Status.ShouldBe("received");
        (await service.Row(a)).Overbooked.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_arrives_at_an_overbooked_house_is_counted_and_who_leaves_too()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        await service.Act(a, referral, "accept");
        (await service.Publish(a, 1, 1, overbooked: true)).ShouldBeOk();

        (await service.Act(a, referral, "arrive")).ShouldBeOk();
        (await service.Counts(a)).ShouldBe((2, 0, 0));
        (await service.Act(a, referral, "complete")).ShouldBeOk();
        (await service.Counts(a)).ShouldBe((1, 0, 0));
    }

    [Fact]
    public async Task A_house_that_already_counted_her_out_is_not_counted_below_nothing()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        await service.Act(a, referral, "accept");
        await service.Act(a, referral, "arrive");
        (await service.Publish(a, 1, 0)).ShouldBeOk();

        (await service.Act(a, referral, "complete")).ShouldBeOk();

        (await service.Counts(a)).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task Who_has_not_read_the_last_count_does_not_overwrite_it_and_a_hold_is_no_count()
    {
        var a = await service.AddPool(5);
        var token = TestTokens.Provider(a.Organisation);
        var read = (await service.Ask(HttpMethod.Get, $"/pools/{a.Pool}", token)).ETag;
        await service.Send([a]);

        (
            await service.Ask(
                HttpMethod.Put,
                $"/pools/{a.Pool}/capacity",
                token,
                new { maximum = 5, occupied = 2 },
                read
            )
        ).ShouldBeOk();
        (
            await service.Ask(
                HttpMethod.Put,
                $"/pools/{a.Pool}/capacity",
                token,
                new { maximum = 5, occupied = 3 },
                read
            )
        ).Status.ShouldBe(412);
        (
            await service.Ask(HttpMethod.Put, $"/pools/{a.Pool}/capacity", token, new { maximum = 5, occupied = 3 })
        ).Status.ShouldBe(428);
        (await service.Counts(a)).ShouldBe((2, 1, 0));
    }

    [Fact]
    public async Task A_count_that_nobody_has_seen_is_not_confirmed()
    {
        var a = await service.AddPool(5, occupied: 2);
        var token = TestTokens.Provider(a.Organisation);
        var read = (await service.Ask(HttpMethod.Get, $"/pools/{a.Pool}", token)).ETag;
        (await service.Publish(a, 5, 4)).ShouldBeOk();
        var counted = service.Now;
        service.Clock.Advance(TimeSpan.FromDays(2));

        (await service.Ask(HttpMethod.Post, $"/pools/{a.Pool}/confirm", token, ifMatch: read)).Status.ShouldBe(412);
        (await service.Row(a)).ConfirmedAt.ShouldBe(counted);

        read = (await service.Ask(HttpMethod.Get, $"/pools/{a.Pool}", token)).ETag;
        (await service.Ask(HttpMethod.Post, $"/pools/{a.Pool}/confirm", token, ifMatch: read))
            .ShouldBeOk()
            .ETag.ShouldNotBe(read);
        (await service.Row(a)).ConfirmedAt.ShouldBe(service.Now);
    }

    [Fact]
    public async Task A_confirmation_makes_the_number_young_and_changes_none()
    {
        var a = await service.AddPool(5, occupied: 2);
        service.Clock.Advance(TimeSpan.FromDays(2));

        (await service.Confirm(a)).ShouldBeOk();

        var shown = (await service.Published<AvailabilityChanged>()).Last(e => e.PoolId == a.Pool).Capacity;
        (shown.Occupied, shown.ConfirmedAt, shown.UpdatedAt).ShouldBe((2, service.Now, service.Now.AddDays(-2)));
    }
}
