namespace ReferralNetwork.Browser.Tests;

/// <summary>
/// Waits for the state of a page. The library's own waits for the event that a page is loaded may miss an event that
/// has come and gone, and then wait for another, so no test uses them (SourceTests).
/// </summary>
internal static class Reached
{
    /// <summary>The page is at such an address, and whole.</summary>
    public static async Task Reaches(this IPage page, Func<string, bool> isThere)
    {
        await Eventually.Get(() => Task.FromResult(page.Url), isThere, "the page's address");
        await page.IsWhole();
    }

    /// <summary>The page's address ends so.</summary>
    public static Task ReachesEnd(this IPage page, string end) =>
        page.Reaches(url => url.EndsWith(end, StringComparison.Ordinal));

    /// <summary>The page and what it refers to are loaded.</summary>
    public static Task IsWhole(this IPage page) =>
        page.WaitForFunctionAsync("() => document.readyState === 'complete'");
}
