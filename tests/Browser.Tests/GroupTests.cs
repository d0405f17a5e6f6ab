namespace ReferralNetwork.Browser.Tests;

/// <summary>A group over the border: places are kept before anybody is known, and one after the other is
/// named.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class GroupTests(BrowserNetwork network)
{
    [Theory]
    [InlineData("phone", "km", Explicit = true)]
    [InlineData("desktop", "en")]
    public async Task A_house_is_asked_keeps_the_places_and_one_of_the_group_is_named(string width, string language)
    {
        var house = await network.AddPool(Kinds.Shelter, 3, $"For a group by name {language}");
        await using var caseworker = await network.Person("ngo-1", Screen.Of(width, language));
        await using var desk = await network.Person("shelter-1", Screen.Of(width, language));
        await Expects(caseworker);
        await caseworker.Press("Choose");
        await OnlyIn(caseworker, house);
        await caseworker.Press("Ask");
        await caseworker.Sees("told.saved");
        await caseworker.Shot("groups");

        await desk.Page.GotoAsync("/desk");
        var asked = desk.Page.Locator("li.card:has(button[formaction*='handler=KeepReservation'])").Last;
        await desk.Shot("desk-group");
        await asked.Locator("button[formaction*='handler=KeepReservation']").ClickAsync();
        await desk.Sees("told.saved");

        await Eventually.IsSo(
            async () =>
            {
                await caseworker.Page.GotoAsync("/groups");
                return await caseworker.Page.Locator($"form:has(input[value='{house}']) .tag.good").CountAsync() == 1;
            },
            "the house's answer is seen"
        );
        await caseworker
            .Page.Locator($"form:has(input[value='{house}']) button[formaction*='handler=Name']")
            .ClickAsync();
        await caseworker.Choose("Sex", "female");
        await caseworker.Page.FillAsync("#Age", "30");
        await caseworker.Page.ClickAsync("button[name=Urgency][value=emergency]");
        await caseworker.Page.Reaches(url => url.Contains("/find/"));
        await caseworker.Page.ClickAsync("main a.button[href$='/agree']");
        await caseworker.Sends();
        await caseworker.Sees("business.held");

        await caseworker.Page.GotoAsync("/groups");
        var left = caseworker
            .Screen.Say("groups.left")
            .Replace("{0}", language == "km" ? "១" : "1", StringComparison.Ordinal);
        await caseworker.Reads(left);
        await caseworker
            .Page.Locator($"li:has(input[value='{house}'])")
            .Locator("button[formaction*='handler=GiveBack']")
            .ClickAsync();
        await caseworker.Sees("told.saved");
        (await caseworker.Page.Locator($"input[value='{house}']").CountAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("phone", "km")]
    [InlineData("desktop", "en", Explicit = true)]
    public async Task Which_houses_would_be_asked_is_seen_first_and_changed_by_hand(string width, string language)
    {
        var far = await network.AddPool(Kinds.Shelter, 2, $"For a group {language}");
        await using var caseworker = await network.Person("ngo-2", Screen.Of(width, language));
        await Expects(caseworker);
        await caseworker.Press("Choose");
        await OnlyIn(caseworker, far);
        await caseworker.Page.FillAsync("#Count", "1");
        await caseworker.Press("Ask");
        await caseworker.Sees("groups.fault.count");
        await caseworker.Page.FillAsync("#Count", "3");
        await caseworker.Press("Choose");
        await OnlyIn(caseworker, far);
        await caseworker.Press("Choose");
        await caseworker.Reads(caseworker.Screen.Say("groups.unplaced").Split("{0}")[0].Trim());
        await caseworker.Page.FillAsync("#Count", "2");
        await caseworker.Shot("groups-choose");
        await caseworker.Press("Ask");

        await caseworker.Sees("told.saved");
        (await network.Get("ngo-2", "/api/referrals/groups"))["items"]!.AsArray().Last()!["reservations"]!
            .AsArray()
            .Select(block => (Guid)block!["poolId"]!)
            .ShouldBe([far]);
        await caseworker
            .Page.Locator($"li:has(input[value='{far}'])")
            .Locator("button[formaction*='handler=GiveBack']")
            .ClickAsync();
        await caseworker.Sees("told.saved");
    }

    [Fact]
    public async Task A_family_is_held_together_and_its_house_sees_how_many()
    {
        var pool = await network.AddPool(Kinds.Shelter, 3, "For a family");
        await using var caseworker = await network.Person("ngo-1", Screen.Phone("en"));
        await using var desk = await network.Person("shelter-1", Screen.Phone("en"));
        await caseworker.Page.GotoAsync("/find");
        await caseworker.Choose("Kind", "shelter");
        await caseworker.Choose("Sex", "female");
        await caseworker.Page.FillAsync("#Age", "30");
        await caseworker.Unfold("#Together");
        await caseworker.Page.FillAsync("#Together", "3");
        await caseworker.Page.ClickAsync("button[name=Urgency][value=emergency]");
        await caseworker.Asks(pool);
        var id = await caseworker.Sends();
        await caseworker.Sees("business.held");
        await caseworker.Reads("3 places together");

        await desk.Page.GotoAsync($"/desk/shelter/{network.Attempt(id)}");

        await desk.Reads("3 places together");
        ((int)(await network.Get("shelter-1", $"/api/shelters/pools/{pool}"))["capacity"]!["available"]!).ShouldBe(0);
    }

    /// <summary>Two women of 25 to 59 are on their way.</summary>
    private static async Task Expects(Person caseworker)
    {
        await caseworker.Page.GotoAsync("/groups");
        await caseworker.Page.FillAsync("#Count", "2");
        await caseworker.Page.SelectOptionAsync("#Sex", "female");
        await caseworker.Page.SelectOptionAsync("#Band", "25-59");
    }

    private static async Task OnlyIn(Person caseworker, Guid house)
    {
        foreach (var box in await caseworker.Page.Locator("input[name='Houses']:checked").AllAsync())
            if (await box.GetAttributeAsync("value") != $"{house}")
                await box.UncheckAsync();
        await caseworker.Choose("Houses", $"{house}");
    }
}
