using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ReferralNetwork.AllInOne;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.System.Tests.Surface;

/// <summary>The whole network without the demo: an operator, and the partners that tests make. Shared by the tests of
/// its collection.</summary>
public sealed class EmptyNetwork : IAsyncLifetime
{
    private readonly HttpMessageHandler _connections;

    public EmptyNetwork()
        : this(connections => connections) { }

    /// <param name="around">Sees what callers send and get.</param>
    internal EmptyNetwork(Func<HttpMessageHandler, HttpMessageHandler> around) =>
        _connections = around(new SocketsHttpHandler());

    public Network Network { get; private set; } = null!;

    public string Folder { get; } = Directory.CreateTempSubdirectory("network-").FullName;

    public Action<ILoggingBuilder> Logging { get; init; } = log => log.ClearProviders();

    /// <summary>Every endpoint of every module.</summary>
    internal IReadOnlyList<Endpoint> Endpoints { get; private set; } = [];

    /// <summary>The organisation that runs the network.</summary>
    public Partner Office { get; private set; } = null!;

    /// <summary>A caller without a token.</summary>
    public HttpClient Nobody { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Network = await PreparedNetwork.Start(Options(0));
        Endpoints = Endpoint.All(Network);
        Nobody = Caller(_connections);
        var setUp = (
            await Nobody.Post(
                "/api/setup",
                new JsonObject
                {
                    ["code"] = Network.SetupCode,
                    ["organisation"] = new JsonObject { ["en"] = "Office" },
                    ["userName"] = "operator",
                    ["displayName"] = "Operator",
                    ["password"] = "a long password",
                }
            )
        ).Expect(201);
        Office = new Partner(
            this,
            (Guid)setUp["organisationId"]!,
            Client((string)setUp["clientId"]!, (string)setUp["clientSecret"]!)
        );
    }

    /// <summary>Stops in good order and starts where it was.</summary>
    public async Task Restart(Action between)
    {
        var port = Network.Address.Port;
        await Network.DisposeAsync();
        between();
        Network = await AllInOne.Network.Start(Options(port));
    }

    private NetworkOptions Options(int port) =>
        new(Folder)
        {
            Port = port,
            Logging = Logging,
            Settings = new Dictionary<string, string?>(RunningNetwork.Unlimited)
            {
                ["Allowance:Organisation"] = "100000",
                ["FollowUps:Early"] = "400.00:00:00",
            },
        };

    /// <summary>A new organisation of the network.</summary>
    public async Task<Partner> Partner(string name)
    {
        var keeper = await Office.As(Roles.Operator);
        var made = (
            await keeper.Post(
                "/api/organisations",
                new JsonObject
                {
                    ["name"] = new JsonObject { ["en"] = name },
                    ["kinds"] = new JsonArray([.. Codes.Kinds.Select(kind => JsonValue.Create(kind))]),
                }
            )
        ).Expect(201);
        return new Partner(this, (Guid)made["id"]!, keeper);
    }

    /// <summary>A caller in the name of an API client.</summary>
    public HttpClient Client(string clientId, string secret) =>
        Caller(new RenewedToken(Network.Address, clientId, secret, _connections));

    private HttpClient Caller(HttpMessageHandler connections) =>
        new(connections, disposeHandler: false) { BaseAddress = Network.Address };

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Stops in good order; the folder stays until disposed of.</summary>
    public async Task Stop()
    {
        _connections.Dispose();
        if (Network is not null)
            await Network.DisposeAsync();
    }
}

/// <summary>An organisation, and callers that act for it.</summary>
public sealed class Partner(EmptyNetwork network, Guid id, HttpClient keeper)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<(HttpClient Http, string ClientId)>>> _clients = new();

    public Guid Id => id;

    /// <summary>
    /// A caller with these roles; where one is the partner's own org-admin's to give, without those of the network:
    /// nobody can give both.
    /// </summary>
    public async Task<HttpClient> As(params IEnumerable<string> roles) => (await Client(roles)).Http;

    public async Task<string> ClientId(params IEnumerable<string> roles) => (await Client(roles)).ClientId;

    /// <summary>Somebody who works there.</summary>
    public async Task<Guid> NewPerson() =>
        (Guid)
            (
                await keeper.Post(
                    $"/api/organisations/{id}/people",
                    new JsonObject
                    {
                        ["userName"] = $"p{Guid.NewGuid():N}",
                        ["displayName"] = "Person",
                        ["roles"] = new JsonArray(Roles.Intake),
                        ["password"] = "a long password",
                    }
                )
            ).Expect(201)["id"]!;

    public async Task<Guid> NewInvitation() =>
        (Guid)
            (
                await keeper.Post(
                    $"/api/organisations/{id}/invitations",
                    new JsonObject { ["displayName"] = "Person", ["roles"] = new JsonArray(Roles.Intake) }
                )
            ).Expect(201)["id"]!;

    /// <summary>What it says itself against itself.</summary>
    public async Task<Guid> Complaint() =>
        (Guid)
            (
                await (await As(Roles.Caseworker)).Post(
                    "/api/complaints",
                    new JsonObject { ["about"] = Id.ToString(), ["text"] = "They asked her for money." }
                )
            ).Expect(202)["id"]!;

    private Task<(HttpClient Http, string ClientId)> Client(IEnumerable<string> roles)
    {
        var all = roles.ToList();
        if (!IsOffice && all.Any(IsThePartnersOwn))
            all.RemoveAll(Roles.OfTheNetwork.Contains);
        var label = string.Join(' ', all.Order());
        return _clients.GetOrAdd(label, _ => new(() => Make(label))).Value;
    }

    private bool IsOffice => id == network.Office?.Id;

    private static bool IsThePartnersOwn(string role) => role == Roles.OrgAdmin || Roles.OpenDetails.Contains(role);

    // The operator lets the first org-admin in, who makes the others and what opens details.
    private async Task<(HttpClient, string)> Make(string label)
    {
        var own =
            IsOffice || label == Roles.OrgAdmin || !label.Split(' ').Any(IsThePartnersOwn)
                ? keeper
                : await As(Roles.OrgAdmin);
        var made = (
            await own.Post(
                $"/api/organisations/{id}/clients",
                new JsonObject
                {
                    ["label"] = label,
                    ["roles"] = new JsonArray([.. label.Split(' ').Select(role => JsonValue.Create(role))]),
                }
            )
        ).Expect(201);
        var clientId = (string)made["clientId"]!;
        return (network.Client(clientId, (string)made["clientSecret"]!), clientId);
    }
}

[CollectionDefinition(nameof(EmptyNetwork))]
public sealed class EmptyNetworkCollection : ICollectionFixture<EmptyNetwork>;
