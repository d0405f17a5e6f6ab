using System.Text.Json;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Tests;

/// <summary>A house takes nobody for a while.</summary>
[Collection(nameof(Shelters))]
public sealed class ClosureTests(Shelters service)
{
    [Fact]
    public async Task A_closed_pool_takes_nobody_and_keeps_what_it_has_promised()
    {
        var (a, b) = (await service.AddPool(3), await service.AddPool(1));
        var promised = await service.Send([a]);

        (await Close(a, "repairs")).ShouldBeOk();

        (await service.Published<AvailabilityChanged>(a.Pool))[^1].Admitting.ShouldBeFalse();
        (await service.Story(await service.Send([a, b]))).ShouldBe("rejected/no-capacity, received/held");
        (await service.Act(a, promised, "accept")).ShouldBeOk();
    }

    [Fact]
    public async Task A_count_opens_no_closed_pool()
    {
        var a = await service.AddPool(1);
        (await Close(a, "staff")).ShouldBeOk();

        (await service.Publish(a, 5, 0)).ShouldBeOk();

        (await service.Story(await service.Send([a]))).ShouldBe("rejected/no-capacity");
    }

    [Fact]
    public async Task Opened_by_hand_who_waits_comes_first()
    {
        var a = await service.AddPool(1, occupied: 1);
        var waits = await service.Send([a], waitlist: true);
        (await Close(a, "illness")).ShouldBeOk();
        (await service.Publish(a, 1, 0)).ShouldBeOk();
        (await service.Story(waits)).ShouldEndWith("on-hold/waitlisted");

        var open = (
            await service.Ask(HttpMethod.Delete, $"/pools/{a.Pool}/closure", TestTokens.Provider(a.Organisation))
        ).ShouldBeOk();

        (await service.Story(waits)).ShouldEndWith("received/held");
        open.Body.GetProperty("capacity").GetProperty("closedReason").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task It_opens_by_itself_at_its_hour_and_not_before()
    {
        var a = await service.AddPool(1, occupied: 1);
        var waits = await service.Send([a], urgency: "normal", waitlist: true);
        (await Close(a, "season", service.Now.AddHours(2))).ShouldBeOk();
        (await service.Publish(a, 1, 0)).ShouldBeOk();

        await service.Pass(TimeSpan.FromHours(1));
        (await service.Story(waits)).ShouldEndWith("on-hold/waitlisted");
        await service.Pass(TimeSpan.FromHours(1));

        (await service.Story(waits)).ShouldEndWith("received/held");
        (await service.Row(a)).ClosedUntil.ShouldBeNull();
    }

    [Fact]
    public async Task An_hour_that_has_passed_closes_nothing()
    {
        var a = await service.AddPool(1);

        (await Close(a, "repairs", service.Now.AddMinutes(-1))).Status.ShouldBe(400);
        (await service.Row(a)).ClosedReason.ShouldBeNull();
    }

    private Task<Answer> Close(House house, string reason, DateTimeOffset? until = null) =>
        service.Ask(
            HttpMethod.Put,
            $"/pools/{house.Pool}/closure",
            TestTokens.Provider(house.Organisation),
            new { reason, until }
        );
}
