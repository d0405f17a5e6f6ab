using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Tests;

/// <summary>A group over the border: houses are asked to keep places before anybody of it is known.</summary>
[Collection(nameof(Shelters))]
[Trait("Attack", "yes")]
public sealed class GroupTests(Shelters service)
{
    private readonly Guid _referrer = Guid.NewGuid();

    [Fact]
    public async Task Each_house_keeps_what_it_is_asked_for_or_what_it_has()
    {
        var (a, b, full) = (
            await service.AddPool(4, occupied: 1),
            await service.AddPool(10),
            await service.AddPool(1, occupied: 1)
        );

        var group = await Ask((a, 5), (b, 7), (full, 2));

        ((await service.Counts(a)).Held, (await service.Counts(b)).Held, (await service.Counts(full)).Held).ShouldBe(
            (3, 7, 0)
        );
        (await Last(group))
            .Select(reservation =>
                (reservation.PoolId, reservation.Status, reservation.Reason, reservation.Places, reservation.Left)
            )
            .ShouldBe(
                [
                    (a.Pool, "asked", null, 3, 3),
                    (b.Pool, "asked", null, 7, 7),
                    (full.Pool, "refused", "no-capacity", 0, 0),
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task A_house_that_nobody_knows_refuses()
    {
        var group = await Ask((new House(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()), 2));

        (await Last(group)).Single().Status.ShouldBe("refused");
    }

    [Fact]
    public async Task Who_waits_in_a_house_comes_before_a_group()
    {
        var a = await service.AddPool(2, occupied: 2);
        await service.Send([a], waitlist: true);
        (await service.Publish(a, 2, 1)).ShouldBeOk();

        await Ask((a, 2));

        (await service.Counts(a)).ShouldBe((1, 1, 0), "hers, none of the group's");
    }

    [Theory]
    [InlineData("emergency", 0.5)]
    [InlineData("urgent", 72)]
    [InlineData("normal", 72)]
    public async Task A_house_that_does_not_answer_in_time_keeps_nothing(string urgency, double hours)
    {
        var a = await service.AddPool(4);
        var group = await Ask(urgency, service.Now.AddDays(10), (a, 4));

        await service.Pass(TimeSpan.FromHours(hours) - TimeSpan.FromMinutes(1));
        (await service.Counts(a)).Held.ShouldBe(4);
        await service.Pass(TimeSpan.FromMinutes(2));

        (await service.Counts(a)).Held.ShouldBe(0);
        var told = (await Last(group)).Single();
        (told.Status, told.Reason, told.By).ShouldBe(("refused", "no-response", "clock"));
    }

    [Fact]
    public async Task What_a_house_agreed_to_is_kept_until_a_day_after_the_hour_of_arrival()
    {
        var a = await service.AddPool(5);
        var group = await Ask("emergency", service.Now.AddHours(5), (a, 5));
        await Answer(a, await Block(a), "accept");
        var named = await Name(group, a);
        (await service.Act(a, named, "accept")).ShouldBeOk();

        await service.Pass(TimeSpan.FromHours(5));
        (await service.Counts(a)).Held.ShouldBe(5);
        (await service.Act(a, named, "extend", new { until = service.Now.AddDays(20) })).ShouldBeOk();
        await service.Pass(TimeSpan.FromHours(25));

        (await service.Counts(a)).Held.ShouldBe(1, "who was named stays");
        await service.ActOnDue();
        (await service.Counts(a)).Held.ShouldBe(1, "once");
        (await Last(group)).Single().Status.ShouldBe("ended");
    }

    [Fact]
    public async Task Whoever_is_named_takes_a_place_of_the_block_though_the_house_is_full()
    {
        var a = await service.AddPool(3);
        var group = await Ask((a, 3));
        (await service.Story(await service.Send([a]))).ShouldBe("rejected/no-capacity");

        var named = await Name(group, a);

        (await service.Story(named)).ShouldBe("received/held");
        (await service.Counts(a)).Held.ShouldBe(3);
        (await Last(group)).Single().Left.ShouldBe(2);
    }

    [Fact]
    public async Task A_block_gives_no_more_than_it_has_and_tells_what_is_left_all_the_same()
    {
        var a = await service.AddPool(2);
        var group = await Ask((a, 2));

        var stories = new List<string>();
        for (var i = 0; i < 3; i++)
            stories.Add(await service.Story(await Name(group, a)));

        stories.ShouldBe(["received/held", "received/held", "rejected/no-capacity"]);
        (await Told(group))
            .Select(reservation => (reservation.Version, reservation.Left))
            .ShouldBe([(1, 2), (2, 1), (3, 0), (4, 0)]);
    }

    [Fact]
    public async Task Who_was_named_and_withdrawn_at_once_leaves_no_place_uncounted()
    {
        var a = await service.AddPool(2);
        var group = await Ask((a, 2));
        var request = service.Request([a.Pool]) with { GroupId = group, Referrer = new Party(_referrer, "Ours") };

        await service.Withdraw(request.ReferralId);
        await service.Deliver(request);

        (await Told(group)).Select(reservation => (reservation.Version, reservation.Left)).ShouldBe([(1, 2), (2, 2)]);
    }

    [Fact]
    public async Task A_place_taken_of_the_second_houses_block_is_told()
    {
        var (a, b) = (await service.AddPool(2), await service.AddPool(2));
        var group = await Ask((a, 2), (b, 2));
        var request = service.Request([a.Pool, b.Pool]) with
        {
            GroupId = group,
            Referrer = new Party(_referrer, "Ours"),
        };
        await service.Deliver(request);

        (await service.Act(a, request.ReferralId, "reject", new { reason = "staff" })).ShouldBeOk();

        (await service.Story(request.ReferralId)).ShouldEndWith("received/held");
        (await Last(group))
            .Select(reservation => (reservation.PoolId, reservation.Left))
            .ShouldBe([(a.Pool, 1), (b.Pool, 1)], ignoreOrder: true);
    }

    [Fact]
    public async Task A_pool_that_keeps_places_for_a_group_is_not_removed_and_its_count_says_for_whom()
    {
        var a = await service.AddPool(3);
        await Ask((a, 3));
        var provider = TestTokens.Provider(a.Organisation);

        (await service.Ask(HttpMethod.Delete, $"/pools/{a.Pool}", provider)).Status.ShouldBe(409);
        var refused = await service.Publish(a, 2, 0);

        refused.Status.ShouldBe(409);
        var reservation = refused.Body.GetProperty("groups").EnumerateArray().Single();
        (
            reservation.GetProperty("reservationId").GetGuid(),
            reservation.GetProperty("left").GetInt32(),
            reservation.GetProperty("referrer").GetString()
        ).ShouldBe((await Block(a), 3, "Ours"));
        await Answer(a, await Block(a), "refuse", new { reason = "closed" });
        (await service.Ask(HttpMethod.Delete, $"/pools/{a.Pool}", provider)).Status.ShouldBe(204);
    }

    [Fact]
    public async Task Anothers_block_gives_nobody_a_place()
    {
        var a = await service.AddPool(2);
        var group = await Ask((a, 2));
        var request = service.Request([a.Pool]) with
        {
            GroupId = group,
            Referrer = new Party(Guid.NewGuid(), "Others"),
        };

        await service.Deliver(request);

        (await service.Story(request.ReferralId)).ShouldBe("rejected/no-capacity");
    }

    [Fact]
    public async Task Given_back_the_rest_goes_to_who_waits()
    {
        var a = await service.AddPool(2);
        var request = Request("urgent", service.Now.AddHours(5), (a, 2));
        await service.Deliver(request);
        var waits = await service.Send([a], waitlist: true);

        await service.Deliver(request with { GivenBack = true });

        (await service.Story(waits)).ShouldEndWith("received/held");
        (await service.Counts(a)).ShouldBe((0, 1, 0));
        (await Last(request.GroupId)).Single().Status.ShouldBe("ended");
    }

    [Fact]
    public async Task Given_back_before_it_was_asked_for_nothing_is_kept()
    {
        var a = await service.AddPool(2);
        var request = Request("urgent", service.Now.AddHours(5), (a, 2));

        await service.Deliver(request with { GivenBack = true });
        await service.Deliver(request);

        (await service.Counts(a)).Held.ShouldBe(0);
        (await Last(request.GroupId)).Single().Status.ShouldBe("ended");
    }

    [Fact]
    public async Task The_house_sees_who_is_expected_keeps_them_and_can_say_that_it_cannot_after_all()
    {
        var (a, other) = (await service.AddPool(4), await service.AddPool(4));
        var group = await Ask((a, 4));
        var expected = (await Expected(a)).Single();
        (
            expected.GetProperty("left").GetInt32(),
            expected.GetProperty("status").GetString(),
            expected.GetProperty("referrer").GetProperty("name").GetString()
        ).ShouldBe((4, "asked", "Ours"));
        expected.GetProperty("members").ToString().ShouldBe("""[{"sex":"female","ageBand":"25-59","count":4}]""");
        var reservation = expected.GetProperty("reservationId").GetGuid();

        (
            await service.Ask(
                HttpMethod.Post,
                $"/groups/expected/{reservation}/accept",
                TestTokens.Provider(other.Organisation)
            )
        ).Status.ShouldBe(404);
        await Answer(a, reservation, "accept");
        (await Last(group)).Single().Status.ShouldBe("kept");
        var again = await service.Ask(
            HttpMethod.Post,
            $"/groups/expected/{reservation}/accept",
            TestTokens.Provider(a.Organisation)
        );
        again.Status.ShouldBe(409);
        again.Actions.ShouldBe(["refuse"]);
        await Answer(a, reservation, "refuse", new { reason = "staff" });

        (await service.Counts(a)).Held.ShouldBe(0);
        var told = (await Last(group)).Single();
        (told.Status, told.Reason).ShouldBe(("refused", "staff"));
        (await Expected(a)).ShouldBeEmpty();
    }

    private Task<Guid> Ask(params (House House, int Count)[] houses) => Ask("urgent", service.Now.AddHours(5), houses);

    private async Task<Guid> Ask(string urgency, DateTimeOffset arrivesAt, params (House House, int Count)[] houses)
    {
        var request = Request(urgency, arrivesAt, houses);
        await service.Deliver(request);
        return request.GroupId;
    }

    private GroupRequested Request(
        string urgency,
        DateTimeOffset arrivesAt,
        params (House House, int Count)[] houses
    ) =>
        new(
            Guid.NewGuid(),
            "shelter",
            urgency,
            new Party(_referrer, "Ours"),
            "caseworker-1",
            arrivesAt,
            [
                .. houses.Select(one => new GroupReservationAsked(
                    Guid.NewGuid(),
                    one.House.Pool,
                    [new("female", "25-59", one.Count)]
                )),
            ],
            false,
            service.Now
        );

    private async Task<System.Text.Json.JsonElement[]> Expected(House house) =>
        [
            .. (await service.Ask(HttpMethod.Get, "/groups/expected", TestTokens.Provider(house.Organisation)))
                .ShouldBeOk()
                .Body.GetProperty("items")
                .EnumerateArray(),
        ];

    private async Task<Guid> Block(House house) =>
        (await Expected(house)).Single().GetProperty("reservationId").GetGuid();

    private async Task Answer(House house, Guid reservation, string answer, object? body = null) =>
        (
            await service.Ask(
                HttpMethod.Post,
                $"/groups/expected/{reservation}/{answer}",
                TestTokens.Provider(house.Organisation),
                body
            )
        ).Status.ShouldBe(204);

    private async Task<List<GroupReservationChanged>> Told(Guid group) =>
        [.. (await service.Published<GroupReservationChanged>(group)).OrderBy(reservation => reservation.Version)];

    private async Task<List<GroupReservationChanged>> Last(Guid group) =>
        [.. (await Told(group)).GroupBy(reservation => reservation.ReservationId).Select(all => all.Last())];

    private async Task<Guid> Name(Guid group, House house)
    {
        var request = service.Request([house.Pool]) with { GroupId = group, Referrer = new Party(_referrer, "Ours") };
        await service.Deliver(request);
        return request.ReferralId;
    }
}
