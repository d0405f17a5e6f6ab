using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ReferralNetwork.AllInOne;
using ReferralNetwork.Demo;

namespace ReferralNetwork.Browser.Tests;

/// <summary>The whole network with the demo, and room at one pool of each kind for what the tests hold.</summary>
public class BrowserNetwork(Chromium chromium) : IAsyncLifetime
{
    private const int Room = 400;

    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _signedIn = new();
    private readonly ConcurrentDictionary<string, HttpClient> _clients = new();
    private readonly Dictionary<string, Guid> _pools = [];
    private Lazy<Task>? _pastMonths;
    private WebApplication? _elsewhere;

    protected virtual IReadOnlyDictionary<string, string?> More => new Dictionary<string, string?>();

    protected virtual bool Demo => true;

    protected virtual Func<string, TimeProvider?>? Time => null;

    public Network Network { get; private set; } = null!;
    public IReadOnlyList<DemoAccount> Accounts { get; private set; } = [];
    public string Folder { get; } = Directory.CreateTempSubdirectory("network-").FullName;
    public Uri Address => Network.Address;

    /// <summary>Where the quick exit leads: a dull page of another origin.</summary>
    public string Elsewhere => _elsewhere!.Urls.First().TrimEnd('/') + "/";

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _elsewhere = builder.Build();
        _elsewhere.Run(http =>
        {
            http.Response.ContentType = "text/html";
            return http.Response.WriteAsync("<!doctype html><title>Weather</title><h1>Weather</h1>");
        });
        await _elsewhere.StartAsync();

        var options = new NetworkOptions(Folder)
        {
            Demo = Demo,
            Time = Time,
            Logging = log => log.ClearProviders(),
            Settings = new Dictionary<string, string?>(More)
            {
                // For tests that ask in a minute what people ask in a night.
                ["Limits:Client:Burst"] = "1000000",
                ["Limits:Address:Burst"] = "1000000",
                ["Limits:Guess:Burst"] = "1000000",
                ["Allowance:Organisation"] = "1000",
                ["Portal:ExitTo"] = Elsewhere,
                ["FollowUps:Early"] = "400.00:00:00",
                ["Figures:After"] = "00:00:00",
            },
        };
        Network = await PreparedNetwork.Start(options);
        Accounts = DemoAccount.Read(Folder);
        _pastMonths = new(() => Tests.PastMonths.Add(Network));
        foreach (var kind in Demo ? Kinds.All : [])
            _pools[kind.Code] = await AddPool(kind, Room);
    }

    /// <summary>The pool of a kind that has room for all; it belongs to the first organisation of the kind.</summary>
    public Guid Pool(Kinds kind) => _pools[kind.Code];

    /// <summary>What the house that was asked last knows a referral by.</summary>
    public Guid Attempt(Guid referral) => Attempts.Of(Folder, referral);

    public DemoAccount Account(string label) => Accounts.Single(account => account.Label == label);

    /// <summary>Another pool of the kind's first organisation, as soon as search knows it.</summary>
    public async Task<Guid> AddPool(Kinds kind, int maximum, string name = "Room for all", string? trade = null)
    {
        var desk = Client(kind.Desk);
        var site = (await Json(desk, $"/api/{kind.Route}/sites"))["items"]![0]!["id"];
        using var answer = await desk.PostAsJsonAsync(
            $"/api/{kind.Route}/sites/{site}/pools",
            new JsonObject
            {
                ["name"] = new JsonObject { ["en"] = name, ["km"] = "កន្លែងសម្រាប់ទាំងអស់គ្នា" },
                ["maximum"] = maximum,
                ["occupied"] = 0,
                ["access"] = "places",
                ["eligibility"] = new JsonObject
                {
                    ["sexes"] = new JsonArray("female", "male", "other"),
                    ["minAge"] = 0,
                    ["maxChildren"] = 3,
                },
                ["trade"] = JsonNode.Parse(trade ?? kind.Trade),
            }
        );
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        var id = (Guid)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
        var caseworker = Client("ngo-1");
        await Eventually.IsSo(
            async () => (await caseworker.GetAsync($"/api/availability/{id}")).IsSuccessStatusCode,
            "search knows the pool"
        );
        return id;
    }

    /// <summary>A client of the API in an account's name, for what a test prepares or looks up beside the
    /// pages.</summary>
    public HttpClient Client(string label) =>
        _clients.GetOrAdd(
            label,
            _ =>
            {
                var account = Account(label);
                return new(new RenewedToken(Address, account.ClientId, account.ClientSecret, new SocketsHttpHandler()))
                {
                    BaseAddress = Address,
                };
            }
        );

    /// <summary>There are two months behind, with figures.</summary>
    public Task PastMonths() => _pastMonths!.Value;

    public async Task<JsonNode> Get(string label, string path) => await Json(Client(label), path);

    /// <summary>Somebody at the portal's door.</summary>
    public async Task<Person> Visitor(
        Screen screen,
        string name = "visitor",
        Action<BrowserNewContextOptions>? change = null
    )
    {
        var options = screen.Options(Address);
        change?.Invoke(options);
        var context = await chromium.Open(options);
        return new Person(this, context, await context.NewPageAsync(), name, screen);
    }

    /// <summary>Somebody signed in; the first time through the page, then with that session.</summary>
    public async Task<Person> Person(string label, Screen screen, Action<BrowserNewContextOptions>? change = null)
    {
        var state = await _signedIn
            .GetOrAdd(
                label,
                _ =>
                    new(async () =>
                    {
                        await using var first = await SignedInNow(label, Screen.Desktop("en"));
                        return await first.Context.StorageStateAsync();
                    })
            )
            .Value;
        return await Visitor(
            screen,
            label,
            options =>
            {
                options.StorageState = state;
                change?.Invoke(options);
            }
        );
    }

    /// <summary>Somebody with a session that is theirs alone.</summary>
    public async Task<Person> SignedInNow(string label, Screen screen, Action<BrowserNewContextOptions>? change = null)
    {
        var person = await Visitor(screen, label, change);
        await person.Page.GotoAsync("/");
        await person.SignIn(Account(label).UserName, Account(label).Password);
        return person;
    }

    private static async Task<JsonNode> Json(HttpClient client, string path) =>
        (await client.GetFromJsonAsync<JsonNode>(path))!;

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
        if (Network is not null)
            await Network.DisposeAsync();
        if (_elsewhere is not null)
            await _elsewhere.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}

[CollectionDefinition(nameof(BrowserNetwork))]
public sealed class BrowserNetworkCollection : ICollectionFixture<BrowserNetwork>;

/// <summary>The kinds of help, and who answers for each in the demo.</summary>
public sealed record Kinds(string Code, string Route, string Desk, string Trade)
{
    public static readonly Kinds Shelter = new("shelter", "shelters", "shelter-1", """{ "stay": "emergency" }""");
    public static readonly Kinds Medical = new("medical", "medical", "medical-1", """{ "services": ["injury"] }""");
    public static readonly Kinds LegalAid = new(
        "legal-aid",
        "legal-aid",
        "legal-aid-1",
        """{ "matters": ["identity-papers"] }"""
    );
    public static readonly Kinds Training = new("training", "training", "training-1", """{ "course": "sewing" }""");
    public static readonly IReadOnlyList<Kinds> All = [Shelter, Medical, LegalAid, Training];

    public static Kinds Of(string code) => All.Single(kind => kind.Code == code);
}
