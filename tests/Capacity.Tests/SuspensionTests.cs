using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Tests;

/// <summary>A coordinator takes a site or an organisation out of the network.</summary>
[Collection(nameof(Shelters))]
public sealed class SuspensionTests(Shelters service)
{
    private static readonly string Coordinator = TestTokens.For(Guid.NewGuid(), "coordinator");

    [Fact]
    public async Task A_suspended_site_is_found_no_more_and_gets_no_new_referral()
    {
        var (a, b) = (await service.AddPool(2), await service.AddPool(2));

        await Suspend(a);

        (await service.Published<AvailabilityChanged>(a.Pool))[^1].Removed.ShouldBeTrue();
        (await service.Story(await service.Send([a, b]))).ShouldBe(
            "received/held",
            "the suspended one is passed over, not even asked"
        );
        (await service.Counts(a)).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task A_pool_that_is_made_at_a_suspended_site_is_suspended_with_it()
    {
        var a = await service.AddPool(2);
        await Suspend(a);

        var made = await service.Ask(
            HttpMethod.Post,
            $"/sites/{a.Site}/pools",
            TestTokens.Provider(a.Organisation),
            new
            {
                name = new { en = "More beds" },
                maximum = 3,
                access = "places",
                eligibility = ServiceUnderTest.Said(null),
            }
        );

        made.Status.ShouldBe(201);
        var pool = Guid.Parse(made.Text("id"));
        (await service.Published<AvailabilityChanged>(pool)).ShouldAllBe(told => told.Removed);
        (await service.Attempts(await service.Send([a with { Pool = pool }]))).ShouldBeEmpty();
    }

    [Fact]
    public async Task That_its_place_is_suspended_stays_said_whatever_the_house_does()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        (await service.Act(a, referral, "accept")).ShouldBeOk();
        var words = $"/attempts/{referral}/code-word";
        (
            await service.Ask(
                HttpMethod.Put,
                words,
                TestTokens.For(Given.Referrer.Id, "caseworker"),
                new { codeWord = "green lamp", answer = "seven boats" }
            )
        ).Status.ShouldBe(204);
        await Suspend(a);

        (await service.Act(a, referral, "schedule")).ShouldBeOk();
        (await service.Publish(a, maximum: 0, occupied: 0, overbooked: true)).ShouldBeOk();

        (await service.Told(referral))[^1].Reason.ShouldBe("suspended");
        var heard = await service.Ask(
            HttpMethod.Post,
            $"/inbox/{service.AttemptOf(a, referral)}/code-word",
            TestTokens.Provider(a.Organisation),
            new { codeWord = "green lamp" }
        );
        (heard.Status, heard.Text("reason")).ShouldBe((409, "suspended"));
    }

    [Fact]
    public async Task Nobody_waits_for_a_place_in_a_suspended_site()
    {
        var a = await service.AddPool(1, occupied: 1);
        await Suspend(a);

        var referral = await service.Send([a], waitlist: true);

        (await service.Attempts(referral)).ShouldBeEmpty();
        (await service.Told(referral))[^1].PlanExhausted.ShouldBeTrue();
    }

    [Theory]
    [InlineData("received")]
    [InlineData("accepted")]
    [InlineData("in-progress")]
    [InlineData("on-hold")]
    public async Task Whoever_has_somebody_there_is_told_and_nothing_else_changes(string state)
    {
        var a = await service.AddPool(1, occupied: state == "on-hold" ? 1 : 0);
        var referral = await service.Send([a], waitlist: state == "on-hold");
        if (state is "accepted" or "in-progress")
            (await service.Act(a, referral, "accept")).ShouldBeOk();
        if (state is "in-progress")
            (await service.Act(a, referral, "arrive")).ShouldBeOk();
        var before = await service.Counts(a);

        await Suspend(a);

        var told = (await service.Told(referral))[^1];
        (told.Reason, told.Status).ShouldBe(("suspended", state));
        (await service.Counts(a)).ShouldBe(before);
    }

    [Fact]
    public async Task Whose_stay_has_ended_nobody_is_told_of()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        (await service.Act(a, referral, "reject")).ShouldBeOk();

        await Suspend(a);

