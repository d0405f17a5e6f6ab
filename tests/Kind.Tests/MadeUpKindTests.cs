using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ReferralNetwork.AllInOne;
using ReferralNetwork.Contracts;
using ReferralNetwork.Launch;
using ReferralNetwork.Portal.Tests;
using ReferralNetwork.Transport;

namespace ReferralNetwork.Kind.Tests;

/// <summary>
/// A kind of help that nothing of the product knows goes through search, hold, acceptance, its own table, page and
/// clock, and the figures, by its folder alone (<c>tests/Transport</c>).
/// </summary>
public sealed class MadeUpKindTests : IAsyncLifetime
{
    private const string Password = "a long password";

    private readonly string _folder = Directory.CreateTempSubdirectory("kind-tests-").FullName;
    private readonly ShiftedClock _time = new();
    private readonly Dictionary<Guid, HttpClient> _admins = [];
    private Network _network = null!;
    private HttpClient _operator = null!;
    private Guid _office;

    public async ValueTask InitializeAsync()
    {
        _network = await Network.Start(
            new NetworkOptions(_folder)
            {
                More = [Module.Of<TransportModule>()],
                Logging = log => log.ClearProviders(),
                Time = module => module == "referrals" ? _time : null,
                Settings = new Dictionary<string, string?> { ["Figures:After"] = "00:00:00" },
            },
            TestContext.Current.CancellationToken
        );
        using var nobody = new HttpClient { BaseAddress = _network.Address };
        var setUp = await Post(
            nobody,
            "/api/setup",
            new()
            {
                ["code"] = _network.SetupCode,
                ["organisation"] = Name("Office"),
                ["userName"] = "operator",
                ["displayName"] = "Operator",
                ["password"] = Password,
            }
        );
        (_operator, _office) = (Client(setUp), (Guid)setUp["organisationId"]!);
    }

    [Fact]
    public async Task A_kind_that_is_a_folder_does_all_that_a_kind_does()
    {
        var (provider, ngo) = (await Partner("Drivers", "transport"), await Partner("Caseworkers"));
        var (desk, caseworker) = (
            await System(provider, Roles.Publisher, Roles.Intake),
            await System(ngo, Roles.Caseworker)
        );
        var pool = await Pool(desk);

        // Search, by the kind's own list.
        await Eventually.IsSo(
            async () => (await Found(caseworker)).Any(hit => (Guid)hit["poolId"]! == pool),
            "search knows the pool of a kind that it was never told of"
        );
        (await Found(caseworker))[0]["trade"]!["vehicle"]!.GetValue<string>().ShouldBe("boat");

        // Held, and accepted once the kind says so.
        var referral = (Guid)(await Post(caseworker, "/api/referrals", Referral(pool)))["id"]!;
        var attempt = await Attempts.LastOf(caseworker, referral);
        var inbox = $"/api/transport/inbox/{attempt}";
        using (var early = await desk.PostAsJsonAsync($"{inbox}/actions/accept", new JsonObject()))
        {
            early.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            ((string)(await Body(early))["reason"]!).ShouldBe("driver-needed");
        }
        using (var planned = await desk.PutAsJsonAsync($"{inbox}/ride", new JsonObject { ["driver"] = "Dara" }))
            ((string)(await Body(planned))["extension"]!["driver"]!).ShouldBe("Dara");
        await Post(desk, $"{inbox}/actions/accept", []);

        // Its clock, and what its referrer is told of it.
        await Eventually.IsSo(
            async () => (bool)(await Get(desk, inbox))["extension"]!["called"]!,
            "the kind's own clock has called the driver"
        );
        var told = (await Get(caseworker, $"/api/transport/attempts/{referral}"))["items"]![0]!["extension"]!;
        told.ToJsonString().ShouldBe("""{"called":true}""");

        // Its page, for whoever provides it and for nobody else; and what it adds to another's.
        using (var driver = await SignIn(provider, "driver", Roles.Intake))
        {
            (await driver.Open("/rides")).Page.QuerySelector("main li")!.TextContent.ShouldContain("Dara");
            var item = await driver.Open($"/desk/transport/{attempt}");
            item.Page.QuerySelector("#ride")!.TextContent.ShouldBe("Driven by Dara");
            item.Page.QuerySelector("nav a[href='/rides']")!.TextContent.Trim().ShouldBe("Rides");
        }
        using (var other = await SignIn(await Partner("A house", "shelter"), "other", Roles.Intake))
            (await other.Open("/rides")).Status.ShouldBe(HttpStatusCode.Forbidden);

        // What it measures reaches the referrer and the figures.
        await Post(desk, $"{inbox}/actions/arrive", []);
        await Post(desk, $"{inbox}/actions/complete", new() { ["outcome"] = "helped", ["exit"] = "planned" });
        await Eventually.IsSo(
            async () => (await Get(caseworker, $"/api/referrals/{referral}"))["measured"]!.AsArray().Count == 1,
            "the referrer hears what was measured"
        );
        // It looks for months that are over when it starts.
        _time.PutForward(TimeSpan.FromDays(40));
        await _network.StopModule("referrals");
        await _network.StartModule("referrals", TestContext.Current.CancellationToken);
        var auditor = await System(_office, Roles.Auditor);
        var month = $"{TimeProvider.System.GetUtcNow().AddHours(7):yyyy-MM}";
        await Eventually.IsSo(
            async () =>
            {
                using var answer = await auditor.GetAsync($"/api/figures/{month}?kind=transport");
                return answer.IsSuccessStatusCode
                    && (await Body(answer))["items"]!
                        .AsArray()
                        .Any(f => (string)f!["measure"]! == "safe-after-one-month");
            },
            "the month's figures count what the kind measures"
        );
    }

