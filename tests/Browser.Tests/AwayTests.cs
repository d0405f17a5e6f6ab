namespace ReferralNetwork.Browser.Tests;

/// <summary>A network whose services are switched off, and whose sign-ins end after three minutes.</summary>
public sealed class AwayNetwork(Chromium chromium) : BrowserNetwork(chromium)
{
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(3);

    public ShiftedClock Portal { get; } = new();

    protected override IReadOnlyDictionary<string, string?> More =>
        new Dictionary<string, string?> { ["Portal:IdleMinutes"] = $"{Idle.TotalMinutes}" };

    protected override Func<string, TimeProvider?> Time => name => name == "portal" ? Portal : null;

    /// <summary>While a service is away.</summary>
    public async Task Without(string module, Func<Task> act)
    {
        await Network.StopModule(module);
        try
        {
            await act();
        }
        finally
        {
            await Network.StartModule(module);
        }
    }
}

[CollectionDefinition(nameof(AwayNetwork))]
public sealed class AwayNetworkCollection : ICollectionFixture<AwayNetwork>;

/// <summary>Something is always away: a service, the line, the person.</summary>
[Collection(nameof(AwayNetwork))]
public sealed class AwayTests(AwayNetwork network, ITestOutputHelper output)
{
    [Fact]
    public async Task Without_the_houses_service_their_desk_says_so_and_everything_else_goes_on()
    {
        await using var house = await network.SignedInNow("shelter-1", Screen.Phone("km"));
        await using var clinic = await network.SignedInNow("medical-1", Screen.Desktop("en"));
        await using var caseworker = await network.SignedInNow("ngo-1", Screen.Phone("en"));
        await network.Without(
            "shelters",
            async () =>
            {
                await Says503(house, "/desk");
                (await house.Main.InnerTextAsync()).ShouldContain(house.Screen.Say("problem.phone"));
                await house.Page.Locator("main code").WaitForAsync();
                await house.Shot("away-desk");
                await Works(clinic, "/desk");
                await Works(caseworker, "/items");

                await caseworker.Searches(Kinds.Shelter);
                (await caseworker.Page.Locator("main .cards > li").CountAsync()).ShouldBeGreaterThan(
                    0,
                    "what was known is still shown"
                );
                await caseworker.Asks(network.Pool(Kinds.Shelter));
                await caseworker.Sends();
                await caseworker.Sees("next.asking");
                await caseworker.Shot("away-item");
                await caseworker.Stays();

                await caseworker.Holds(Kinds.Medical);
            }
        );
        await Eventually.IsSo(async () => (await house.Page.GotoAsync("/desk"))!.Ok, "the desk is back");
        var waiting = (string)
            (await network.Get("ngo-1", "/api/referrals?open=true&limit=50"))["items"]!
                .AsArray()
                .First(item => (string)item!["kind"]! == "shelter")!["id"]!;
        await caseworker.Page.GotoAsync($"/items/{waiting}");
        await caseworker.Sees("business.held");
    }

    [Fact]
    public async Task Without_the_referrals_service_lists_say_so_and_a_desk_still_counts()
    {
        await using var caseworker = await network.SignedInNow("ngo-1", Screen.Desktop("km"));
        await using var house = await network.SignedInNow("shelter-1", Screen.Phone("en"));
        await network.Without(
            "referrals",
            async () =>
            {
                await Says503(caseworker, "/items");
                await Works(house, "/desk");
                await house.Press("Same");
                await house.Sees("told.saved");
            }
        );
        await Eventually.IsSo(async () => (await caseworker.Page.GotoAsync("/items"))!.Ok, "the list is back");
    }

    [Fact]
    public async Task Without_the_portal_the_gateway_says_so_and_news_come_when_it_is_back()
    {
        await using var caseworker = await network.SignedInNow("ngo-1", Screen.Phone("km"));
        await using var other = await network.SignedInNow("ngo-2", Screen.Phone("en"));
        var id = await caseworker.Holds(Kinds.Training);
        await caseworker.Stays();
        await network.Without(
            "portal",
            async () =>
            {
                (await other.Page.GotoAsync("/find"))!.Status.ShouldBe(503);
                (await other.Page.Locator("body").InnerTextAsync()).ShouldContain("Try again");
                (await other.Page.Locator("html").GetAttributeAsync("lang")).ShouldBe("km");
                await other.Shot("away-portal");
                // The browser has found the stream gone, and asked in vain.
                await caseworker.Page.WaitForResponseAsync(answer =>
                    answer.Url.Contains("/live") && answer.Status == 503
                );
                using var answer = await network
                    .Client("training-1")
                    .PostAsync(
                        $"/api/training/inbox/{network.Attempt(id)}/actions/accept",
                        new StringContent("{}", null, "application/json")
                    );
                answer.IsSuccessStatusCode.ShouldBeTrue();
            }
        );
        await caseworker.Sees("business.accepted");
        await caseworker.HasNotReloaded();
        // And what comes later too.
        using var scheduled = await network
            .Client("training-1")
            .PostAsync(
                $"/api/training/inbox/{network.Attempt(id)}/actions/arrive",
                new StringContent("{}", null, "application/json")
            );
        scheduled.IsSuccessStatusCode.ShouldBeTrue();
        await caseworker.Sees("business.arrived");
        await caseworker.HasNotReloaded();
    }

