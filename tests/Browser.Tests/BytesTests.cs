namespace ReferralNetwork.Browser.Tests;

/// <summary>At the end of a poor line every kilobyte is a wait.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class BytesTests(BrowserNetwork network, ITestOutputHelper output)
{
    private const double First = 60_000;
    private const double Later = 15_000;

    [Fact]
    public async Task The_first_page_is_small_and_every_later_one_smaller_and_nobody_else_is_asked()
    {
        await using var caseworker = await network.Visitor(Screen.Phone("km"), "ngo-1");
        await using var desk = await network.Visitor(Screen.Phone("km"), "shelter-1");
        var (asks, answers) = (await Traffic.Of(caseworker.Page), await Traffic.Of(desk.Page));
        var table = new List<(string Page, double Bytes, double Most)>();

        async Task Weigh(Person person, Traffic traffic, string name, double most = Later)
        {
            await person.Page.IsWhole();
            table.Add((name, await traffic.Taken(), most));
        }

        async Task Open(Person person, Traffic traffic, string path)
        {
            await person.Page.GotoAsync(path);
            await Weigh(
                person,
                traffic,
                path.Contains('-', StringComparison.Ordinal)
                    ? string.Concat(
                        path.Split('/')
                            .Select(part =>
                                part.Length > 30 ? "/…"
                                : part.Length > 0 ? $"/{part}"
                                : ""
                            )
                    )
                    : path
            );
        }

        await caseworker.Page.GotoAsync("/");
        await Weigh(caseworker, asks, "sign-in, nothing kept", First);
        await caseworker.SignIn(network.Account("ngo-1").UserName, network.Account("ngo-1").Password);
        await Weigh(caseworker, asks, "/find after sign-in");
        await Open(caseworker, asks, "/find");
        await caseworker.Searches(Kinds.Shelter);
        await asks.Taken();
        await Open(caseworker, asks, caseworker.At);
        await caseworker.Asks(network.Pool(Kinds.Shelter));
        await asks.Taken();
        await Open(caseworker, asks, caseworker.At);
        var id = await caseworker.Sends();
        await asks.Taken();
        await Open(caseworker, asks, $"/items/{id}");
        await Open(caseworker, asks, "/items");

        await desk.Page.GotoAsync("/");
        await desk.SignIn(network.Account("shelter-1").UserName, network.Account("shelter-1").Password);
        await answers.Taken();
        await Open(desk, answers, "/desk");
        await Open(desk, answers, $"/desk/shelter/{network.Attempt(id)}");
        await Open(desk, answers, "/places");
        var pool = (await network.Get("shelter-1", "/api/shelters/pools"))["items"]![0]!;
        await Open(desk, answers, $"/places/shelter/site/{pool["siteId"]}/pool/{pool["id"]}");
        await Open(desk, answers, $"/places/shelter/site/{pool["siteId"]}");

        foreach (var (page, bytes, _) in table)
            output.WriteLine($"{bytes / 1000, 6:0.0} kB  {page}");
        table.Where(row => row.Bytes > row.Most).Select(row => $"{row.Page}: {row.Bytes}").ShouldBeEmpty();
        table[0].Bytes.ShouldBeGreaterThan(10_000, "the measure measures");
        asks.Asked.Concat(answers.Asked)
            .Where(url => !url.StartsWith(network.Address.ToString(), StringComparison.Ordinal))
            .ShouldBeEmpty();
    }
}
