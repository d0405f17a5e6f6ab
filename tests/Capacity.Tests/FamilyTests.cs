namespace ReferralNetwork.Capacity.Tests;

/// <summary>A family or siblings are placed together or not at all: several places, one decision.</summary>
[Collection(nameof(Shelters))]
public sealed class FamilyTests(Shelters service)
{
    [Fact]
    public async Task A_family_takes_all_its_places_at_once_and_gives_all_of_them_back()
    {
        var a = await service.AddPool(5);
        var family = await Send(3, [a]);
        (await service.Counts(a)).ShouldBe((0, 3, 0));

        foreach (var action in new[] { "accept", "arrive" })
            (await service.Act(a, family, action)).ShouldBeOk();
        (await service.Counts(a)).ShouldBe((3, 0, 0));
        (await service.InboxItem(a, family)).Body.GetProperty("places").GetInt32().ShouldBe(3);

        (await service.Act(a, family, "complete")).ShouldBeOk();
        (await service.Counts(a)).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task A_house_with_room_for_some_of_them_gets_none()
    {
        var (small, large) = (await service.AddPool(2), await service.AddPool(3));

        var family = await Send(3, [small, large]);

        (await service.Story(family)).ShouldBe("rejected/no-capacity, received/held");
        (await service.Counts(small)).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task Who_needs_one_bed_is_not_kept_out_by_a_family_that_does_not_fit_yet()
    {
        var a = await service.AddPool(3, occupied: 2);
        var family = await Send(2, [a], waitlist: true);

        var one = await service.Send([a]);

        (await service.Story(one)).ShouldBe("received/held");
        (await service.Counts(a)).ShouldBe((2, 1, 1));
        (await service.Story(family)).ShouldEndWith("on-hold/waitlisted");
    }

    [Fact]
    public async Task A_family_that_waits_gets_its_places_when_enough_are_free()
    {
        var a = await service.AddPool(3, occupied: 2);
        var family = await Send(2, [a], waitlist: true);

        (await service.Publish(a, 3, 1)).ShouldBeOk();

        (await service.Story(family)).ShouldEndWith("received/held");
        (await service.Counts(a)).ShouldBe((1, 2, 0));
    }

    [Fact]
    public async Task Many_families_at_once_are_never_promised_more_than_there_is()
    {
        var a = await service.AddPool(10);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Send(2 + (n % 3), [a])));

        var (occupied, held, _) = await service.Counts(a);
        (occupied, held).ShouldBe(
            (0, await service.Read(db => Task.FromResult(db.Holds.Where(h => h.PoolId == a.Pool).Sum(h => h.Places))))
        );
        held.ShouldBeInRange(7, 10);
    }

    private async Task<Guid> Send(int places, House[] plan, bool waitlist = false)
    {
        var request = service.Request([.. plan.Select(h => h.Pool)], waitlist: waitlist) with { Places = places };
        await service.Deliver(request);
        return request.ReferralId;
    }
}