    [Fact]
    public async Task A_line_that_breaks_off_loses_no_news()
    {
        await using var caseworker = await network.SignedInNow("ngo-1", Screen.Phone("en"));
        var id = await caseworker.Holds(Kinds.LegalAid);
        await caseworker.Stays();
        await caseworker.Context.SetOfflineAsync(true);
        using (
            var answer = await network
                .Client("legal-aid-1")
                .PostAsync(
                    $"/api/legal-aid/inbox/{network.Attempt(id)}/actions/accept",
                    new StringContent("{}", null, "application/json")
                )
        )
            answer.IsSuccessStatusCode.ShouldBeTrue();
        await caseworker.Context.SetOfflineAsync(false);
        await caseworker.Sees("business.accepted");
        await caseworker.HasNotReloaded();
    }

    [Fact]
    public async Task Without_sign_in_nobody_new_comes_in_and_who_is_in_goes_on()
    {
        await using var caseworker = await network.SignedInNow("ngo-1", Screen.Phone("en"));
        await using var visitor = await network.Visitor(Screen.Phone("km"));
        await network.Without(
            "identity",
            async () =>
            {
                (await visitor.Page.GotoAsync("/"))!.Status.ShouldBe(503);
                await caseworker.Holds(Kinds.Medical);
            }
        );
        await Eventually.IsSo(async () => (await visitor.Page.GotoAsync("/"))!.Ok, "sign-in is back");
    }

    [Fact]
    public async Task A_page_that_nobody_uses_warns_stays_on_request_and_else_ends_the_sign_in()
    {
        await using var caseworker = await network.SignedInNow("ngo-1", Screen.Phone("km"));
        var page = caseworker.Page;
        await page.Clock.InstallAsync();
        await page.GotoAsync("/items");
        var warning = page.Locator("[role=alertdialog]");

        await page.Clock.RunForAsync(50_000);
        await Assertions.Expect(warning).ToBeHiddenAsync();
        await page.Clock.RunForAsync(15_000);
        await Assertions.Expect(warning).ToBeVisibleAsync();
        await Assertions.Expect(warning.Locator("button").First).ToBeFocusedAsync();
        await caseworker.Shot("idle");
        await page.RunAndWaitForResponseAsync(
            () => warning.Locator("button").First.ClickAsync(),
            answer => answer.Url.EndsWith("/stay", StringComparison.Ordinal) && answer.Status == 204
        );
        await Assertions.Expect(warning).ToBeHiddenAsync();

        await page.Clock.RunForAsync(65_000);
        await Assertions.Expect(warning).ToBeVisibleAsync();
        await page.Clock.RunForAsync(121_000);
        await page.ReachesEnd("/signed-out");
        await page.GotoAsync("/items");
        caseworker.At.ShouldBe("/connect/authorize");
    }

    [Fact]
    public async Task A_sign_in_ends_at_the_server_too_when_no_page_says_so()
    {
        await using var caseworker = await network.SignedInNow(
            "ngo-2",
            Screen.Phone("en"),
            options => options.JavaScriptEnabled = false
        );
        await Works(caseworker, "/items");
        network.Portal.PutForward(AwayNetwork.Idle + TimeSpan.FromSeconds(1));
        await caseworker.Page.GotoAsync("/items");
        caseworker.At.ShouldBe("/connect/authorize");
    }

    private async Task Says503(Person person, string path)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        (await person.Page.GotoAsync(path))!.Status.ShouldBe(503);
        output.WriteLine($"{path} says so after {watch.Elapsed.TotalSeconds:0.0} s");
        await person.Sees("problem.503");
        await person.Sees("problem.503.help");
    }

    private static async Task Works(Person person, string path)
    {
        (await person.Page.GotoAsync(path))!.Status.ShouldBe(200);
        person.At.ShouldBe(path);
    }
}
