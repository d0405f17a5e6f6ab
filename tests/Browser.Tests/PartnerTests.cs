using System.Text.Json.Nodes;

namespace ReferralNetwork.Browser.Tests;

/// <summary>A coordinator looks after the partners: suspends what is not safe, puts down what was seen, prints who is
/// where.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class PartnerTests(BrowserNetwork network)
{
    [Theory]
    [InlineData("phone", "km", "desktop", "en", Explicit = true)]
    [InlineData("desktop", "en", "phone", "km")]
    public async Task Who_has_somebody_at_a_suspended_site_is_told_and_nobody_is_accepted_there(
        string width,
        string language,
        string otherWidth,
        string otherLanguage
    )
    {
        await using var caseworker = await network.Person("ngo-1", Screen.Of(width, language));
        await using var desk = await network.Person("training-1", Screen.Of(otherWidth, otherLanguage));
        await using var office = await network.Person("coordinator", Screen.Of(otherWidth, otherLanguage));
        var id = await caseworker.Holds(Kinds.Training);
        await Open(office, "training-1");
        await office.Shot("partner");
        try
        {
            // Every site of the centre, as it is not known which one has the pool.
            while (await Site(office, "true").CountAsync() > 0)
            {
                await Site(office, "true").First.ClickAsync();
                await office.Sees("told.saved");
            }
            await office.Sees("records.site-suspended");

            await caseworker.Sees("alert.suspended");
            await caseworker.Shot("suspended");
            await desk.Page.GotoAsync($"/desk/training/{network.Attempt(id)}");
            await desk.Press("Accept");
            await desk.Sees("told.changed");
            (
                await network.Client("ngo-1").GetAsync($"/api/availability/{network.Pool(Kinds.Training)}")
            ).IsSuccessStatusCode.ShouldBeFalse("nobody finds it");
        }
        finally
        {
            while (await Site(office, "false").CountAsync() > 0)
            {
                await Site(office, "false").First.ClickAsync();
                await office.Sees("told.saved");
            }
        }
        await Eventually.IsSo(
            async () =>
                (
                    await network.Client("ngo-1").GetAsync($"/api/availability/{network.Pool(Kinds.Training)}")
                ).IsSuccessStatusCode,
            "it is found again"
        );
        await desk.Page.GotoAsync($"/desk/training/{network.Attempt(id)}");
        await desk.Press("Accept");
        await desk.Sees("business.accepted");
    }

    [Fact]
    public async Task Nobody_of_a_suspended_partner_goes_on_or_comes_in()
    {
        await using var office = await network.Person("coordinator", Screen.Desktop("en"));
        await using var caseworker = await network.SignedInNow("ngo-2", Screen.Phone("km"));
        await Open(office, "ngo-2");
        await Standing(office, "a visit by night");
        await office.Sees("records.suspended");

        await Eventually.IsSo(
            async () => await caseworker.Page.GotoAsync("/items") is not { Status: 200 } || caseworker.At != "/items",
            "the list is shut: its sign-in has ended"
        );
        await caseworker.Shot("shut");
        await using var again = await network.Visitor(Screen.Phone("km"), "ngo-2");
        await again.Page.GotoAsync("/");
        await again.SignIn(network.Account("ngo-2").UserName, network.Account("ngo-2").Password);
        await again.Sees("sign-in.suspended");

        await Standing(office, "all is well");
        await office.Page.Locator("main .warning").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await again.SignIn(network.Account("ngo-2").UserName, network.Account("ngo-2").Password);
        await Eventually.IsSo(async () => await again.Page.GotoAsync("/items") is { Status: 200 }, "it is open again");
    }

    [Fact]
    public async Task A_coordinator_changes_what_a_partner_provides()
    {
        await using var office = await network.Person("coordinator", Screen.Phone("km"));
        await Open(office, "training-1");

        foreach (var medical in new[] { true, false })
        {
            await office.Unfold("#admitted");
            await office.Page.SetCheckedAsync("main input[name=kinds][value=medical]", medical);
            await office.Page.FillAsync("#admitted", "a visit");
            await office.Press("Kinds");
            await office.Sees("told.saved");
            await office.Unfold("#admitted");
            (await office.Page.IsCheckedAsync("main input[name=kinds][value=medical]")).ShouldBe(medical);
            await office.Sees("record.admitted");
        }
    }

    [Theory]
    [InlineData("phone", "km")]
    [InlineData("desktop", "en", Explicit = true)]
    public async Task What_was_seen_is_put_down_and_the_end_of_an_agreement_is_not_overlooked(
        string width,
        string language
    )
    {
        await using var office = await network.Person("coordinator", Screen.Of(width, language));
        await Open(office, "medical-1");
        await office.Unfold("#found");
        foreach (var point in await office.Page.Locator("input[name=met]:not([value=fire-exits])").AllAsync())
            await point.CheckAsync();
        await office.Page.FillAsync("#found", "the back door is locked");
        await office.Press("Inspection");
        await office.Sees("told.saved");
        await office.Sees("check.fire-exits");
        await office.Reads("the back door is locked");

        await office.Unfold("#until-agreement");
        await office.Page.FillAsync("#on-agreement", "2025-01-01");
        await office.Page.FillAsync("#until-agreement", "2025-12-31");
        await office.Page.Locator("form:has(#until-agreement) button").ClickAsync();
        await office.Sees("told.saved");
        await office.Shot("records");

        await office.Page.GotoAsync("/partners");
        // Of the demo's partners one has an agreement that has ended; of several the one that lasts longest counts.
        await Assertions.Expect(office.Main.Locator("li .tag.warn")).ToHaveCountAsync(1);
    }

    [Theory]
    [InlineData("phone", "km")]
    [InlineData("desktop", "en", Explicit = true)]
    public async Task The_directory_on_paper_has_every_province_and_no_hidden_address(string width, string language)
    {
        await using var office = await network.Person("coordinator", Screen.Of(width, language));
        await office.Page.GotoAsync("/directory");
        var text = await office.Main.InnerTextAsync();
        var sites = new List<JsonNode>();
        foreach (var kind in Kinds.All)
            sites.AddRange(
                (await network.Get("coordinator", $"/api/{kind.Route}/directory?limit=200"))["items"]!
                    .AsArray()
                    .OfType<JsonNode>()
            );
        sites.Count(site => !(bool)site["public"]!).ShouldBeGreaterThan(5);
        sites.Where(site => !(bool)site["public"]!).ShouldAllBe(site => site["address"] == null);
        foreach (var address in sites.Select(site => (string?)site["address"]).OfType<string>())
            text.ShouldContain(address);
        // The demo's addresses all begin so, of hidden houses too.
        text.Split("House 000").Length.ShouldBe(sites.Count(site => site["address"] is not null) + 1);
        foreach (var kind in Kinds.All)
            await office.Sees($"kind.{kind.Code}");
        (await office.Main.Locator("h2").CountAsync()).ShouldBe(18, "the provinces of the demo");

        await office.Page.EmulateMediaAsync(new() { Media = Media.Print });
        (await office.Page.Locator("header").IsVisibleAsync()).ShouldBeFalse();
        await office.Shot("directory-paper");
    }

    private Task Open(Person office, string label) =>
        office.Page.GotoAsync($"/partners/{network.Account(label).Organisation.Id}");

    private static ILocator Site(Person office, string suspend) =>
        office.Page.Locator($"form:has(input[name=suspend][value={suspend}]):has(input[name=site]) button");

    private static async Task Standing(Person office, string why)
    {
        await office.Unfold("#why");
        await office.Page.FillAsync("#why", why);
        await office.Press("Standing");
        await office.Sees("told.saved");
    }
}
