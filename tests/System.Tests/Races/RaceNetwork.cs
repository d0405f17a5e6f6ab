using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReferralNetwork.AllInOne;
using ReferralNetwork.Demo;
using ReferralNetwork.Launch;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.System.Tests.Races;

/// <summary>A network of its own whose clocks a test may move on, whose services it may switch off and whose events it
/// may hold back or send again.</summary>
public sealed class RaceNetwork : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Api> _clients = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<Guid>>> _sites = new();
    private IReadOnlyList<DemoAccount> _accounts = [];

    /// <summary>Most places that one organisation may hold; here no limit.</summary>
    public int MaxOpenHolds { get; init; } = 100_000;

    public Network Network { get; private set; } = null!;

    public string Folder { get; } = Directory.CreateTempSubdirectory("network-").FullName;

    /// <summary>Of the provider services.</summary>
    public ShiftedClock Providers { get; } = new();

    public ShiftedClock Referrals { get; } = new();

    internal InProcessBus Bus => Network.Host("referrals").Services.GetRequiredService<InProcessBus>();

    public async ValueTask InitializeAsync()
    {
        Network = await PreparedNetwork.Start(
            new NetworkOptions(Folder)
            {
                Demo = true,
                Logging = log => log.ClearProviders(),
                Settings = new Dictionary<string, string?>(RunningNetwork.Unlimited)
                {
                    ["Allowance:Organisation"] = $"{MaxOpenHolds}",
                },
                Time = name =>
                    name switch
                    {
                        "identity" => null,
                        "referrals" => Referrals,
                        _ => Providers,
                    },
            }
        );
        _accounts = DemoAccount.Read(Folder);
    }

    public DemoAccount Account(string label) => _accounts.Single(account => account.Label == label);

    internal Api As(string label) =>
        _clients.GetOrAdd(label, _ => new Api(Making.Client(Network.Address, Account(label))));

    /// <summary>A pool that search knows.</summary>
    internal async Task<Guid> Pool(
        int maximum,
        string label = "shelter-1",
        string route = "shelters",
        string access = "places"
    )
    {
        var provider = As(label);
        var site = await _sites
            .GetOrAdd(label, _ => new(async () => (await provider.Post($"/api/{route}/sites", Given.Site(label))).Id))
            .Value;
        var id = (await provider.Post($"/api/{route}/sites/{site}/pools", Given.Pool(maximum, access)))
            .MustBe(HttpStatusCode.Created)
            .Id;
        var caseworker = As("ngo-1");
        await Eventually.IsSo(
            async () => (await caseworker.Get($"/api/availability/{id}")).Code == 200,
            "the pool is in search"
        );
        return id;
    }

    internal async Task<Answer> Send(JsonObject referral, string label = "ngo-1", string wait = "10")
    {
        var answer = await As(label)
            .Post(
                "/api/referrals",
                referral,
                ("Prefer", $"wait={wait}"),
                ("Idempotency-Key", Guid.NewGuid().ToString())
            );
        answer.Code.ShouldBeOneOf([201, 202], answer.ToString());
        return answer;
    }

    /// <summary>A referral with a place held for it at the first pool.</summary>
    internal async Task<Guid> Hold(Guid[] plan, string urgency = "emergency")
    {
        var id = (await Send(Given.Referral("shelter", plan, urgency))).Id;
        // So many at once are more than may wait.
        (
            await Eventually.Get(() => Referral(id), referral => referral.State != "requested", "a place is held")
        ).Business.ShouldBe("held");
        return id;
    }

    internal async Task<Answer> Referral(Guid id, string label = "ngo-1") =>
        (await As(label).Get($"/api/referrals/{id}")).MustBe(HttpStatusCode.OK);

    /// <summary>What that house knows it by.</summary>
    internal Guid Attempt(Guid referral, string label = "shelter-1") =>
        Attempts.Of(Folder, referral, Account(label).Organisation.Id);

    internal async Task<Answer> Item(Guid id, string label = "shelter-1") =>
        (await As(label).Get($"/api/shelters/inbox/{Attempt(id, label)}")).MustBe(HttpStatusCode.OK);

    internal async Task<Answer> Act(
        Guid id,
        string action,
        JsonNode? body = null,
        string label = "shelter-1",
        string route = "shelters"
    ) => await As(label).Post($"/api/{route}/inbox/{Attempt(id, label)}/actions/{action}", body);

    internal async Task<Answer> Withdraw(Guid id) =>
        await As("ngo-1").Post($"/api/referrals/{id}/actions/withdraw", Given.Reason("survivor-declined"));

    /// <summary>Held, occupied and waiting, as the publisher reads them.</summary>
    internal async Task<(int Held, int Occupied, int Waiting)> Counts(Guid pool, string label = "shelter-1")
    {
        var capacity = (await As(label).Get($"/api/shelters/pools/{pool}"))["capacity"]!;
        return ((int)capacity["held"]!, (int)capacity["occupied"]!, (int)capacity["waiting"]!);
    }

    /// <summary>Until every event has arrived and none was given up.</summary>
    internal Task Quiet() =>
        Eventually.IsSo(async () => await Pending() == 0 && await Pending() == 0, "every event has arrived");

    private async Task<int> Pending()
    {
        var pending = 0;
        foreach (var module in Module.All)
        {
            await using var scope = Network.Host(module.Name).Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<DbContext>();
            pending += await db
                .Database.SqlQueryRaw<int>(
                    "SELECT (SELECT COUNT(*) FROM \"Outbox\") + (SELECT COUNT(*) FROM \"Failures\") AS \"Value\""
                )
                .SingleAsync();
        }
        return pending;
    }

    internal T Background<T>(string module)
        where T : IHostedService => Network.Host(module).Services.GetServices<IHostedService>().OfType<T>().Single();

    /// <summary>Nothing sends on an event of this type until it is disposed of.</summary>
    internal IDisposable HoldBack<T>() => new Gate<T>(Bus);

    public async ValueTask DisposeAsync()
    {
        await Network.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    // A feed is asked before any subscriber, on the sender's own thread.
    private sealed class Gate<T> : IDisposable
    {
        private readonly ManualResetEventSlim _open = new();
        private readonly InProcessBus _bus;
        private readonly Action<Envelope> _wait;

        public Gate(InProcessBus bus)
        {
            (_bus, _wait) = (bus, _ => _open.Wait(TimeSpan.FromMinutes(1)));
            bus.AddFeed(Envelope.TypeOf<T>(), _wait);
        }

        // Not disposed of itself: a sender may still be on its way out.
        public void Dispose()
        {
            _open.Set();
            _bus.RemoveFeed(Envelope.TypeOf<T>(), _wait);
        }
    }
}

[CollectionDefinition(nameof(RaceNetwork))]
public sealed class RaceNetworkCollection : ICollectionFixture<RaceNetwork>;
