namespace ReferralNetwork.Capacity.Tests;

/// <summary>A desk follows its inbox.</summary>
[Collection(nameof(Shelters))]
public sealed class InboxStreamTests(Shelters service)
{
    [Fact]
    public async Task It_begins_with_all_that_is_open_though_it_came_at_one_moment_and_then_tells_each_change_once()
    {
        var house = await service.AddPool(300);
        var ended = await service.Send([house]);
        (await service.Act(house, ended, "reject")).ShouldBeOk();
        var open = new List<Guid>();
        for (var i = 0; i < 201; i++)
            open.Add(await service.Send([house]));

        using var stream = await Open(house);
        var told = new List<Guid>();
        foreach (var _ in open)
            told.Add(await Next(stream));
        told.ShouldBe(open, ignoreOrder: true);
        (await stream.UntilPing()).ShouldBe(0);

        service.Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await service.Act(house, open[7], "reject")).ShouldBeOk();
        (await Next(stream)).ShouldBe(open[7]);
        service.Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await service.Act(house, open[8], "accept")).ShouldBeOk();
        (await Next(stream)).ShouldBe(open[8]);
    }

    [Fact]
    public async Task After_a_cut_what_has_ended_since_is_told_too()
    {
        var house = await service.AddPool(2);
        var referral = await service.Send([house]);
        string? last;
        using (var stream = await Open(house))
            last = (await stream.Next()).Id;
        service.Clock.Advance(TimeSpan.FromMinutes(2));
        (await service.Act(house, referral, "reject")).ShouldBeOk();

        using var again = await Open(house, last);

        (await Next(again)).ShouldBe(referral);
        (await again.UntilPing()).ShouldBe(0);
    }

    private Task<Events> Open(House house, string? last = null) =>
        Events.Open(service.Http, $"{service.Address}/inbox/stream", TestTokens.Provider(house.Organisation), last);

    private async Task<Guid> Next(Events stream) =>
        service.ReferralOf(System.Text.Json.JsonDocument.Parse((await stream.Next()).Data!).RootElement);
}
