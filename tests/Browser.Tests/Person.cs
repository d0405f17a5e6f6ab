namespace ReferralNetwork.Browser.Tests;

/// <summary>Somebody in front of a screen. Fields and buttons are found by what they do, so that both languages read
/// alike.</summary>
public sealed class Person(BrowserNetwork network, IBrowserContext context, IPage page, string name, Screen screen)
    : IAsyncDisposable
{
    private static readonly string Shots = Path.Combine(SourceTree.Root, "artifacts", "screenshots");

    public BrowserNetwork Network => network;
    public IBrowserContext Context => context;
    public IPage Page => page;
    public Screen Screen => screen;
    public ILocator Main => page.Locator("main");
    public string At => new Uri(page.Url).AbsolutePath;

    public async Task SignIn(string userName, string password)
    {
        await page.FillAsync("#UserName", userName);
        await page.FillAsync("#Password", password);
        await page.ClickAsync("form:has(#Password) button");
        // Refused, or on the page that was asked for. The event that a page is loaded may be over before anybody waits
        // for it.
        await page.Locator("[role=alert], body:not(:has(#Password))").First.WaitForAsync();
    }

    /// <summary>The button that asks for this handler of the page.</summary>
    public ILocator Button(string handler) => page.Locator($"main button[formaction*='handler={handler}']");

    public Task Press(string handler) => Button(handler).First.ClickAsync();

    public Task Choose(string field, string value) => page.CheckAsync($"main input[name='{field}'][value='{value}']");

    /// <summary>Every address that is asked for from here on.</summary>
    public IReadOnlyCollection<string> Urls()
    {
        var all = new System.Collections.Concurrent.ConcurrentQueue<string>();
        page.Request += (_, request) => all.Enqueue(request.Url);
        return all;
    }

    /// <summary>Opens what is folded around a field, or a button.</summary>
    public async Task Unfold(string inside)
    {
        var folded = page.Locator($"main details:not([open]):has({inside})");
        if (await folded.CountAsync() > 0)
            await folded.First.Locator("> summary").ClickAsync();
    }

    public Task Sees(string key) => Reads(screen.Say(key));

    public Task Reads(string text) => Assertions.Expect(Main).ToContainTextAsync(text);

    /// <summary>From here on the page must not be loaded again; <see cref="HasNotReloaded"/> tells.</summary>
    public Task Stays() => page.EvaluateAsync("() => { window.stays = true; }");

    public async Task HasNotReloaded() =>
        (await page.EvaluateAsync<bool>("() => window.stays === true")).ShouldBeTrue("the page was loaded again");

    /// <summary>Takes a picture for people to look at: at night, or with <c>PICTURES=1</c>; no test judges by
    /// it.</summary>
    public async Task Shot(string what)
    {
        if (!Night.IsOn && Environment.GetEnvironmentVariable("PICTURES") != "1")
            return;
        Directory.CreateDirectory(Shots);
        // A letter whose font is still on its way is a box.
        await page.EvaluateAsync("() => document.fonts.ready.then(() => 0)");
        await page.ScreenshotAsync(
            new()
            {
                Path = Path.Combine(Shots, $"{name}-{what}-{screen.Name}-{screen.Language}.png"),
                FullPage = true,
                Caret = ScreenshotCaret.Initial,
            }
        );
    }

    public ValueTask DisposeAsync() => new(context.CloseAsync());
}
