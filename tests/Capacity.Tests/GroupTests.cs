using System.Text.Json;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Tests;

/// <summary>A group over the border: places in several houses before anybody of it is known.</summary>
[Collection(nameof(Shelters))]
public sealed class GroupTests(Shelters service)
{
    private readonly Guid _referrer = Guid.NewGuid();
    private string Caseworker => TestTokens.For(_referrer, Roles.Caseworker);

    [Fact]
    public async Task Places_are_kept_across_houses_in_the_order_given()
    {
        var (a, b, c) = (await service.AddPool(4, occupied: 1), await service.AddPool(10), await service.AddPool(5));

        var group = await Keep(12, a, b, c);

        group.GetProperty("blocks").EnumerateArray().Select(block => block.GetProperty("places").GetInt32()).ShouldBe([3, 9], ignoreOrder: true);
        ((await service.Counts(a)).Held, (await service.Counts(b)).Held, (await service.Counts(c)).Held).ShouldBe((3, 9, 0));
    }

    [Fact]
    public async Task Whoever_is_named_takes_a_place_of_the_block_though_the_house_is_full()
    {
        var a = await service.AddPool(3);
        var group = (await Keep(3, a)).GetProperty("id").GetGuid();
        (await service.Story(await service.Send([a]))).ShouldBe("rejected/no-capacity");

        var named = await Name(group, a);

        (await service.Story(named)).ShouldBe("received/held");
        (await service.Counts(a)).Held.ShouldBe(3);
        var shown = (await service.Ask(HttpMethod.Get, "/groups", Caseworker)).Body.GetProperty("items").EnumerateArray().Single(g => g.GetProperty("id").GetGuid() == group);
        shown.GetProperty("left").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_block_gives_no_more_than_it_has()
    {
        var a = await service.AddPool(2);
        var group = (await Keep(2, a)).GetProperty("id").GetGuid();

        var stories = new List<string>();
        for (var i = 0; i < 3; i++) stories.Add(await service.Story(await Name(group, a)));

        stories.ShouldBe(["received/held", "received/held", "rejected/no-capacity"]);
    }

    [Fact]
    public async Task Anothers_block_gives_nobody_a_place()
    {
        var a = await service.AddPool(2);
        var group = (await Keep(2, a)).GetProperty("id").GetGuid();
        var request = service.Request([a.Pool]) with { GroupId = group, Referrer = new Party(Guid.NewGuid(), "Others") };

        await service.Deliver(request);

        (await service.Story(request.ReferralId)).ShouldBe("rejected/no-capacity");
    }

    [Fact]
    public async Task What_nobody_was_named_for_is_free_a_day_after_the_hour_of_arrival()
    {
        var a = await service.AddPool(5);
        var group = (await Keep(5, a)).GetProperty("id").GetGuid();
        var named = await Name(group, a);
        (await service.Act(a, named, "accept")).ShouldBeOk();

        await service.Pass(TimeSpan.FromHours(5));
        (await service.Counts(a)).Held.ShouldBe(5);
        (await service.Act(a, named, "extend", new { until = service.Now.AddDays(20) })).ShouldBeOk();
        await service.Pass(TimeSpan.FromHours(25));

        (await service.Counts(a)).Held.ShouldBe(1, "who was named stays");
        await service.ActOnDue();
        (await service.Counts(a)).Held.ShouldBe(1, "once");
    }

    [Fact]
    public async Task Given_back_the_rest_goes_to_who_waits()
    {
        var a = await service.AddPool(2);
        var group = (await Keep(2, a)).GetProperty("id").GetGuid();
        var waits = await service.Send([a], waitlist: true);

        (await service.Ask(HttpMethod.Delete, $"/groups/{group}", Caseworker)).Status.ShouldBe(204);

        (await service.Story(waits)).ShouldEndWith("received/held");
        (await service.Counts(a)).ShouldBe((0, 1, 0));
    }

    [Fact]
    public async Task The_house_sees_who_is_expected_and_can_say_that_it_cannot()
    {
        var (a, other) = (await service.AddPool(4), await service.AddPool(4));
        await Keep(4, a);
        var expected = (await service.Ask(HttpMethod.Get, "/groups/expected", TestTokens.Provider(a.Organisation))).ShouldBeOk().Body.GetProperty("items").EnumerateArray().Single();
        (expected.GetProperty("left").GetInt32(), expected.GetProperty("referrer").GetProperty("name").GetString()).ShouldBe((4, TestTokens.NameOf(_referrer)));

        var end = $"/groups/expected/{expected.GetProperty("blockId").GetGuid()}/end";
        (await service.Ask(HttpMethod.Post, end, TestTokens.Provider(other.Organisation))).Status.ShouldBe(404);
        (await service.Ask(HttpMethod.Post, end, TestTokens.Provider(a.Organisation))).Status.ShouldBe(204);

        (await service.Counts(a)).Held.ShouldBe(0);
    }

    [Fact]
    public async Task Where_nothing_is_free_nothing_is_kept()
    {
        var a = await service.AddPool(1, occupied: 1);

        (await Ask(2, a)).Status.ShouldBe(409);
        (await service.Ask(HttpMethod.Get, "/groups/expected", TestTokens.Provider(a.Organisation))).Body.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task One_partner_keeps_no_more_for_groups_than_its_share_however_many_it_asks_for_at_once()
    {
        var (a, caseworker) = (await service.AddPool(90), TestTokens.For(Guid.NewGuid(), Roles.Caseworker));
        Task<Answer> Ask(string token, int places) =>
            service.Ask(HttpMethod.Post, "/groups", token, new { places, pools = new[] { a.Pool }, arrivesAt = service.Now.AddHours(5) });

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Ask(caseworker, 12)));

        answers.Select(answer => answer.Status).Order().ShouldBe([201, 201, 429, 429, 429, 429]);
        answers.First(answer => answer.Status == 429).Body.GetProperty("kept").GetProperty("group").GetInt32().ShouldBe(24);
        (await service.Counts(a)).Held.ShouldBe(24);
        (await Ask(TestTokens.For(Guid.NewGuid(), Roles.Caseworker), 12)).Status.ShouldBe(201, "it is each partner's own share");
    }

