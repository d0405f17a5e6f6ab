using System.Globalization;
using System.Text.Json.Nodes;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Browser.Tests;

/// <summary>A coordinator reads a month: as tables, bars and maps, on paper, and in a spreadsheet.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class FigureTests(BrowserNetwork network, ITestOutputHelper output)
{
    private const int Provinces = 25;

    [Theory]
    [InlineData("phone", "km", Explicit = true)]
    [InlineData("desktop", "en")]
    public async Task A_coordinator_reads_a_month_and_what_is_hidden_is_nowhere_on_the_page(
        string width,
        string language
    )
    {
        var (month, figures) = await Newest();
        await using var office = await network.Person("coordinator", Screen.Of(width, language));
        await office.Page.GotoAsync("/figures");

        // The page shows a kind's provinces with the numbers that the network tells, and no other.
        var cells = await office.Page.Locator("[aria-labelledby~=provinces-shelter] tbody tr").AllAsync();
        var provinces = figures.Where(f => Is(f, "sent", "shelter", "province")).ToList();
        cells.Count.ShouldBe(provinces.Count);
        foreach (var (row, figure) in cells.Zip(provinces))
            (await row.Locator("td").First.InnerTextAsync()).ShouldBe(Say(office, (int?)figure["count"]));
        provinces.ShouldContain(figure => figure["count"] == null);
        provinces.ShouldContain(figure => figure["count"] != null);

        // The same on the map: a tile for every province, with a number where one is told.
        var map = office.Page.Locator("svg.map").First;
        (await map.Locator("g").CountAsync()).ShouldBe(Provinces);
        (await map.Locator(".big").AllTextContentsAsync())
            .Order(StringComparer.Ordinal)
            .ShouldBe(
                provinces
                    .Where(figure => figure["count"] != null)
                    .Select(figure => Say(office, (int?)figure["count"]))
                    .Order(StringComparer.Ordinal)
            );
        await Assertions.Expect(map.Locator("title")).ToContainTextAsync(office.Screen.Say("measure.sent"));
        await office.Shot("figures");

        // Of courses alone: what became of them.
        await Assertions.Expect(office.Page.Locator("#work-shelter")).ToHaveCountAsync(0);
        await office.Page.SelectOptionAsync("#Kind", "training");
        await office.Page.ClickAsync("main form button");
        var work = office.Page.Locator("[aria-labelledby~=work-training]");
        var asked = figures
            .Where(f => (string)f["measure"]! == "work-at-three-months" && (string)f["kind"]! == "training")
            .ToList();
        var told = new[] { asked.Single(f => (string)f["by"]! == "all") }.Concat(
            KindDescriptor
                .Of("training")
                .Lists["work"]
                .Select(code => asked.Single(f => (string)f["by"]! == "work" && (string)f["key"]! == code))
        );
        (await work.Locator("tbody td:nth-of-type(1)").AllInnerTextsAsync()).ShouldBe(
            told.Select(f => Say(office, (int?)f["count"]))
        );
        asked.ShouldContain(f => f["count"] != null);
        await office.Shot("figures-work");

        await office.Page.SelectOptionAsync("#Kind", "medical");
        await office.Page.ClickAsync("main form button");
        await Assertions.Expect(office.Page.Locator("#provinces-medical")).ToBeVisibleAsync();
        await office.Page.Locator("a[href*='province=12']").ClickAsync();
        await Assertions.Expect(office.Page.Locator("#districts")).ToBeVisibleAsync();
        (await office.Page.Locator("[aria-labelledby=districts] tbody tr").CountAsync()).ShouldBe(
            figures.Count(f =>
                Is(f, "sent", "medical", "district") && ((string)f["key"]!).StartsWith("12", StringComparison.Ordinal)
            )
        );
        await office.Shot("figures-districts");
        office.At.ShouldBe("/figures");
        office.Page.Url.ShouldContain(month);
    }

    [Fact]
    public async Task The_month_before_is_there_to_choose_and_no_other_is()
    {
        await Newest();
        await using var office = await network.Person("coordinator", Screen.Desktop("en"));
        await office.Page.GotoAsync("/figures");
        var months = await office.Page.Locator("#Month option").AllAsync();
        months.Count.ShouldBe(2);

        await office.Page.SelectOptionAsync("#Month", (await months[1].GetAttributeAsync("value"))!);
        await office.Page.ClickAsync("main form button");
        (await office.Page.Locator("#network").InnerTextAsync()).ShouldBe(await months[1].InnerTextAsync());
        (await office.Page.GotoAsync("/figures?month=2001-01"))!.Status.ShouldBe(404);
        (await office.Page.GotoAsync("/figures?kind=castle"))!.Status.ShouldBe(404);
        (await office.Page.GotoAsync("/figures?province=99"))!.Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_spreadsheet_gets_the_networks_own_file()
    {
        var (month, _) = await Newest();
        await using var office = await network.Person("coordinator", Screen.Desktop("en"));
        await using var caseworker = await network.Person("ngo-1", Screen.Desktop("en"));
        await office.Page.GotoAsync("/figures");
        var download = await office.Page.RunAndWaitForDownloadAsync(() => office.Page.ClickAsync("a[download]"));

        download.SuggestedFilename.ShouldBe($"figures-{month}.csv");
        var csv = await network.Client("coordinator").GetStringAsync($"/api/figures/{month}.csv");
        (await File.ReadAllTextAsync(await download.PathAsync())).ShouldBe(csv);
        csv.Split("\r\n").Length.ShouldBeGreaterThan(100);
        (await office.Page.APIRequest.GetAsync("/figures/2001-01.csv")).Status.ShouldBe(404);
        (await caseworker.Page.APIRequest.GetAsync($"/figures/{month}.csv")).Status.ShouldBe(403);
    }

    [Theory]
    [InlineData("km")]
    [InlineData("en", Explicit = true)]
    public async Task The_report_on_paper_is_dated_and_holds_every_kind_and_nothing_to_click(string language)
    {
        await Newest();
        await using var office = await network.Person("auditor", Screen.Desktop(language));
        await office.Page.GotoAsync("/figures");
        await office.Page.ClickAsync("a[href^='/figures/report']");
        await Assertions.Expect(office.Page.Locator(".sheet")).ToHaveCountAsync(4);

        // A4 without its margins.
        await office.Page.SetViewportSizeAsync(720, 1000);
        await office.Page.EmulateMediaAsync(new() { Media = Media.Print });
        foreach (var gone in new[] { "header", "footer", "main .screen" })
            await Assertions.Expect(office.Page.Locator(gone)).ToBeHiddenAsync();
        await office.Reads(
            DateTimeOffset.UtcNow.AddHours(7).Year.ToString(CultureInfo.InvariantCulture) is var year
            && language == "km"
                ? Khmer(year)
                : year
        );
        (
            await office.Page.EvaluateAsync<bool>(
                "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            )
        ).ShouldBeTrue("no column is cut off");
        await office.Shot("figures-paper");
    }

    [Fact]
    public async Task The_pages_of_figures_are_as_light_as_any()
    {
        await Newest();
        await using var office = await network.Person("coordinator", Screen.Phone("km"));
        await office.Page.GotoAsync("/quality");
        var traffic = await Traffic.Of(office.Page);
        foreach (var path in new[] { "/figures", "/figures/report" })
        {
            await office.Page.GotoAsync(path);
            await office.Page.IsWhole();
            var bytes = await traffic.Taken();
            output.WriteLine($"{bytes / 1000, 6:0.0} kB  {path}");
            bytes.ShouldBeLessThan(15_000, path);
        }
    }

    private async Task<(string Month, IReadOnlyList<JsonNode> Figures)> Newest()
    {
        await network.PastMonths();
        var month = (string)(await network.Get("coordinator", "/api/figures"))["items"]![0]!["month"]!;
        return (
            month,
            [.. (await network.Get("coordinator", $"/api/figures/{month}"))["items"]!.AsArray().Select(item => item!)]
        );
    }

    private static bool Is(JsonNode figure, string measure, string kind, string by) =>
        ((string?)figure["measure"], (string?)figure["kind"], (string?)figure["by"]) == (measure, kind, by);

    private static string Say(Person person, int? count) =>
        count is not { } number ? person.Screen.Say("figures.hidden")
        : person.Screen.Language == "km" ? Khmer(number.ToString(CultureInfo.InvariantCulture))
        : number.ToString(CultureInfo.InvariantCulture);

    private static string Khmer(string digits) => string.Concat(digits.Select(c => (char)('០' + (c - '0'))));
}
