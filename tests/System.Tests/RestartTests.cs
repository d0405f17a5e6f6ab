using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ReferralNetwork.AllInOne;
using ReferralNetwork.Demo;

namespace ReferralNetwork.System.Tests;

/// <summary>Starting, stopping, and parts that are away. Each test has a network of its own.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("network-").FullName;

    [Fact]
    public async Task A_module_that_is_away_answers_503_and_comes_back_on_its_port()
    {
        await using var network = await Start();
        using var http = new HttpClient { BaseAddress = network.Address };
        await network.StopModule("training");
        (await http.GetAsync("/api/training/sites")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var ready = await http.GetAsync("/health/ready");
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ready.Content.ReadFromJsonAsync<JsonObject>())!["away"]!
            .AsArray()
            .Select(name => (string?)name)
            .ShouldBe(["training"]);
        (await http.GetAsync("/api/shelters/sites")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        await network.StartModule("training");
        (await http.GetAsync("/api/training/sites")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await http.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_setup_code_makes_the_first_operator_once_and_is_then_forgotten()
    {
        await using (var network = await Start())
        {
            network.SetupCode.ShouldNotBeNull();
            (await SetUp(network, "wrong")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await SetUp(network, network.SetupCode)).StatusCode.ShouldBe(HttpStatusCode.Created);
            (await SetUp(network, network.SetupCode)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
        await using var again = await Start();
        again.SetupCode.ShouldBeNull();
        File.Exists(Path.Combine(_folder, "setup-code")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_setup_code_is_the_same_until_it_is_used()
    {
        string? code;
        await using (var network = await Start())
            code = network.SetupCode;
        await using var again = await Start();
        again.SetupCode.ShouldBe(code);
    }

    [Fact]
    public async Task A_demo_that_was_interrupted_starts_again_and_a_network_in_use_is_never_replaced()
    {
        using (var soon = new CancellationTokenSource())
            await Should.ThrowAsync<OperationCanceledException>(() =>
                Start(
                    new NetworkOptions(_folder)
                    {
                        Demo = true,
                        Progress = what =>
                        {
                            if (what.Contains(" 5 of", StringComparison.Ordinal))
                                soon.Cancel();
                        },
                    },
                    soon.Token
                )
            );
        DemoAccount.Read(_folder).ShouldBeEmpty();

        await using (await Start(new NetworkOptions(_folder) { Demo = true })) { }
        var accounts = DemoAccount.Read(_folder);
        accounts.Count.ShouldBe(11);

        await using (await Start(new NetworkOptions(_folder) { Demo = true })) { }
        DemoAccount
            .Read(_folder)
            .Select(account => account.ClientId)
            .ShouldBe(accounts.Select(account => account.ClientId));
    }

    [Fact]
    public async Task A_network_without_the_demo_never_gets_it()
    {
        await using (await Start()) { }
        await using var network = await Start(new NetworkOptions(_folder) { Demo = true });
        network.SetupCode.ShouldNotBeNull();
        DemoAccount.Read(_folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_or_a_port_in_use_is_told()
    {
        await using var network = await Start();
        await Should.ThrowAsync<IOException>(() => Start());
        await Should.ThrowAsync<SocketException>(() =>
            Start(new NetworkOptions(Path.Combine(_folder, "other")) { Port = network.Address.Port })
        );
    }

    [Fact]
    public async Task The_gazetteer_is_imported_by_the_operator_at_the_machine()
    {
        var csv = Directory.CreateDirectory(Path.Combine(_folder, "csv")).FullName;
        const string header = "code,parent_code,name_km,name_en,unit,lat,lon,iso3166_2\n";
        await File.WriteAllTextAsync(
            Path.Combine(csv, "districts.csv"),
            header
                + "0102,01,មង្គលបូរី,Mongkol Borey,District,13.49,102.97,\n0103,01,ភ្នំស្រុក,Phnum Srok,District,,,\n"
        );
        await File.WriteAllTextAsync(
            Path.Combine(csv, "communes.csv"),
            header + "010201,0102,បន្ទាយនាង,Banteay Neang,Commune,13.51,103.01,\nnonsense,0102,,,,,,\n"
        );
        var report = new StringWriter();

        await using var network = await Start();
        var good = await GazetteerImport.Run(
            csv,
            network.Address,
            await network.OperatorToken(CancellationToken.None),
            report,
            CancellationToken.None
        );
        good.ShouldBeFalse();
        report.ToString().ShouldContain("districts.csv: 2 added, 0 updated, 0 unchanged");
        report.ToString().ShouldContain("0103");
        report.ToString().ShouldContain("communes.csv: 1 added, 0 updated, 0 unchanged");
        report.ToString().ShouldContain("line 3:");
    }

    private Task<Network> Start() => Start(new NetworkOptions(_folder));

    private static Task<Network> Start(NetworkOptions options, CancellationToken ct = default) =>
        Network.Start(options with { Logging = log => log.ClearProviders() }, ct);

    private static async Task<HttpResponseMessage> SetUp(Network network, string code)
    {
        using var http = new HttpClient { BaseAddress = network.Address };
        return await http.PostAsJsonAsync(
            "/api/setup",
            new
            {
                code,
                organisation = new { en = "Office" },
                userName = "operator",
                displayName = "Operator",
                password = "a long password",
            }
        );
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
