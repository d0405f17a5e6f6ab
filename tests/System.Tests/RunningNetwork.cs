using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ReferralNetwork.AllInOne;
using ReferralNetwork.Demo;

[assembly: AssemblyFixture(typeof(ReferralNetwork.Testing.Databases.Translations))]

namespace ReferralNetwork.System.Tests;

/// <summary>The whole network with the demo loaded, on a free port and a folder of its own; shared by the tests of its
/// collection.</summary>
public sealed class RunningNetwork : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, HttpClient> _clients = new();

    /// <summary>For tests that ask in an instant what callers ask in an hour.</summary>
    public static IReadOnlyDictionary<string, string?> Unlimited { get; } =
        new Dictionary<string, string?>
        {
            ["Limits:Client:Burst"] = "1000000",
            ["Limits:Address:Burst"] = "1000000",
            ["Limits:Guess:Burst"] = "1000000",
        };

    public Network Network { get; private set; } = null!;

    public string Folder { get; } = Directory.CreateTempSubdirectory("network-").FullName;

    public IReadOnlyList<DemoAccount> Accounts { get; private set; } = [];

    public Uri Address => Network.Address;

    /// <summary>A caller without a token.</summary>
    public HttpClient Nobody { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Network = await PreparedNetwork.Start(
            new NetworkOptions(Folder)
            {
                Demo = true,
                Logging = log => log.ClearProviders(),
                Settings = Unlimited,
            }
        );
        Accounts = DemoAccount.Read(Folder);
        Nobody.BaseAddress = Address;
    }

    public DemoAccount Account(string label) => Accounts.Single(account => account.Label == label);

    /// <summary>A client of the API in the name of a demo account; one a label.</summary>
    public HttpClient As(string label) => _clients.GetOrAdd(label, _ => Making.Client(Address, Account(label)));

    public async Task<string> Token(DemoAccount account) =>
        (string)(await Making.Token(Address, account.ClientId, account.ClientSecret))["access_token"]!;

    public async ValueTask DisposeAsync()
    {
        Nobody.Dispose();
        foreach (var client in _clients.Values)
            client.Dispose();
        await Network.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

[CollectionDefinition(nameof(RunningNetwork))]
public sealed class RunningNetworkCollection : ICollectionFixture<RunningNetwork>;
