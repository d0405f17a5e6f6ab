namespace ReferralNetwork.Browser.Tests;

/// <summary>A shift at the house: who comes with whom, who goes where to, and a pool that takes nobody for a
/// while.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class NightTests(BrowserNetwork network)
{
    [Theory]
    [InlineData("phone", "km", Explicit = true)]
    [InlineData("desktop", "en")]
    public async Task The_shift_knows_who_comes_and_plans_with_her_from_the_first_night(string width, string language)
    {
        await using var caseworker = await network.Person("ngo-1", Screen.Desktop("en"));
        await using var desk = await network.Person("shelter-1", Screen.Of(width, language));
        var id = await caseworker.Holds(Kinds.Shelter);
        await desk.Page.GotoAsync("/desk");
        await desk.Accepts(id);
        await desk.Unfold("#MeetingPoint");
        await desk.Page.FillAsync("#MeetingPoint", "behind the bus station");
        await desk.Page.FillAsync("#Escort", "Officer Dara");
        await desk.Press("Schedule");
        await desk.Sees("business.scheduled");
        await caseworker.Page.GotoAsync("/items");
        await Assertions
            .Expect(
                caseworker.Main.Locator("li.card", new() { Has = caseworker.Page.Locator($"a[href='/items/{id}']") })
            )
            .ToContainTextAsync(caseworker.Screen.Say("due.meeting"));

        await desk.Page.GotoAsync("/desk");
        var comes = desk.Main.Locator(
            "li.card",
            new() { Has = desk.Page.Locator($"a.code[href='/desk/shelter/{network.Attempt(id)}']") }
        );
        await Assertions.Expect(comes).ToContainTextAsync("Officer Dara");
        await desk.Shot("tonight");

        await desk.Page.GotoAsync($"/desk/shelter/{network.Attempt(id)}");
        await desk.Press("Arrive");
        await desk.Sees("business.arrived");
        await desk.Unfold("#ends");
        await desk.Page.FillAsync("#ends", $"{DateTime.UtcNow.AddHours(7):yyyy-MM-dd}");
        await desk.Press("Stay");
        await desk.Sees("told.saved");
        await desk.Unfold("#onward");
        await desk.Page.SelectOptionAsync("#onward", "group-home");
        await desk.Press("Onward");
        await desk.Sees("told.saved");
        await desk.Press("HealthCheck");
        await desk.Reads(desk.Screen.Say("stay.health-check.done").Replace("{0}", "", StringComparison.Ordinal));
        await desk.Shot("stay");

        await desk.Page.GotoAsync("/desk");
        await Assertions.Expect(comes).ToContainTextAsync(desk.Screen.Say("stay.group-home"));
    }

    [Fact]
    public async Task A_count_that_is_not_taken_stands_there_as_it_was_typed()
    {
        var pool = await network.AddPool(Kinds.Medical, 3, "To be counted");
        await using var desk = await network.Person("medical-1", Screen.Phone("km"));
        await desk.Page.GotoAsync("/desk");
        var (occupied, maximum) = (desk.Page.Locator($"[id='o-{pool}']"), desk.Page.Locator($"[id='m-{pool}']"));
        await desk.Page.Locator($"details:has([id='o-{pool}']) > summary").ClickAsync();
        await occupied.FillAsync("two");
        await maximum.FillAsync("7");
        await desk.Page.Locator($"form:has([id='o-{pool}']) button").ClickAsync();

        await desk.Sees("told.number");
        await Assertions.Expect(occupied).ToHaveValueAsync("two");
        await Assertions.Expect(maximum).ToHaveValueAsync("7");
        await occupied.FillAsync("៥");
        await desk.Page.Locator($"form:has([id='o-{pool}']) button").ClickAsync();
        await desk.Sees("told.saved");
        await Assertions.Expect(desk.Main.Locator($"li.card[data-of='{pool}'] .big")).ToHaveTextAsync("២");
    }

    [Theory]
    [InlineData("phone", "km")]
    [InlineData("desktop", "en", Explicit = true)]
    public async Task A_pool_closes_with_a_reason_and_an_end_and_opens_again(string width, string language)
    {
        var pool = await network.AddPool(Kinds.Medical, 3, "To be closed");
        await using var desk = await network.Person("medical-1", Screen.Of(width, language));
        var card = desk.Main.Locator($"li.card[data-of='{pool}']");
        await desk.Page.GotoAsync("/desk");
        await card.Locator($"details:has([id='c-{pool}']) > summary").ClickAsync();
        await desk.Page.SelectOptionAsync($"[id='c-{pool}']", "illness");
        await desk.Page.FillAsync($"[id='u-{pool}']", $"{DateTime.UtcNow.AddDays(7):yyyy-MM-dd}");
        await card.Locator($"form:has([id='c-{pool}']) button").ClickAsync();
        await desk.Sees("told.saved");
        await Assertions.Expect(card.Locator(".tag.bad")).ToContainTextAsync(desk.Screen.Say("closure.illness"));
        await desk.Shot("closed");
        await Admits(pool, false);

        await card.Locator("form[action*='handler=Open'] button").ClickAsync();
        await desk.Sees("told.saved");
        await Assertions.Expect(card.Locator(".tag.bad")).ToHaveCountAsync(0);
        await Admits(pool, true);
    }

    private async Task Admits(Guid pool, bool open) =>
        await Eventually.IsSo(
            async () =>
                (int)(await network.Get("ngo-1", $"/api/availability/{pool}"))["capacity"]!["available"]! > 0 == open,
            "search knows it"
        );
}
