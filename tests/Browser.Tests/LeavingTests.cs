namespace ReferralNetwork.Browser.Tests;

/// <summary>When somebody comes in at the door.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class LeavingTests(BrowserNetwork network)
{
    [Theory]
    [InlineData("ngo-2", "/find", "button", "phone", "km")]
    [InlineData("ngo-2", "places", "escape", "desktop", "en")]
    [InlineData("ngo-2", "item", "button", "desktop", "km", Explicit = true)]
    [InlineData("shelter-2", "/desk", "escape", "phone", "en", Explicit = true)]
    public async Task The_way_out_leads_out_at_once_and_nothing_leads_back(
        string label,
        string where,
        string how,
        string width,
        string language
    )
    {
        await using var person = await network.SignedInNow(label, Screen.Of(width, language));
        var page = person.Page;
        if (where[0] == '/')
            await page.GotoAsync(where);
        else if (where == "places")
            await person.Searches(Kinds.Shelter);
        else
            await person.Holds(Kinds.Medical);
        var left = person.At;

        if (how == "button")
            await page.ClickAsync("[data-exit]");
        else
            for (var i = 0; i < 3; i++)
                await page.Keyboard.PressAsync("Escape");
        await page.ReachesEnd(network.Elsewhere);

        await page.GoBackAsync();
        (await page.Locator("#account").CountAsync()).ShouldBe(0, "nobody is signed in there");
        person.At.ShouldNotBe(left);
        await page.GotoAsync(left);
        person.At.ShouldBe("/connect/authorize");
    }

    [Fact]
    public async Task Once_or_twice_escape_leaves_nothing()
    {
        await using var person = await network.Person("ngo-1", Screen.Desktop("en"));
        await person.Page.GotoAsync("/find");
        await person.Stays();
        foreach (var key in new[] { "Escape", "Escape", "Tab", "Escape" })
            await person.Page.Keyboard.PressAsync(key);
        await person.HasNotReloaded();
        person.At.ShouldBe("/find");
    }

    [Fact]
    public async Task Signing_out_ends_the_session_for_every_tab()
    {
        await using var person = await network.SignedInNow("ngo-2", Screen.Phone("en"));
        var other = await person.Context.NewPageAsync();
        // Without news of its own: what it finds is what it asked for, and not where the news have led it.
        await other.RouteAsync("**/live", news => news.AbortAsync());
        await other.GotoAsync("/items");
        await person.Page.ClickAsync("form[action='/sign-out'] button");
        await person.Page.ReachesEnd("/signed-out");
        await other.GotoAsync("/items");
        new Uri(other.Url).AbsolutePath.ShouldBe("/connect/authorize");
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_led_to_the_page_that_was_asked_for()
    {
        await using var person = await network.Visitor(Screen.Phone("km"));
        await person.Page.GotoAsync("/items");
        person.At.ShouldBe("/connect/authorize");
        await person.SignIn(network.Account("ngo-2").UserName, "not the password");
        await person.Page.Locator("[role=alert]").WaitForAsync();
        await person.SignIn(network.Account("ngo-2").UserName, network.Account("ngo-2").Password);
        person.At.ShouldBe("/items");
    }
}
