using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ReferralNetwork.AllInOne;
using ReferralNetwork.Demo;

namespace ReferralNetwork.System.Tests;

/// <summary>The demo with its cases: everybody finds something to do, and there are figures.</summary>
public sealed class DemoCaseTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("network-").FullName;
    private readonly Dictionary<string, HttpClient> _clients = [];
    private Network _network = null!;

    public async ValueTask InitializeAsync() => await Start();

    /// <summary>Who sees what of whom: for each, how many of a list are so.</summary>
    private static readonly (string As, string Path, string Member, string Value, int Count)[] There =
    [
        ("ngo-1", "/api/referrals?limit=200", "businessStatus", "held", 3),
        ("ngo-1", "/api/referrals?limit=200", "businessStatus", "waitlisted", 2),
        ("ngo-1", "/api/referrals?limit=200", "businessStatus", "scheduled", 1),
        ("ngo-1", "/api/referrals?limit=200", "businessStatus", "arrived", 4),
        ("ngo-1", "/api/referrals?open=true&limit=200", "businessStatus", "helped", 1),
        ("ngo-2", "/api/referrals?limit=200", "businessStatus", "confirmed", 1),
        ("ngo-2", "/api/referrals?limit=200", "businessStatus", "accepted", 3),
        ("hotline", "/api/referrals?limit=200", "businessStatus", "no-provider", 1),
        ("shelter-1", "/api/shelters/inbox?limit=200", "businessStatus", "held", 1),
        ("shelter-1", "/api/shelters/inbox?limit=200", "businessStatus", "staff", 1),
        ("shelter-2", "/api/shelters/inbox?limit=200", "places", "3", 1),
        ("shelter-2", "/api/shelters/groups/expected", "left", "2", 1),
        ("medical-1", "/api/medical/day", "code", "visit", 1),
        ("medical-1", "/api/medical/day", "code", "next-dose", 1),
        ("legal-aid-1", "/api/legal-aid/matters", "lawyer", "Advocate Example One", 1),
        ("legal-aid-1", "/api/legal-aid/agenda", "code", "hearing", 1),
        ("training-1", "/api/training/funds", "given", "1", 1),
        ("training-1", "/api/training/inbox?limit=200", "businessStatus", "waitlisted", 1),
        ("ngo-1", "/api/transfers", "incoming", "true", 1),
        ("shelter-2", "/api/conferences", "note", "", 1),
        ("ngo-1", "/api/follow-ups?due=true", "month", "1", 2),
        ("hotline", "/api/calls?open=true", "number", "+85500000198", 1),
        ("hotline", "/api/shift-notes", "id", "", 1),
        ("coordinator", "/api/complaints", "closedAt", "", 1),
        ("coordinator", "/api/organisations/{shelter-2}/records", "kind", "inspection", 1),
        ("coordinator", "/api/legal-aid/directory?limit=200", "suspended", "true", 1),
    ];

    [Fact]
    public async Task Everybody_finds_something_to_do_and_a_second_start_adds_nothing()
    {
        await ShouldBeThere();
        await ShouldKeepWhatIsOnePersons();
        var before = await Ids();

        await Stop();
        await Start();
        await ShouldBeThere();
        (await Ids()).ShouldBe(before);
    }

    [Fact]
    public async Task There_are_whole_months_and_small_counts_are_hidden()
    {
        var months = await Items("coordinator", "/api/figures");
        months.Count.ShouldBeInRange(4, 5, "the last one is closed a few days after its end");
        foreach (var month in months)
        {
            var figures = await Items("coordinator", $"/api/figures/{(string)month["month"]!}");
            foreach (var measure in new[] { "sent", "accepted", "declined", "unmet", "ended" })
                figures.ShouldContain(
                    f => (string)f["measure"]! == measure && (string)f["kind"]! == "all" && f["count"] != null,
                    measure
                );
            figures.ShouldContain(f => (string)f["by"]! == "province" && f["count"] != null);
            figures.ShouldContain(f => (string)f["by"]! == "province" && f["count"] == null);
            figures
                .Where(f => (string)f["measure"]! != "places" && f["count"] != null)
                .ShouldAllBe(f => (int)f["count"]! >= 5);
        }
    }

    [Fact]
    public async Task What_became_of_a_course_is_counted_three_months_later()
    {
        var work = new List<JsonNode>();
        foreach (var month in await Items("coordinator", "/api/figures"))
            work.AddRange(
                (await Items("coordinator", $"/api/figures/{(string)month["month"]!}?kind=training")).Where(f =>
                    (string)f["measure"]! == "work-at-three-months" && f["count"] != null
                )
            );

        work.Single(f => (string)f["by"]! == "all")["count"]!.GetValue<int>().ShouldBe(29);
        work.Where(f => (string)f["by"]! == "work").Select(f => (string)f["key"]!).ShouldContain("employed");
        work.Where(f => (string)f["by"]! == "work")
            .Select(f => (string)f["key"]!)
            .ShouldNotContain("not-reached", "two are too few to be told of");
        var learned = (await Items("ngo-1", "/api/referrals?limit=200")).Single(referral =>
            (string)referral["kind"]! == "training" && (string)referral["businessStatus"]! == "confirmed"
        );
        (await Items("ngo-1", $"/api/referrals/{(string)learned["id"]!}", "measured"))
            .Select(heard => ((string)heard["measure"]!, (string)heard["result"]!))
            .ShouldBe([("work-at-three-months", "employed")]);
    }

    private async Task ShouldBeThere()
    {
        foreach (var (label, path, member, value, count) in There)
            (await Items(label, path))
                .Count(item => $"{item[member]}" == value || value.Length == 0)
                .ShouldBe(count, $"{label} {path} {member} {value}");
    }

    private async Task ShouldKeepWhatIsOnePersons()
    {
        var learner = await ArrivedAt("training-1", "training");
        (await Items("training-1", $"/api/training/inbox/{learner}/attendance", "days")).Count.ShouldBe(1);
        var examined = await ArrivedAt("medical-1", "medical");
        (await Items("medical-1", $"/api/medical/inbox/{examined}/documents"))
            .Select(document => (string)document["code"]!)
            .ShouldBe(["forensic-report"]);
        (await Items("shelter-1", "/api/shelters/tonight", "arrivals")).ShouldHaveSingleItem()["escort"]!
            .ToString()
            .ShouldBe("Officer Example");
        (await Items("legal-aid-1", "/api/legal-aid/matters")).ShouldContain(matter => matter["lawyer"] == null);
        (await Items("shelter-2", "/api/shelters/pools?limit=200")).ShouldContain(pool =>
            $"{pool["capacity"]!["closedReason"]}" == "repairs"
        );
    }

    private async Task<string> ArrivedAt(string label, string route) =>
        (string)(await Items(label, $"/api/{route}/inbox?status=in-progress")).ShouldHaveSingleItem()["attemptId"]!;

    private async Task<IReadOnlyList<string>> Ids() =>
        [
            .. (
                await Task.WhenAll(
                    new[] { "ngo-1", "ngo-2", "hotline" }.Select(label => Items(label, "/api/referrals?limit=200"))
                )
            ).SelectMany(items => items.Select(item => (string)item["id"]!)),
        ];

    private async Task Start()
    {
        _network = await Network.Start(
            new NetworkOptions(_folder)
            {
                Demo = true,
                Cases = true,
                Logging = log => log.ClearProviders(),
                Settings = RunningNetwork.Unlimited,
            }
        );
        foreach (var account in DemoAccount.Read(_folder))
            _clients[account.Label] = Making.Client(_network.Address, account);
    }

    private async Task<IReadOnlyList<JsonNode>> Items(string label, string path, string list = "items")
    {
        foreach (var account in DemoAccount.Read(_folder))
            path = path.Replace($"{{{account.Label}}}", $"{account.Organisation.Id}", StringComparison.Ordinal);
        using var answer = await _clients[label].GetAsync(path);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{label} {path}: {await answer.Content.ReadAsStringAsync()}");
        return [.. (await answer.Content.ReadFromJsonAsync<JsonObject>())![list]!.AsArray().Select(item => item!)];
    }

    private async Task Stop()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
        await _network.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(_folder, recursive: true);
    }
}
