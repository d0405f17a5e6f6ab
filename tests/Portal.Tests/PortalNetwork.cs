using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ReferralNetwork.AllInOne;
using ReferralNetwork.Demo;

namespace ReferralNetwork.Portal.Tests;

/// <summary>The whole network with the demo, and a portal whose clock a test may put forward.</summary>
public sealed class PortalNetwork : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-tests-").FullName;
    private readonly ConcurrentDictionary<string, Lazy<Task<Visitor>>> _signedIn = new();

    public Network Network { get; private set; } = null!;
    internal ShiftedClock PortalClock { get; } = new();
    internal IReadOnlyList<DemoAccount> Accounts { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Network = await PreparedNetwork.Start(
            new NetworkOptions(_folder)
            {
                Demo = true,
                Logging = log => log.ClearProviders(),
                Time = module => module == "portal" ? PortalClock : null,
                Settings = new Dictionary<string, string?>
                {
                    ["Limits:Client:PerSecond"] = "100000",
                    ["Limits:Client:Burst"] = "100000",
                    ["Limits:Address:PerSecond"] = "100000",
                    ["Limits:Address:Burst"] = "100000",
                    ["Limits:Guess:PerSecond"] = "1000",
                    ["Limits:Guess:Burst"] = "1000",
                },
            }
        );
        Accounts = DemoAccount.Read(_folder);
    }

    /// <summary>Somebody with a browser and no sign-in.</summary>
    internal Visitor Visitor(string language = "en") => new(Network.Address, language);

    internal async Task<Visitor> SignIn(string label)
    {
        var account = Accounts.Single(account => account.Label == label);
        var visitor = Visitor();
        var page = await visitor.SignIn(account.UserName, account.Password);
        ((int)page.Status).ShouldBe(200, $"{page.Address} {page.Page.Body?.TextContent}");
        return visitor;
    }

    /// <summary>One that all tests share: it must not be signed out.</summary>
    internal Task<Visitor> As(string label) => _signedIn.GetOrAdd(label, _ => new(() => SignIn(label))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in _signedIn.Values)
            (await visitor.Value).Dispose();
        await Network.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

[CollectionDefinition(nameof(PortalNetwork))]
public sealed class PortalNetworkCollection : ICollectionFixture<PortalNetwork>;
