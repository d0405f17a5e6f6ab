namespace ReferralNetwork.Browser.Tests;

/// <summary>News come while somebody writes.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class WritingTests(BrowserNetwork network)
{
    private const string Written = "It was another person";

    [Fact]
    public async Task What_is_being_written_stays_though_the_page_was_asked_for_before_it_was_begun()
    {
        await using var caseworker = await network.Person("ngo-1", Screen.Phone("en"));
        await using var desk = await network.Person("shelter-1", Screen.Phone("en"));
        var id = await caseworker.Holds(Kinds.Shelter);
        var (asked, written) = (new TaskCompletionSource(), new TaskCompletionSource());
        await caseworker.Page.RouteAsync(
            $"**/items/{id}",
            async route =>
            {
                asked.TrySetResult();
                await written.Task;
                await route.ContinueAsync();
            }
        );

        await desk.Page.GotoAsync("/desk");
        await desk.Accepts(id);
        await asked.Task.InTime();
        await caseworker.Unfold("#Note");
        await caseworker.Page.FillAsync("#Note", Written);
        written.SetResult();

        var news = caseworker.Page.Locator("#news");
        await Assertions.Expect(news).ToContainTextAsync(caseworker.Screen.Say("site.changed"));
        await Assertions.Expect(caseworker.Page.Locator("#Note")).ToHaveValueAsync(Written);
        await news.Locator("button").ClickAsync();
        await caseworker.Sees("business.accepted");
        await Assertions.Expect(caseworker.Page.Locator("#Note")).ToHaveValueAsync("");
    }
}
