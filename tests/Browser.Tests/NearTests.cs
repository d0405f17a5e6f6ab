namespace ReferralNetwork.Browser.Tests;

/// <summary>An old phone at the border at night: what is near comes into sight, and why the rest stands behind
/// it.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class NearTests(BrowserNetwork network)
{
    private static readonly Screen Old = new("old-phone", 360, 740, "km");

    [Fact]
    public async Task A_near_place_without_her_language_is_shown_by_name_and_can_be_asked()
    {
        await using var caseworker = await network.Person("ngo-1", Old);
        await Asks(
            caseworker,
            Kinds.Shelter,
            province: "01",
            async page =>
            {
                await caseworker.Unfold("input[name=Languages]");
                await caseworker.Choose("Languages", "vi");
            }
        );

        await caseworker.Sees("lacking.no-language");
        await Assertions
            .Expect(caseworker.Main)
            .ToContainTextAsync(caseworker.Screen.Say("places.why.first").Replace("{0}", "", StringComparison.Ordinal));
        await caseworker.Shot("near");

        await caseworker.Page.Locator("form:has(input[name=lacks][value=no-language]) button").First.ClickAsync();
        await caseworker.Page.ReachesEnd("/agree");
        await caseworker.Sees("lacking.no-language");
        await caseworker.Shot("near-agree");
    }

    [Fact]
    public async Task Fifty_hours_after_it_happened_the_page_says_how_many_are_left_and_who_helps_in_time_is_first()
    {
        await using var caseworker = await network.Person("ngo-1", Old);
        await Asks(caseworker, Kinds.Medical, province: "12", page => page.FillAsync("#HoursAgo", "៥០"), "hours");

        // A minute less than 22 hours is 21 that one can count on.
        await Assertions
            .Expect(caseworker.Main)
            .ToContainTextAsync(
                caseworker
                    .Screen.Say("clock.left")
                    .Replace(
                        "{0}",
                        caseworker.Screen.Say("clock.hours").Replace("{0}", "២១", StringComparison.Ordinal),
                        StringComparison.Ordinal
                    )
            );
        await Assertions
            .Expect(caseworker.Main.Locator("li.card").First)
            .ToContainTextAsync(caseworker.Screen.Say("why.in-window"));
        await caseworker.Shot("window");
    }

    private static async Task Asks(
        Person caseworker,
        Kinds kind,
        string province,
        Func<IPage, Task> more,
        string? shot = null
    )
    {
        var page = caseworker.Page;
        await page.GotoAsync("/find");
        await caseworker.Choose("Kind", kind.Code);
        await caseworker.Choose("Sex", "female");
        await page.FillAsync("#Age", "16");
        await page.SelectOptionAsync("#Province", province);
        await more(page);
        if (shot is not null)
            await caseworker.Shot(shot);
        await page.ClickAsync("button[name=Urgency][value=emergency]");
        await page.Reaches(url => url.Contains("/find/"));
    }
}