        (await service.Told(referral))[^1].Reason.ShouldNotBe("suspended");
    }

    [Fact]
    public async Task A_suspended_site_accepts_nobody_whom_it_was_asked_for_before()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        await Suspend(a);

        var refused = await service.Act(a, referral, "accept");

        (refused.Status, refused.Text("reason")).ShouldBe((409, "suspended"));
        (await service.Story(referral)).ShouldBe("received/held");
    }

    [Fact]
    public async Task Its_address_is_released_to_nobody()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        (await service.Act(a, referral, "accept")).ShouldBeOk();
        Task<Answer> Address() =>
            service.Ask(
                HttpMethod.Post,
                $"/attempts/{referral}/address",
                TestTokens.For(Given.Referrer.Id, "caseworker"),
                new { escort = "Officer Dara" }
            );
        (await Address()).Text("address").ShouldBe("behind the market");

        await Suspend(a);

        (await Address()).Text("reason").ShouldBe("suspended");
    }

    [Fact]
    public async Task When_the_suspension_ends_who_waits_comes_first_and_the_site_is_found_again()
    {
        var a = await service.AddPool(1, occupied: 1);
        var waiting = await service.Send([a], waitlist: true);
        await Suspend(a);
        (await service.Publish(a, 2, 1)).ShouldBeOk();
        (await service.Story(waiting)).ShouldEndWith("on-hold/waitlisted");

        (await service.Ask(HttpMethod.Post, $"/sites/{a.Site}/resume", Coordinator)).Status.ShouldBe(204);

        (await service.Story(waiting)).ShouldEndWith("received/held");
        (await service.Published<AvailabilityChanged>(a.Pool))[^1].Removed.ShouldBeFalse();
    }

    [Fact]
    public async Task When_the_suspension_ends_whoever_is_there_is_told_so_too()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        foreach (var action in new[] { "accept", "arrive" })
            (await service.Act(a, referral, action)).ShouldBeOk();
        await Suspend(a);

        (await service.Ask(HttpMethod.Post, $"/sites/{a.Site}/resume", Coordinator)).Status.ShouldBe(204);

        ((await service.Told(referral))[^1] is { Status: "in-progress", Reason: null }).ShouldBeTrue();
    }

    [Fact]
    public async Task A_suspended_organisation_loses_all_its_sites_and_its_tokens_at_once()
    {
        var a = await service.AddPool(1);
        var b = await service.AddPool(1, beside: a);
        var referral = await service.Send([a]);

        await service.Deliver(Standing(a, true, 2));

        foreach (var house in new[] { a, b })
            (await service.Row(house)).Suspended.ShouldBeTrue();
        await Eventually.Becomes(async () => (await service.InboxItem(a, referral)).Status, 403);
        await service.Restart();
        (await service.InboxItem(a, referral)).Status.ShouldBe(403, "also by a service that starts anew");

        await service.Deliver(Standing(a, false, 3));
        // What is delivered again, or late, changes nothing.
        await service.Deliver(Standing(a, true, 2));
        await Eventually.Becomes(async () => (await service.InboxItem(a, referral)).Status, 200);
        (await service.Row(b)).Suspended.ShouldBeFalse();
    }

    private OrganisationChanged Standing(House house, bool suspended, int version) =>
        new(house.Organisation, new LocalText("House", null), ["shelter"], suspended, version, service.Now);

    [Fact]
    public async Task What_has_ended_is_refused_until_its_tokens_have_run_out()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        (await service.InboxItem(a, referral)).Status.ShouldBe(200);

        // The client of the tests' tokens; told twice.
        for (var i = 0; i < 2; i++)
            await service.Deliver(new AccessEnded("portal", service.Now.AddMinutes(11)));

        await Eventually.Becomes(async () => (await service.InboxItem(a, referral)).Status, 401);
        service.Clock.Advance(TimeSpan.FromMinutes(11));
        await Eventually.Becomes(async () => (await service.InboxItem(a, referral)).Status, 200);
    }

    [Fact]
    public async Task A_site_that_is_suspended_itself_stays_so_when_its_organisation_is_back()
    {
        var a = await service.AddPool(1);
        await Suspend(a);
        await service.Deliver(Standing(a, true, 2));

        await service.Deliver(Standing(a, false, 3));

        (await service.Row(a)).Suspended.ShouldBeTrue();
    }

    [Fact]
    public async Task The_directory_tells_the_address_of_public_sites_alone()
    {
        var hidden = await service.AddPool(1);
        var open = (
            await service.Ask(
                HttpMethod.Post,
                "/sites",
                TestTokens.Provider(hidden.Organisation),
                new
                {
                    name = new { en = "Office" },
                    area = new { province = "01" },
                    @public = true,
                    address = "12 Market Street",
                }
            )
        ).Text("id");

        var listed = (await service.Ask(HttpMethod.Get, $"/directory?organisation={hidden.Organisation}", Coordinator))
            .ShouldBeOk()
            .Body.GetProperty("items")
            .EnumerateArray()
            .ToDictionary(site => site.GetProperty("id").GetGuid(), site => site.GetProperty("address").GetString());

        listed[hidden.Site].ShouldBeNull();
        listed[Guid.Parse(open)].ShouldBe("12 Market Street");
        listed.Count.ShouldBe(2);
    }

    private async Task Suspend(House house) =>
        (await service.Ask(HttpMethod.Post, $"/sites/{house.Site}/suspend", Coordinator)).Status.ShouldBe(204);
}
