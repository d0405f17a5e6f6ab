using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Tests;

public sealed class InboxTests(Shelters service) : IClassFixture<Shelters>
{
    [Fact]
    public async Task An_item_shows_enough_to_answer_and_no_more()
    {
        var a = await service.AddPool(1);
        var survivor = new Survivor("female", 16, true, ["km", "vi"], ["trafficking-sexual", "medical", "hiv", "legal"], 1, [new("male", 4)], ["deaf"]);
        var request = service.Request([a.Pool], survivor: survivor);
        await service.Deliver(request);

        var item = (await service.InboxItem(a, request.ReferralId)).ShouldBeOk();

        var shown = item.Body.GetProperty("survivor");
        shown.GetProperty("ageBand").GetString().ShouldBe("15-17");
        shown.GetProperty("support").EnumerateArray().Select(n => n.GetString()).ShouldBe(["medical", "legal"]);
        shown.GetProperty("children").EnumerateArray().ShouldHaveSingleItem().GetProperty("ageBand").GetString().ShouldBe("3-5");
        var members = shown.EnumerateObject().Select(m => m.Name).ToList();
        members.ShouldBe(["sex", "ageBand", "ageEstimated", "languages", "support", "fits", "withChildren", "children", "access"], ignoreOrder: true);
        var text = item.Body.ToString();
        foreach (var sealedWord in new[] { "hiv", "trafficking", "\"age\"" }) text.ShouldNotContain(sealedWord);
        item.Body.GetProperty("referrer").GetProperty("name").GetString().ShouldBe(Given.Referrer.Name);
        (item.Text("status"), item.Text("urgency"), item.Text("poolId")).ShouldBe(("received", "urgent", a.Pool.ToString()));
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
    public async Task Another_house_finds_nothing_and_can_do_nothing()
    {
        var (a, other) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([a]);

        (await service.InboxItem(other, referral)).Status.ShouldBe(404);
        foreach (var action in new[] { "accept", "reject", "waitlist", "schedule", "arrive", "no-show", "cancel", "complete", "end-early", "extend" })
            (await service.Act(other, referral, action)).Status.ShouldBe(404, action);
        (await service.Ask(HttpMethod.Put, $"/pools/{a.Pool}/capacity", TestTokens.Provider(other.Organisation), new { maximum = 9, occupied = 0 }, "*")).Status.ShouldBe(404);
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

        received.Body.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("referralId").GetGuid()).ShouldBe([held]);
        onHold.Body.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("referralId").GetGuid()).ShouldBe([waiting]);
        (await service.Ask(HttpMethod.Get, "/inbox?status=unheard-of", token)).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("reject", "reason"), InlineData("cancel", "reason"), InlineData("schedule", "at"), InlineData("complete", "outcome")]
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
