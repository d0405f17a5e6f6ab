using System.Net.Http.Headers;
using System.Text;
using ReferralNetwork.Bench.Load;
using ReferralNetwork.Bench.Parts;

namespace ReferralNetwork.Bench.Rows;

/// <summary>What a search costs above answering at all.</summary>
internal static class SearchRows
{
    public const string Path = "/api/availability/search";

    public const string Body = """
        {"kinds":["shelter"],"sex":"female","age":16,"needs":["trafficking"],"languages":["km"],"near":{"lat":13.656,"lon":102.563},"openOnly":true,"limit":20}
        """;

    private const int Callers = 32;

    public static async Task Measure(Run run)
    {
        await using var issuer = await Issuer.Start();
        await using var service = await Start(run, issuer, 10_000);
        var search = new Ask(new Uri(service.Address, Path), issuer.Token(), Body);
        await File.WriteAllBytesAsync(Answer(run, 10_000), await Once(search));
        await using var bare = await Child.Part(run, "bare", "200", Answer(run, 10_000));
        var readyMade = search with { Url = new Uri(service.Address, Search.ReadyMade) };
        var bareAsk = new Ask(new Uri(bare.Address, Path), Body: Body);

        async Task<double> Answers(Ask ask) => (await Wrk.Run(ask, Callers, run.Time(4))).PerSecond;
        var turns = await run.Turns(() => Answers(search), () => Answers(readyMade), () => Answers(bareAsk));
        run.Add("search-bytes", turns.Select(turn => turn[0] / turn[1]), Side.BySide(turns, 0, 1));
        run.Add("yardstick-search-bare", turns.Select(turn => turn[0] / turn[2]), Side.BySide(turns, 0, 2));

        var open = await run.Turns(() => search.Open(run.Time(3)));
        run.Add("search-open-50", [.. open.Select(turn => turn[0][0])]);
        run.Add("search-open-80", [.. open.Select(turn => turn[0][1])]);
    }

    public static Task<Child> Start(Run run, Issuer issuer, int pools) =>
        Child.Part(
            run,
            "search",
            [
                $"{pools}",
                run.Folder($"search-{pools}"),
                .. issuer.Settings.Select(setting => $"{setting.Key}={setting.Value}"),
                $"Bench:Answer={Answer(run, pools)}",
            ]
        );

    private static string Answer(Run run, int pools) =>
        System.IO.Path.Combine(run.Folder($"search-{pools}"), "answer.json");

    private static async Task<byte[]> Once(Ask ask)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ask.Token);
        using var answer = await http.PostAsync(
            ask.Url,
            new StringContent(ask.Body!, Encoding.UTF8, "application/json")
        );
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync();
    }
}
