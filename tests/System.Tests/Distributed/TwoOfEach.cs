using System.Text.Json.Nodes;
using ReferralNetwork.Demo;
using ReferralNetwork.Distributed;
using static ReferralNetwork.System.Tests.Making;

namespace ReferralNetwork.System.Tests.Distributed;

/// <summary>Two processes of every service over a private RabbitMQ and PostgreSQL, with the demo; shared by the tests
/// of its collection.</summary>
public sealed class TwoOfEach : IAsyncLifetime
{
    /// <summary>How long a place is held for an urgent referral here.</summary>
    public static readonly TimeSpan ShortHold = TimeSpan.FromSeconds(6);

    private readonly List<HttpClient> _clients = [];
    private IReadOnlyList<DemoAccount> _accounts = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("network-").FullName;

    public DistributedNetwork Network { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(DistributedNetwork.IsInstalled, "RabbitMQ and PostgreSQL are not installed here");
        Network = await DistributedNetwork.Start(
            new DistributedOptions(Folder)
            {
                Demo = true,
                Replicas = 2,
                Settings = new Dictionary<string, string?>(RunningNetwork.Unlimited)
                {
                    ["Clocks:urgent:Hold"] = ShortHold.ToString("c"),
                },
            }
        );
        _accounts = DemoAccount.Read(Folder);
    }

    /// <summary>Every process of a service.</summary>
    public IReadOnlyList<string> ReplicasOf(string service) =>
        [.. Network.Members.Where(member => member.Service == service).Select(member => member.Name)];

    /// <summary>A client in the name of a demo account, at the gateway or at one process.</summary>
    public HttpClient As(string label, string? at = null)
    {
        var client = Client(
            Network.Address,
            _accounts.Single(a => a.Label == label),
            at is null ? null : Network.Members.Single(member => member.Name == at).Address
        );
        _clients.Add(client);
        return client;
    }

    /// <summary>A new shelter pool, once every replica's search shows it.</summary>
    public async Task<Guid> Pool(int maximum, string of = "shelter-1")
    {
        var publisher = As(of);
        var site = await Made(publisher, "/api/shelters/sites", Races.Given.Site("House of a test"));
        var body = Races.Given.Pool(maximum);
        body["trade"] = new JsonObject { ["stay"] = "emergency" };
        var pool = (Guid)(await Made(publisher, $"/api/shelters/sites/{(string)site["id"]!}/pools", body))["id"]!;
        foreach (var replica in ReplicasOf("referrals"))
        {
            var caseworker = As("ngo-1", replica);
            await Eventually.IsSo(
                async () => (await caseworker.GetAsync($"/api/availability/{pool}")).IsSuccessStatusCode,
                $"{replica} shows the pool"
            );
        }
        return pool;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        if (Network is not null)
            await Network.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

[CollectionDefinition(nameof(TwoOfEach))]
public sealed class TwoOfEachCollection : ICollectionFixture<TwoOfEach>;
