using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using ReferralNetwork.Demo;
using ReferralNetwork.Gateway;
using ReferralNetwork.Identity;
using ReferralNetwork.Launch;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Messaging;
using HostOptions = ReferralNetwork.Platform.Hosting.HostOptions;

namespace ReferralNetwork.AllInOne;

/// <summary>
/// The whole network in one process: every module a host of its own (own container, own loopback port, own database),
/// the gateway before them, and one bus between them.
/// </summary>
public sealed class Network : IAsyncDisposable
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(3);

    private readonly NetworkOptions _options;
    private readonly IReadOnlyList<Module> _modules;
    private readonly DataFolder _folder;
    private readonly InProcessBus _bus = new();

    // Known to identity and the portal alone, and made anew at each start.
    private readonly string _portalSecret = RandomNumberGenerator.GetHexString(64);
    private readonly ConcurrentDictionary<string, WebApplication> _hosts = new();
    private readonly ConcurrentDictionary<string, Uri> _addresses = new();
    private WebApplication? _gateway;

    private Network(NetworkOptions options)
    {
        _options = options;
        _modules = [.. Module.All, .. options.More];
        _folder = Platform.Data.DataFolder.Open(options.DataFolder);
    }

    public string DataFolder => _folder.Path;

    /// <summary>The gateway's address, the only one that clients need.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The one-time code for POST /api/setup; null once there is an operator.</summary>
    public string? SetupCode { get; private set; }

    /// <summary>The host of a module by its name, or of the <c>gateway</c>.</summary>
    public WebApplication Host(string name) => name == "gateway" ? _gateway! : _hosts[name];

    /// <exception cref="IOException">Another process holds the data folder.</exception>
    /// <exception cref="SocketException">The port is taken.</exception>
    public static async Task<Network> Start(NetworkOptions options, CancellationToken ct = default)
    {
        var network = new Network(options);
        try
        {
            await network.Start(ct);
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    private async Task Start(CancellationToken ct)
    {
        var configuration = new ConfigurationBuilder()
            .AddEnvironmentVariables()
            .AddInMemoryCollection(_options.Settings)
            .Build();
        GatewayHost.Check(configuration);
        // The port is taken first: the gateway's address is the issuer's, which is in every module's settings.
        var listener = Listen(_options.Port);
        Address = new Uri($"{GatewayHost.Scheme(configuration)}://{listener.LocalEndPoint}");
        var demo = DemoFolder.Prepare(DataFolder, _options.Demo, "*.db*");
        SetupCode = demo ? SetupCodeFile.New() : SetupCodeFile.ReadOrCreate(DataFolder);

        // All modules are built, and thereby subscribed, before the first one starts and publishes.
        _options.Progress?.Invoke("Starting");
        foreach (var module in _modules)
            _hosts[module.Name] = Build(module, "http://127.0.0.1:0");
        await Task.WhenAll(_modules.Select(module => Task.Run(() => Start(module.Name, ct), ct)));
        // Identity's address is known only after its start; no module has fetched the issuer's keys before this.
        foreach (var host in _hosts.Values)
            host.Configuration["Issuer:Metadata"] = IssuerMetadata;

        _gateway = GatewayHost.Build(
            new GatewayOptions(
                _addresses.ToDictionary(module => module.Key, IReadOnlyList<Uri> (module) => [module.Value]),
                listener,
                _options.Logging,
                Settings()
            ),
            Module.Arguments
        );
        await _gateway.StartAsync(ct);
        RunFile.Write(DataFolder, Address);
        _options.Listening?.Invoke(Address);

        if (demo)
            await Demonstration.Load(
                Address,
                SetupCode,
                DataFolder,
                _options.Cases ? Host("referrals").Services : null,
                _options.Progress,
                ct
            );
        if (!await LocalOperator.IsSetUp(Host("identity").Services, ct))
            return;
        SetupCodeFile.Delete(DataFolder);
        SetupCode = null;
    }

    /// <summary>A token with the operator role, for commands that run on this machine.</summary>
    public Task<string> OperatorToken(CancellationToken ct) => LocalOperator.Token(Host("identity").Services, ct);

    /// <summary>Stops a module, as an orderly shutdown of its machine would.</summary>
    public Task StopModule(string name) => _hosts.TryRemove(name, out var host) ? Stop(host) : Task.CompletedTask;

    /// <summary>Starts a stopped module again, as a new host on its old port.</summary>
    public async Task StartModule(string name, CancellationToken ct = default)
    {
        _hosts[name] = Build(_modules.Single(module => module.Name == name), _addresses[name].ToString());
        await Start(name, ct);
    }

    private WebApplication Build(Module module, string address)
    {
        var host = module.Build(
            new HostOptions(DataFolder, _bus, Settings(), _options.Time?.Invoke(module.Name), _options.Logging)
        );
        host.Urls.Add(address);
        return host;
    }

    private Dictionary<string, string?> Settings() =>
        new(_options.Settings)
        {
            ["Issuer:Address"] = Address.GetLeftPart(UriPartial.Authority),
            ["Issuer:Metadata"] = IssuerMetadata,
            ["Hosts"] = "127.0.0.1;localhost",
            ["Identity:SetupCode"] = SetupCode,
            ["Portal:ClientSecret"] = _portalSecret,
            ["Loading:File"] = DemoFolder.Marker(DataFolder),
        };

    // Fetched from identity directly, so that the modules need not trust the gateway's certificate.
    private string? IssuerMetadata =>
        _addresses.TryGetValue("identity", out var identity)
            ? new Uri(identity, "/.well-known/openid-configuration").ToString()
            : null;

    private async Task Start(string name, CancellationToken ct)
    {
        var host = _hosts[name];
        await ServiceHost.Prepare(host);
        await host.StartAsync(ct);
        _addresses[name] = new Uri(host.Urls.First());
    }

    private static Socket Listen(int port)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
            listener.Listen();
            return listener;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    // Requests under way may finish; streams that are still open after the limit are cut.
    private static async Task Stop(WebApplication host)
    {
        using var limit = new CancellationTokenSource(StopWithin);
        try
        {
            await host.StopAsync(limit.Token);
        }
        catch (OperationCanceledException)
        { /* cut */
        }
        await host.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            RunFile.Delete(DataFolder);
            await Stop(_gateway);
        }
        await Task.WhenAll(_hosts.Values.Select(Stop));
        _folder.Dispose();
    }
}
