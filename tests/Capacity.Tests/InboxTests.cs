using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Tests;

[Collection(nameof(Shelters))]
public sealed class InboxTests(Shelters service)
{
    [Fact]
    public async Task An_item_shows_enough_to_answer_and_no_more()
    {
        var a = await service.AddPool(1);
        var survivor = new Survivor(
            "female",
            16,
            true,
            ["km", "vi"],
            ["trafficking-sexual", "medical", "hiv", "legal"],
            1,
            [new("male", 4)],
            ["deaf"]
        );
        var request = service.Request([a.Pool], survivor: survivor);
        await service.Deliver(request);

        var item = (await service.InboxItem(a, request.ReferralId)).ShouldBeOk();

        var shown = item.Body.GetProperty("survivor");
        shown.GetProperty("ageBand").GetString().ShouldBe("15-17");
        shown.GetProperty("support").EnumerateArray().Select(n => n.GetString()).ShouldBe(["medical", "legal"]);
        shown
            .GetProperty("children")
            .EnumerateArray()
            .ShouldHaveSingleItem()
            .GetProperty("ageBand")
            .GetString()
            .ShouldBe("3-5");
        var members = shown.EnumerateObject().Select(m => m.Name).ToList();
        members.ShouldBe(
            [
                "sex",
                "ageBand",
                "ageEstimated",
                "languages",
                "support",
                "fits",
                "withChildren",
                "children",
                "access",
                "siblings",
            ],
            ignoreOrder: true
        );
        var text = item.Body.ToString();
        foreach (var sealedWord in new[] { "hiv", "trafficking", "\"age\"" })
            text.ShouldNotContain(sealedWord);
        item.Body.GetProperty("referrer").GetProperty("name").GetString().ShouldBe(Given.Referrer.Name);
        (item.Text("status"), item.Text("urgency"), item.Text("poolId")).ShouldBe(
            ("received", "urgent", a.Pool.ToString())
        );
        item.Actions.ShouldBe(["accept", "reject", "waitlist"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(new[] { "trafficking", "hiv" }, true)]
    [InlineData(new[] { "family-violence" }, false)]
    public async Task Needs_that_are_not_shown_are_matched_and_shown_as_fits(string[] served, bool fits)
    {
        var a = await service.AddPool(1, eligibility: new Eligibility(Sexes: ["female"], MaxAge: 17, Needs: served));
        var referral = await service.Send([a]);

        var item = await service.InboxItem(a, referral);

        item.Body.GetProperty("survivor").GetProperty("fits").GetBoolean().ShouldBe(fits);
    }

    [Fact]
    public async Task Who_may_be_a_child_is_told_as_one()
    {
        var a = await service.AddPool(1);
        var request = service.Request([a.Pool], survivor: Given.Survivor with { Age = 18, AgeEstimated = true });
        await service.Deliver(request);

        var shown = (await service.InboxItem(a, request.ReferralId)).ShouldBeOk().Body.GetProperty("survivor");

        (shown.GetProperty("ageBand").GetString(), shown.GetProperty("ageEstimated").GetBoolean()).ShouldBe(
            ("15-17", true)
        );
    }

    [Fact]
    public async Task Another_house_finds_nothing_and_can_do_nothing()
    {
        var (a, other) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a]);

        (await service.InboxItem(other, referral)).Status.ShouldBe(404);
        foreach (
            var action in new[]
            {
                "accept",
                "reject",
                "waitlist",
                "schedule",
                "arrive",
                "no-show",
                "cancel",
                "complete",
                "end-early",
                "extend",
            }
        )
            (await service.Act(other, referral, action)).Status.ShouldBe(404, action);
        (
            await service.Ask(
                HttpMethod.Put,
                $"/pools/{a.Pool}/capacity",
                TestTokens.Provider(other.Organisation),
                new { maximum = 9, occupied = 0 },
                "*"
            )
        ).Status.ShouldBe(404);
        (await service.Confirm(a with { Organisation = other.Organisation })).Status.ShouldBe(404);
        (await service.Story(referral)).ShouldBe("received/held");
    }

    [Fact]
    public async Task The_list_has_the_houses_own_in_the_state_asked_for()
    {
        var (a, other) = (await service.AddPool(1), await service.AddPool(1));
        var (held, waiting) = (await service.Send([a]), await service.Send([a], waitlist: true));
        await service.Send([other]);
        var token = TestTokens.Provider(a.Organisation);

        var received = await service.Ask(HttpMethod.Get, "/inbox?status=received", token);
        var onHold = await service.Ask(HttpMethod.Get, "/inbox?status=on-hold", token);

        received.Body.GetProperty("items").EnumerateArray().Select(i => service.ReferralOf(i)).ShouldBe([held]);
        onHold.Body.GetProperty("items").EnumerateArray().Select(i => service.ReferralOf(i)).ShouldBe([waiting]);
        (await service.Ask(HttpMethod.Get, "/inbox?status=unheard-of", token)).Status.ShouldBe(400);
    }

