namespace ReferralNetwork.Browser.Tests;

/// <summary>A group over the border: places are kept before anybody is known, and one after the other is named.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class GroupTests(BrowserNetwork network)
{
    [Theory]
    [InlineData("phone", "km", Explicit = true)]
    [InlineData("desktop", "en")]
    public async Task Places_are_kept_for_a_group_and_one_of_it_is_named(string width, string language)
    {
        await using var caseworker = await network.Person("ngo-1", Screen.Of(width, language));
        await Expects(caseworker);
        await caseworker.Press("Keep");
        await caseworker.Sees("told.saved");
        await caseworker.Shot("groups");

        await caseworker.Press("Name");
        await caseworker.Choose("Sex", "female");
        await caseworker.Page.FillAsync("#Age", "30");
        await caseworker.Page.ClickAsync("button[name=Urgency][value=emergency]");
        await caseworker.Page.Reaches(url => url.Contains("/find/"));
        await caseworker.Page.ClickAsync("main a.button[href$='/agree']");
        await caseworker.Sends();
        await caseworker.Sees("business.held");

        await caseworker.Page.GotoAsync("/groups");
        var left = caseworker.Screen.Say("groups.left").Replace("{0}", language == "km" ? "១" : "1", StringComparison.Ordinal);
        await caseworker.Reads(left);
        await caseworker.Press("GiveBack");
        await caseworker.Sees("told.saved");
        (await caseworker.Button("GiveBack").CountAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("phone", "km")]
    [InlineData("desktop", "en", Explicit = true)]
    public async Task The_houses_of_a_group_can_be_chosen_by_hand(string width, string language)
    {
        var far = await network.AddPool(Kinds.Shelter, 2, $"For a group {language}");
        await using var caseworker = await network.Person("ngo-2", Screen.Of(width, language));
        await Expects(caseworker);
        await caseworker.Press("Choose");
        await caseworker.Choose("Houses", $"{far}");
        await caseworker.Page.FillAsync("#Count", "1");
        await caseworker.Press("Keep");
        await caseworker.Sees("groups.fault.count");
        (await caseworker.Page.IsCheckedAsync($"input[name=Houses][value='{far}']")).ShouldBeTrue("what was chosen stays");
        await caseworker.Page.FillAsync("#Count", "2");
        await caseworker.Shot("groups-choose");
        await caseworker.Press("Keep");

        await caseworker.Sees("told.saved");
        (await network.Get("ngo-2", "/api/shelters/groups"))["items"]!.AsArray().Last()!["blocks"]!.AsArray().Select(block => (Guid)block!["poolId"]!).ShouldBe([far]);
        await caseworker.Page.Locator($"li:has(input[value='{far}'])").Locator("button[formaction*='handler=GiveBack']").ClickAsync();
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

        await desk.Page.GotoAsync($"/desk/shelter/{id}");

        await desk.Reads("3 places together");
        ((int)(await network.Get("shelter-1", $"/api/shelters/pools/{pool}"))["capacity"]!["available"]!).ShouldBe(0);
    }

    /// <summary>Two women of 30 are on their way.</summary>
    private static async Task Expects(Person caseworker)
    {
        await caseworker.Page.GotoAsync("/groups");
        await caseworker.Page.FillAsync("#Count", "2");
        await caseworker.Choose("Sex", "female");
        await caseworker.Page.FillAsync("#Age", "30");
    }
}
