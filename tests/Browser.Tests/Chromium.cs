[assembly: AssemblyFixture(typeof(ReferralNetwork.Browser.Tests.Chromium))]

namespace ReferralNetwork.Browser.Tests;

/// <summary>
/// The machine's own Chromium without a screen, started once; every person has a context of their own in it. The shell:
/// the whole browser draws windows that nobody sees, which cost half of all the time.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    // Ends what never comes true; nothing is timed by it.
    private const int Limit = 45_000;

    private IPlaywright? _playwright;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Limit);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = Find("chromium-headless-shell"),
                Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
            }
        );
    }

    public async Task<IBrowserContext> Open(BrowserNewContextOptions options)
    {
        var context = await Browser.NewContextAsync(options);
        context.SetDefaultTimeout(Limit);
        return context;
    }

    private static string Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException($"{program} is not installed; ./test installs it");

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.CloseAsync();
        _playwright?.Dispose();
    }
}