    private static async Task<Guid> Pool(HttpClient desk)
    {
        var site = await Post(
            desk,
            "/api/transport/sites",
            new()
            {
                ["name"] = Name("Pier"),
                ["area"] = new JsonObject { ["district"] = "0102" },
                ["public"] = false,
            }
        );
        var pool = new JsonObject
        {
            ["name"] = Name("Boats"),
            ["maximum"] = 2,
            ["access"] = "places",
            ["eligibility"] = new JsonObject { ["sexes"] = new JsonArray("female"), ["minAge"] = 0 },
            ["trade"] = new JsonObject { ["vehicle"] = "balloon" },
        };
        var path = $"/api/transport/sites/{(string)site["id"]!}/pools";
        using (var wrong = await desk.PostAsJsonAsync(path, pool))
            (await Body(wrong))["errors"]!["trade.vehicle"].ShouldNotBeNull();
        pool["trade"]!["vehicle"] = "boat";
        return (Guid)(await Post(desk, path, pool))["id"]!;
    }

    private static async Task<List<JsonNode>> Found(HttpClient caseworker) => [.. (
                await Post(
                    caseworker,
                    "/api/availability/search",
                    new()
                    {
                        ["kinds"] = new JsonArray("transport"),
                        ["sex"] = "female",
                        ["age"] = 30,
                    }
                )
            )["items"]!.AsArray().Select(hit => hit!)];

    private static JsonObject Referral(Guid pool) =>
        new()
        {
            ["kind"] = "transport",
            ["urgency"] = "urgent",
            ["plan"] = new JsonArray(pool),
            ["survivor"] = new JsonObject { ["sex"] = "female", ["age"] = 30 },
            ["consent"] = new JsonObject
            {
                ["purposes"] = new JsonArray("placement"),
                ["recipients"] = "plan",
                ["fields"] = new JsonArray("name"),
                ["language"] = "km",
                ["how"] = "spoken",
                ["limitsExplained"] = true,
                ["alone"] = true,
                ["expiresAt"] = TimeProvider.System.GetUtcNow().AddDays(60).ToString("O"),
            },
            ["details"] = new JsonObject { ["name"] = "Example" },
        };

    private async Task<Guid> Partner(string name, params string[] kinds) =>
        (Guid)
            (
                await Post(
                    _operator,
                    "/api/organisations",
                    new() { ["name"] = Name(name), ["kinds"] = new JsonArray([.. kinds.Select(k => (JsonNode)k)]) }
                )
            )["id"]!;

    // Whoever opens details is let in by the partner's own org-admin.
    private async Task<HttpClient> System(Guid organisation, params string[] roles)
    {
        var giver = _operator;
        if (roles.Any(Roles.OpenDetails.Contains))
            giver = await OrgAdmin(organisation);
        return Client(await Add(giver, organisation, "clients", Labelled(roles)));
    }

    private async Task<HttpClient> OrgAdmin(Guid organisation) =>
        _admins.TryGetValue(organisation, out var known)
            ? known
            : _admins[organisation] = Client(await Add(_operator, organisation, "clients", Labelled(Roles.OrgAdmin)));

    private async Task<Visitor> SignIn(Guid organisation, string userName, string role)
    {
        var person = Labelled(role);
        (person["userName"], person["displayName"], person["password"]) = (userName, userName, Password);
        person.Remove("label");
        await Add(_operator, organisation, "people", person);
        var visitor = new Visitor(_network.Address);
        ((int)(await visitor.SignIn(userName, Password)).Status).ShouldBe(200);
        return visitor;
    }

    private static JsonObject Labelled(params string[] roles) =>
        new() { ["label"] = string.Join(' ', roles), ["roles"] = new JsonArray([.. roles.Select(r => (JsonNode)r)]) };

    private static Task<JsonObject> Add(HttpClient giver, Guid organisation, string what, JsonObject body) =>
        Post(giver, $"/api/organisations/{organisation}/{what}", body);

    private HttpClient Client(JsonObject made) =>
        new(
            new RenewedToken(
                _network.Address,
                (string)made["clientId"]!,
                (string)made["clientSecret"]!,
                new SocketsHttpHandler()
            )
        )
        {
            BaseAddress = _network.Address,
        };

    private static async Task<JsonObject> Post(HttpClient http, string path, JsonObject body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {await answer.Content.ReadAsStringAsync()}");
        return await Body(answer);
    }

    private static async Task<JsonObject> Get(HttpClient http, string path) =>
        (await http.GetFromJsonAsync<JsonObject>(path))!;

    private static async Task<JsonObject> Body(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonObject>())!;

    private static JsonObject Name(string en) => new() { ["en"] = en };

    public async ValueTask DisposeAsync()
    {
        await _network.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