    [Fact]
    public async Task Nobody_keeps_places_for_a_group_of_next_month()
    {
        var a = await service.AddPool(5);

        (await service.Ask(HttpMethod.Post, "/groups", Caseworker, new { places = 2, pools = new[] { a.Pool }, arrivesAt = service.Now.AddDays(15) })).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("suspended", "suspended")]
    [InlineData("overbooked", "overbooked")]
    [InlineData("closed", "closed")]
    [InlineData("closed until after they come", "closed")]
    [InlineData("open again when they come", "")]
    public async Task Whoever_expects_a_group_sees_that_a_house_may_not_be_able_to_take_it(string house, string warning)
    {
        var (a, b) = (await service.AddPool(3), await service.AddPool(3));
        var group = (await Keep(6, a, b)).GetProperty("id").GetGuid();
        Task<Answer> Close(DateTimeOffset? until) =>
            service.Ask(HttpMethod.Put, $"/pools/{a.Pool}/closure", TestTokens.Provider(a.Organisation), new { reason = "repairs", until });

        if (house == "suspended") (await service.Ask(HttpMethod.Post, $"/sites/{a.Site}/suspend", TestTokens.For(Guid.NewGuid(), Roles.Coordinator))).Status.ShouldBe(204);
        else (await (house == "overbooked" ? service.Publish(a, 3, 2, overbooked: true) : Close(house == "closed" ? null : service.Now.AddHours(house.StartsWith("open", StringComparison.Ordinal) ? 4 : 6)))).ShouldBeOk();

        var shown = (await service.Ask(HttpMethod.Get, "/groups", Caseworker)).Body.GetProperty("items").EnumerateArray().Single(g => g.GetProperty("id").GetGuid() == group);
        shown.GetProperty("blocks").EnumerateArray().ToDictionary(block => block.GetProperty("poolId").GetGuid(), block => block.GetProperty("warning").ToString())
            .ShouldBe(new Dictionary<Guid, string> { [a.Pool] = warning, [b.Pool] = "" }, ignoreOrder: true);
    }

    private async Task<JsonElement> Keep(int places, params House[] houses)
    {
        var answer = await Ask(places, houses);
        answer.Status.ShouldBe(201, answer.Body.ToString());
        return answer.Body;
    }

    private Task<Answer> Ask(int places, params House[] houses) =>
        service.Ask(HttpMethod.Post, "/groups", Caseworker, new { places, pools = houses.Select(h => h.Pool), arrivesAt = service.Now.AddHours(5) });

    private async Task<Guid> Name(Guid group, House house)
    {
        var request = service.Request([house.Pool]) with { GroupId = group, Referrer = new Party(_referrer, "Ours") };
        await service.Deliver(request);
        return request.ReferralId;
    }
}