    [Fact]
    public async Task What_is_open_comes_by_what_is_due_first()
    {
        var beds = await service.AddPool(9);
        var room = await service.AddPool(9, access: "assessment-first", beside: beds);
        var living = await service.Send([beds]);
        foreach (var action in new[] { "accept", "arrive" })
            (await service.Act(beds, living, action)).ShouldBeOk();
        var refused = await service.Send([beds]);
        (await service.Act(beds, refused, "reject")).ShouldBeOk();
        var normal = await service.Send([beds], "normal");
        var expected = await service.Send([beds]);
        (await service.Act(beds, expected, "accept")).ShouldBeOk();
        var (urgent, assessed, emergency) = (
            await service.Send([beds]),
            await service.Send([room]),
            await service.Send([beds], "emergency")
        );
        var token = TestTokens.Provider(beds.Organisation);

        // Due in 30 minutes, in 24 hours, three in 72 hours, never.
        (await Ids("?open=true")).ShouldBe([emergency, urgent, expected, normal, assessed, living], ignoreOrder: true);
        (await Ids("?open=true"))[..2].ShouldBe([emergency, urgent]);
        (await Ids("?open=true"))[^1].ShouldBe(living);
        var due = (await Items("?open=true")).Select(Due).ToList();
        due.ShouldBe(due.OrderBy(at => at ?? DateTimeOffset.MaxValue));
        (await Ids("?open=true&limit=1")).ShouldBe([emergency]);
        (await Ids("?open=true&status=in-progress")).ShouldBe([living]);
        (await Ids("?open=false")).ShouldBe([refused]);
        (await service.Ask(HttpMethod.Get, "/inbox?open=true", token))
            .Body.GetProperty("more")
            .GetBoolean()
            .ShouldBeFalse();
        (await service.Ask(HttpMethod.Get, "/inbox?open=true&limit=1", token))
            .Body.GetProperty("more")
            .GetBoolean()
            .ShouldBeTrue();
        (await service.Ask(HttpMethod.Get, $"/inbox?open=true&cursor={living}", token)).Status.ShouldBe(400);

        async Task<List<System.Text.Json.JsonElement>> Items(string query) =>
            [
                .. (await service.Ask(HttpMethod.Get, $"/inbox{query}", token))
                    .ShouldBeOk()
                    .Body.GetProperty("items")
                    .EnumerateArray(),
            ];
        async Task<Guid[]> Ids(string query) => [.. (await Items(query)).Select(item => service.ReferralOf(item))];
        static DateTimeOffset? Due(System.Text.Json.JsonElement item) =>
            new[] { "heldUntil", "answerDueAt", "arrivalDueAt" }
                .Where(member => item.GetProperty(member).ValueKind != System.Text.Json.JsonValueKind.Null)
                .Select(member => (DateTimeOffset?)item.GetProperty(member).GetDateTimeOffset())
                .Min();
    }

    [Fact]
    public async Task An_item_names_its_pool_and_site_and_a_list_can_be_acted_on_by_its_etags()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);

        var listed = (await service.Ask(HttpMethod.Get, "/inbox?open=true", TestTokens.Provider(a.Organisation)))
            .Body.GetProperty("items")
            .EnumerateArray()
            .ShouldHaveSingleItem();
        var single = (await service.InboxItem(a, referral)).ShouldBeOk();

        listed.GetProperty("poolName").GetProperty("km").GetString().ShouldBe("គ្រែ");
        listed.GetProperty("siteName").GetProperty("en").GetString().ShouldBe("House");
        listed.ToString().ShouldBe(single.Body.ToString());
        listed.GetProperty("etag").GetString().ShouldBe(single.ETag);
        var accepted = (await service.Act(a, referral, "accept", ifMatch: single.ETag)).ShouldBeOk();
        (await service.Act(a, referral, "schedule", ifMatch: accepted.Text("etag"))).ShouldBeOk();
    }

    [Fact]
    public async Task An_organisations_pools_are_one_list_that_can_be_edited_as_it_stands()
    {
        var a = await service.AddPool(3, occupied: 1);
        service.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var b = await service.AddPool(2, beside: a);
        await service.AddPool(1);
        var token = TestTokens.Provider(a.Organisation);

        var first = (await service.Ask(HttpMethod.Get, "/pools?limit=1", token)).ShouldBeOk();
        var second = (
            await service.Ask(HttpMethod.Get, $"/pools?limit=1&cursor={first.Text("nextCursor")}", token)
        ).ShouldBeOk();

        var line = first.Body.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        line.GetProperty("siteId").GetGuid().ShouldBe(a.Site);
        line.GetProperty("siteName").GetProperty("en").GetString().ShouldBe("House");
        second
            .Body.GetProperty("items")
            .EnumerateArray()
            .ShouldHaveSingleItem()
            .GetProperty("id")
            .GetGuid()
            .ShouldBe(b.Pool);
        second.Body.GetProperty("nextCursor").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        var single = (await service.Ask(HttpMethod.Get, $"/pools/{a.Pool}", token)).ShouldBeOk();
        single.ETag.ShouldBe(line.GetProperty("etag").GetString());
        foreach (var member in single.Body.EnumerateObject())
            line.GetProperty(member.Name).ToString().ShouldBe(member.Value.ToString());
        (
            await service.Ask(
                HttpMethod.Put,
                $"/pools/{a.Pool}/capacity",
                token,
                new { maximum = 3, occupied = 2 },
                line.GetProperty("etag").GetString()
            )
        ).ShouldBeOk();
    }

    [Theory]
    [
        InlineData("reject", "reason"),
        InlineData("cancel", "reason"),
        InlineData("schedule", "at"),
        InlineData("complete", "outcome")
    ]
    [InlineData("end-early", "exit"), InlineData("extend", "until")]
    public async Task An_action_without_what_it_needs_names_the_field(string action, string field)
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);

        var refused = await service.Act(a, referral, action, new { });

        refused.Status.ShouldBe(400);
        refused.Body.GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue(refused.Body.ToString());
    }
}
