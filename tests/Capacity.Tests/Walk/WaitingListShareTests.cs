using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Tests.Walk;

/// <summary>A waiting list belongs to all partners: none fills it, and none passes the others by calling everything an
/// emergency.</summary>
[Collection(nameof(Shelters))]
public sealed class WaitingListShareTests(Shelters service)
{
    private static readonly Party Flood = new(Guid.NewGuid(), "Flood");

    [Fact]
    public async Task A_partner_waits_for_no_more_than_its_share_of_a_list()
    {
        var a = await service.AddPool(0);
        var stories = new List<string>();
        for (var i = 0; i < 12; i++)
            stories.Add(await service.Story(await Send(Flood, "urgent", a)));

        stories.Count(story => story.EndsWith("on-hold/waitlisted", StringComparison.Ordinal)).ShouldBe(10);
        (await service.Counts(a)).Waiting.ShouldBe(10);
        (await service.Story(await Send(Given.Referrer, "urgent", a))).ShouldEndWith("on-hold/waitlisted");
    }

    [Fact]
    public async Task Whoever_is_kept_off_a_list_learns_why()
    {
        var a = await service.AddPool(0);
        for (var i = 0; i < 10; i++)
            await Send(Flood, "urgent", a);

        var last = (await service.Told(await Send(Flood, "urgent", a)))[^1];

        (last.PlanExhausted, last.Reason).ShouldBe((true, "list-share"));
    }

    [Fact]
    public async Task A_house_puts_no_more_than_the_share_on_its_list_either()
    {
        var a = await service.AddPool(11);
        var held = new List<Guid>();
        for (var i = 0; i < 11; i++)
            held.Add(await Send(Flood, "urgent", a));
        (
            await service.Ask(
                HttpMethod.Put,
                $"/pools/{a.Pool}/closure",
                TestTokens.Provider(a.Organisation),
                new { reason = "repairs" }
            )
        ).ShouldBeOk();
        for (var i = 0; i < 10; i++)
            (await service.Act(a, held[i], "waitlist")).ShouldBeOk();

        var refused = await service.Act(a, held[10], "waitlist");

        (refused.Status, refused.Text("reason")).ShouldBe((409, "list-share"));
        (await service.At(a, held[10])).Status.ShouldBe("received");
    }

    [Fact]
    public async Task A_family_larger_than_the_share_waits_if_it_is_alone()
    {
        var a = await service.AddPool(0);
        var request = service.Request([a.Pool], waitlist: true) with { Referrer = Flood, Places = 12 };

        await service.Deliver(request);

        (await service.Story(request.ReferralId)).ShouldEndWith("on-hold/waitlisted");
    }

    [Fact]
    public async Task Many_emergencies_of_one_partner_pass_another_who_waited_before_them_once()
    {
        var a = await service.AddPool(1, occupied: 1);
        var real = await Send(Given.Referrer, "urgent", a);
        for (var i = 0; i < 6; i++)
            await Send(Flood, "emergency", a);

        (await service.Publish(a, 2, 1)).ShouldBeOk();
        (await service.At(a, real)).Status.ShouldBe("on-hold", "their first emergency goes before her");
        (await service.Publish(a, 3, 1)).ShouldBeOk();

        (await service.At(a, real)).Status.ShouldBe("received");
    }

    [Fact]
    public async Task Emergencies_that_come_when_the_first_was_taken_up_pass_her_no_more_than_those_who_waited()
    {
        var a = await service.AddPool(1, occupied: 1);
        var real = await Send(Given.Referrer, "urgent", a);
        var first = await Send(Flood, "emergency", a);
        (await service.Publish(a, 2, 1)).ShouldBeOk();
        await service.Withdraw(first);
        (await service.At(a, real)).Status.ShouldBe("received");
        var later = await Send(Given.Referrer, "urgent", a);
        await Send(Flood, "emergency", a);

        (await service.Publish(a, 3, 1)).ShouldBeOk();

        (await service.At(a, later)).Status.ShouldBe("on-hold", "nobody who waits now was passed before");
    }

    private async Task<Guid> Send(Party referrer, string urgency, House house)
    {
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        var request = service.Request([house.Pool], urgency, waitlist: true) with { Referrer = referrer };
        await service.Deliver(request);
        return request.ReferralId;
    }
}
