using System.Text.Json.Nodes;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Browser.Tests;

/// <summary>Somebody rings at night: placed within a minute by who has no hand for a mouse, called back, or told what
/// everybody may know.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class HotlineTests(BrowserNetwork network, ITestOutputHelper output)
{
    [Theory]
    [InlineData("phone", "km")]
    [InlineData("phone", "en", Explicit = true)]
    [InlineData("desktop", "km", Explicit = true)]
    [InlineData("desktop", "en", Explicit = true)]
    public async Task Somebody_on_the_line_is_placed_with_the_keyboard_alone(string width, string language)
    {
        await using var hotline = await network.Person("hotline", Screen.Of(width, language));
        var (page, keys, urls) = (hotline.Page, 0, hotline.Urls());
        async Task Press(string key, int times = 1)
        {
            for (keys += times; times > 0; times--)
                await page.Keyboard.PressAsync(key);
        }

        await page.GotoAsync("/hotline");
        await HasFocus(page, "input[name=Safe][value=yes]");
        await hotline.Shot("hotline");
        await Press("Space");
        keys += await ByHandTests.TabTo(page, "input[name=Sex]");
        await Press("Space");
        keys += await ByHandTests.TabTo(page, "#Age");
        foreach (var digit in "24")
            await Press($"{digit}");
        keys += await ByHandTests.TabTo(page, "#Province");
        await Press("ArrowDown");
        await hotline.Shot("hotline-answers");
        keys += await ByHandTests.TabTo(page, "button[formaction*='handler=Talk']");
        await Press("Enter");
        await page.Reaches(url => url.Contains("/find/"));

        await HasFocus(page, "li:first-child button[formaction*='handler=Ask']");
        await hotline.Shot("hotline-places");
        await Press("Enter");
        await page.ReachesEnd("/agree");

        await HasFocus(page, ".consent p:first-child");
        await Assertions.Expect(page.Locator(".consent p").First).ToBeInViewportAsync();
        await hotline.Shot("hotline-agree");
        // Reading the consent and what is asked with it is outside every goal.
        foreach (var asked in new[] { "LimitsExplained", "Alone" })
        {
            await ByHandTests.TabTo(page, $"input[name={asked}]");
            await page.Keyboard.PressAsync("Space");
        }
        keys += await ByHandTests.TabTo(page, "input[name=How]");
        await Press("Space");
        await Press("Enter");
        await page.Reaches(url => url.Contains("/items/"));
        await hotline.Sees("business.held");
        await Assertions.Expect(hotline.Main.Locator("section a[href^='tel:']").First).ToBeVisibleAsync();
        await hotline.Shot("hotline-held");

        output.WriteLine($"{keys} keys from the first question to a held place");
        keys.ShouldBeLessThanOrEqualTo(16);
        foreach (var url in urls.Where(url => url.StartsWith(network.Address.ToString(), StringComparison.Ordinal)))
            new Uri(url).Query.ShouldMatch(@"\A(\?handler=(Talk|Ask)|\?from=[0-9]+)?\z");
        using var free = await network
            .Client("hotline")
            .PostAsync(
                $"/api/referrals/{hotline.At.Split('/')[^1]}/actions/withdraw",
                Body("""{ "reason": "found-elsewhere" }""")
            );
        free.IsSuccessStatusCode.ShouldBeTrue();
    }

    [Theory]
    [InlineData("phone", "km")]
    [InlineData("desktop", "en", Explicit = true)]
    public async Task A_third_party_is_told_what_everybody_may_know_and_counted(string width, string language)
    {
        await using var hotline = await network.Person("hotline", Screen.Of(width, language));
        var (page, referrals, counted) = (hotline.Page, await Referrals(), await Today("third-party"));
        await page.GotoAsync("/hotline");
        await HasFocus(page, "input[name=Safe]");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(hotline.Button("ThirdParty")).ToBeVisibleAsync();
        await Assertions.Expect(hotline.Button("Talk")).ToBeHiddenAsync();
        await hotline.Shot("hotline-third");
        await ByHandTests.TabTo(page, "button[formaction*='handler=ThirdParty']");
        await page.Keyboard.PressAsync("Enter");

        await hotline.Sees("hotline.public");
        await hotline.Shot("hotline-public");
        var said = await page.Locator("section:has(#public) li").AllInnerTextsAsync();
        said.ShouldNotBeEmpty();
        foreach (var place in await Places(hidden: true))
            said.ShouldAllBe(line =>
                !line.Contains(Telephone.Show((string)place["intakeContact"]!), StringComparison.Ordinal)
            );
        var open = await Places(hidden: false);
        open.ShouldContain(place =>
            said.Any(line => line.Contains(Telephone.Show((string)place["intakeContact"]!), StringComparison.Ordinal))
        );

        (await Today("third-party")).ShouldBe(counted + 1);
        (await Referrals()).ShouldBe(referrals);
        (await network.Get("hotline", "/api/calls?limit=1"))["items"]![0]!["number"].ShouldBeNull();
    }

    [Theory]
    [InlineData("phone", "km", Explicit = true)]
    [InlineData("desktop", "en")]
    public async Task A_number_to_call_back_is_shown_to_who_asks_and_destroyed_when_she_was_called(
        string width,
        string language
    )
    {
        const string number = "+855 00 777 321";
        await CallEverybodyBack();
        await using var hotline = await network.Person("hotline", Screen.Of(width, language));
        var (page, urls) = (hotline.Page, hotline.Urls());
        await page.GotoAsync("/hotline");
        await HasFocus(page, "input[name=Safe]");
        await page.Keyboard.PressAsync("ArrowDown");
        await ByHandTests.TabTo(page, "#Number");
        await page.Keyboard.TypeAsync("after eight");
        await page.Keyboard.PressAsync("Enter");
        await hotline.Sees("error.telephone");
        await HasFocus(page, "#Number");
        await page.Keyboard.PressAsync("ControlOrMeta+A");
        await page.Keyboard.TypeAsync(number);
        await hotline.Shot("hotline-dropped");
        await page.Keyboard.PressAsync("Enter");
        await hotline.Sees("told.saved");

        (await hotline.Main.InnerTextAsync()).ShouldNotContain(number);
        await hotline.Press("Show");
        await hotline.Reads(number);
        await hotline.Shot("hotline-back");
        await hotline.Press("CalledBack");
        await hotline.Sees("hotline.back.none");
        (await network.Get("hotline", "/api/calls?open=true"))["items"]!.AsArray().ShouldBeEmpty();
        urls.ShouldAllBe(url => !url.Contains("777", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("phone", "km")]
    [InlineData("desktop", "en", Explicit = true)]
    public async Task The_next_shift_reads_what_the_last_one_left_and_nobody_else_does(string width, string language)
    {
        var note = $"The clinic opens at seven {Guid.NewGuid():N}";
        await using var evening = await network.Person("hotline", Screen.Of(width, language));
        await using var night = await network.SignedInNow("hotline", Screen.Of(width, language));
        await using var stranger = await network.Person("ngo-1", Screen.Of(width, language));
        await evening.Page.GotoAsync("/hotline");
        await evening.Press("ShiftNote");
        await evening.Sees("error.needed");
        await evening.Page.FillAsync("#Note", note);
        await evening.Press("ShiftNote");
        await evening.Sees("told.saved");

        await night.Page.GotoAsync("/hotline");
        await Assertions.Expect(night.Page.Locator("section[aria-labelledby=shift] > .note")).ToContainTextAsync(note);
        await night.Shot("hotline-shift");
        await stranger.Page.GotoAsync("/hotline");
        (await stranger.Main.InnerTextAsync()).ShouldNotContain(note);
    }

    [Fact]
    public async Task Nothing_is_looked_for_before_it_was_said_that_it_is_safe()
    {
        await using var hotline = await network.Person("hotline", Screen.Desktop("en"));
        await hotline.Page.GotoAsync("/hotline");
        await hotline.Choose("Safe", "yes");
        await hotline.Choose("Sex", "female");
        await hotline.Page.FillAsync("#Age", "24");
        // As an old browser, which shows what belongs to every answer.
        await hotline.Choose("Safe", "no");
        await hotline.Button("Talk").DispatchEventAsync("click");
        await hotline.Sees("hotline.fault.safe");
        hotline.At.ShouldBe("/hotline");
    }

    [Fact]
    public async Task Without_script_she_is_placed()
    {
        await using var hotline = await network.SignedInNow(
            "hotline",
            Screen.Phone("km"),
            options => options.JavaScriptEnabled = false
        );
        await hotline.Page.GotoAsync("/hotline");
        await Assertions.Expect(hotline.Button("Talk")).ToBeHiddenAsync();
        await hotline.Choose("Safe", "yes");
        await hotline.Press("Talk");
        await hotline.Sees("find.fault.sex");
        await hotline.Choose("Sex", "female");
        await hotline.Page.FillAsync("#Age", "២៤");
        await hotline.Press("Talk");
        await hotline.Asks(network.Pool(Kinds.Shelter));
        await hotline.Sends();
        await hotline.Sees("business.held");
    }

    private static async Task HasFocus(IPage page, string wanted) =>
        await Assertions.Expect(page.Locator(wanted).First).ToBeFocusedAsync();

    // What other tests have left to be called.
    private async Task CallEverybodyBack()
    {
        var client = network.Client("hotline");
        foreach (var call in (await network.Get("hotline", "/api/calls?open=true"))["items"]!.AsArray())
            (
                await client.PostAsync($"/api/calls/{(string)call!["id"]!}/called-back", Body("{}"))
            ).EnsureSuccessStatusCode();
    }

    private async Task<int> Today(string caller) =>
        (int)(await network.Get("hotline", "/api/calls/count"))["today"]![caller]!;

    private async Task<int> Referrals() =>
        (await network.Get("hotline", "/api/referrals?limit=200"))["items"]!.AsArray().Count;

    private async Task<IReadOnlyList<JsonNode>> Places(bool hidden)
    {
        using var answer = await network
            .Client("hotline")
            .PostAsync(
                "/api/availability/search",
                Body("""{ "kinds": ["shelter", "training", "medical", "legal-aid"], "limit": 200 }""")
            );
        return
        [
            .. JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["items"]!
                .AsArray()
                .Where(place => (bool)place!["protected"]! == hidden && place["intakeContact"] is not null)!,
        ];
    }

    private static StringContent Body(string json) => new(json, System.Text.Encoding.UTF8, "application/json");
}
