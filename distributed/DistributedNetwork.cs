using ReferralNetwork.Demo;
using ReferralNetwork.Identity;
using ReferralNetwork.Launch;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Referrals;
using HostOptions = ReferralNetwork.Platform.Hosting.HostOptions;

namespace ReferralNetwork.Distributed;

/// <param name="DataFolder">Holds databases, queues, keys and logs.</param>
public sealed record DistributedOptions(string DataFolder)
{
    /// <summary>The gateway's port on 127.0.0.1; 0 takes any free port.</summary>
    public int Port { get; init; }

    /// <summary>Number of processes of each service.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>Loads the fictional network into a folder that holds none yet.</summary>
    public bool Demo { get; init; }

    /// <summary>With the demo, also loads cases under way and past months.</summary>
    public bool Cases { get; init; }

    /// <summary>Where the services' programs lie; beside this one where null.</summary>
    public string? Programs { get; init; }

    /// <summary>Settings for every process; those that the launcher sets itself
    /// (<see cref="ProcessEnvironment"/>) override them.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Command that starts a process's program in place of starting it directly, by the process's name: for
    /// example a tool that changes its clock.</summary>
    public Func<string, IReadOnlyList<string>>? Before { get; init; }

    /// <summary>Called with the address as soon as the gateway answers, before the demo is loaded.</summary>
    public Action<Uri>? Listening { get; init; }

    public Action<string>? Progress { get; init; }
}

/// <summary>The whole network on one machine as it would run on many: a private RabbitMQ and PostgreSQL, and every
/// service and the gateway as a process of its own, any of which may die and be started again.</summary>
public sealed class DistributedNetwork : IAsyncDisposable
{
    public const string Broker = "broker";
    public const string Database = "database";
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(15);

    private readonly DistributedOptions _options;
    private readonly DataFolder _folder;
    private readonly Secrets _secrets;
    private readonly PrivateBroker _broker;
    private readonly PrivatePostgres _postgres;
    private readonly List<Member> _members;
    private readonly Dictionary<string, ChildProcess> _processes = [];
    private readonly string _logs;

    private DistributedNetwork(DistributedOptions options)
    {
        _options = options;
        _folder = Platform.Data.DataFolder.Open(options.DataFolder);
        _logs = Directory.CreateDirectory(Path.Combine(DataFolder, "logs")).FullName;
        _secrets = Secrets.ReadOrCreate(DataFolder);
        _broker = new PrivateBroker(Path.Combine(DataFolder, "rabbitmq"), _secrets.Broker);
        _postgres = new PrivatePostgres(Path.Combine(DataFolder, "postgres"), _secrets.Database);
        _members = Member.All(options.Replicas, options.Port);
        Address = _members[^1].Address;
    }

    public string DataFolder => _folder.Path;

    /// <summary>The gateway's address, the only one that clients need.</summary>
    public Uri Address { get; }

    /// <summary>The one-time code for POST /api/setup; null once there is an operator.</summary>
    public string? SetupCode { get; private set; }

    public IReadOnlyList<string> Names => [Broker, Database, .. _members.Select(member => member.Name)];

    internal IReadOnlyList<Member> Members => _members;
    internal string BrokerAddress => _broker.Address;

    internal string ConnectionString(string service) => _postgres.ConnectionString(Member.Database(service));

    internal string CrashFile(string name) => _members.Single(member => member.Name == name).CrashFile(_logs);

    public static bool IsInstalled => PrivateBroker.IsInstalled && PrivatePostgres.IsInstalled;

    /// <exception cref="IOException">Another process holds the data folder.</exception>
    public static async Task<DistributedNetwork> Start(DistributedOptions options, CancellationToken ct = default)
    {
        var network = new DistributedNetwork(options);
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
        Leftovers.End(DataFolder);
        var demo = DemoFolder.Prepare(DataFolder, _options.Demo, "postgres", "rabbitmq");
        SetupCode = SetupCodeFile.ReadOrCreate(DataFolder);
        _options.Progress?.Invoke("Starting RabbitMQ and PostgreSQL");
        StartBroker();
        await StartDatabase(ct);
        await _postgres.Create(Module.All.Select(module => Member.Database(module.Name)));

        _options.Progress?.Invoke("Starting the services");
        // The broker comes first: services that wait for it would take the processor time that it needs to start.
        await _broker.Ready(ct);
        foreach (var member in _members)
            Start(member);
        foreach (var member in _members)
            await Ready(member.Name, ct);
        RunFile.Write(DataFolder, Address);
        _options.Listening?.Invoke(Address);

        if (demo)
        {
            await using var referrals = _options.Cases ? BuildUnstartedHost<ReferralsModule>() : null;
            await Demonstration.Load(Address, SetupCode, DataFolder, referrals?.Services, _options.Progress, ct);
        }
        await using var identity = BuildUnstartedHost<IdentityModule>();
        if (!await LocalOperator.IsSetUp(identity.Services, ct))
            return;
        SetupCodeFile.Delete(DataFolder);
        SetupCode = null;
    }

    /// <summary>Starts a process again that was stopped or has died, on its old port, and waits until it is
    /// ready.</summary>
    public async Task Restart(string name, CancellationToken ct = default)
    {
        if (name == Broker)
        {
            StartBroker();
            await _broker.Ready(ct);
        }
        else if (name == Database)
            await StartDatabase(ct);
        else
        {
            Start(_members.Single(member => member.Name == name));
            await Ready(name, ct);
        }
    }

    /// <summary>Starts whatever has died again on its old port, as a cluster does with its pods, until
    /// <paramref name="ct"/> is cancelled.</summary>
    public async Task KeepRunning(Action<string> say, CancellationToken ct)
    {
        using var look = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await look.WaitForNextTickAsync(ct))
            {
                foreach (var name in Names.Where(HasExited))
                {
                    say($"{name} has ended by itself and is started again");
                    if (name == Broker)
                        StartBroker();
                    else if (name == Database)
                        await StartDatabase(ct);
                    else
                        Start(_members.Single(member => member.Name == name));
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested) { }
    }

    /// <summary>Waits until a process of the network answers that it is ready.</summary>
    public async Task Ready(string name, CancellationToken ct = default)
    {
        var member = _members.Single(m => m.Name == name);
        using var http = Local.Client(member.Address, TimeSpan.FromSeconds(5));
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync("/health/ready", ct);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception e)
                when (e is HttpRequestException or OperationCanceledException && !ct.IsCancellationRequested) { }
            if (_processes[name].HasExited)
                throw new InvalidOperationException($"{name} ended by itself: {LastWords(name)}");
            await Task.Delay(50, ct);
        }
    }

    /// <summary>SIGKILL.</summary>
    public Task Kill(string name) => Process(name).Kill();

    /// <summary>Asks it to end in good order.</summary>
    public Task Stop(string name) =>
        name switch
        {
            Broker => _broker.Stop(),
            Database => _postgres.Stop(),
            _ => Process(name).Stop(StopWithin),
        };

    /// <summary>SIGSTOP: the process stays but does nothing, as if it hung.</summary>
    public void Pause(string name) => Process(name).Signal("STOP");

    public void Resume(string name) => Process(name).Signal("CONT");

    public bool HasExited(string name) => Process(name).HasExited;

    public string LogOf(string name) => Path.Combine(_logs, $"{name}.log");

    /// <summary>The last 30 lines of its log; empty where there is none.</summary>
    public string LastWords(string name)
    {
        var log = LogOf(name);
        return File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(30)) : "";
    }

    private ChildProcess Process(string name) =>
        name switch
        {
            Broker => _broker.Process,
            Database => _postgres.Process,
            _ => _processes[name],
        };

    private void StartBroker()
    {
        _broker.Start();
        Leftovers.Note(DataFolder, _broker.Process.Id);
    }

    private async Task StartDatabase(CancellationToken ct)
    {
        await _postgres.Start(ct);
        Leftovers.Note(DataFolder, _postgres.Process.Id);
    }

    private void Start(Member member)
    {
        var program = Path.Combine(_options.Programs ?? AppContext.BaseDirectory, Member.Program(member.Service));
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var process = ChildProcess.Start(
            Path.Combine(_logs, $"{member.Name}.log"),
            [
                .. _options.Before?.Invoke(member.Name) ?? [],
                dotnet,
                program,
                .. ProcessEnvironment.Arguments(member, _members),
            ],
            ProcessEnvironment.Of(member, this, _secrets, _options.Settings)
        );
        _processes[member.Name] = process;
        Leftovers.Note(DataFolder, process.Id);
    }

    // A host that is built and not started: it reads the database and listens nowhere.
    private WebApplication BuildUnstartedHost<T>()
        where T : IModule =>
        Module
            .Of<T>()
            .Build(
                new HostOptions(
                    DataFolder,
                    new InProcessBus(),
                    new Dictionary<string, string?>
                    {
                        ["Issuer:Address"] = Address.GetLeftPart(UriPartial.Authority),
                        ["MasterKey:File"] = ProcessEnvironment.MasterKey(DataFolder),
                        ["Database:Provider"] = "postgres",
                        ["Database:ConnectionString"] = ConnectionString(T.Name),
                    }
                )
            );

    /// <summary>Stops the gateway first, so that no request reaches a service that is stopping; broker and database
    /// last.</summary>
    public async ValueTask DisposeAsync()
    {
        RunFile.Delete(DataFolder);
        if (_processes.TryGetValue(Member.Gateway, out var gateway))
            await gateway.Stop(StopWithin);
        await Task.WhenAll(_processes.Values.Select(process => process.Stop(StopWithin)));
        await Task.WhenAll(_broker.Stop(), _postgres.Stop());
        foreach (var process in _processes.Values)
            process.Dispose();
        _broker.Dispose();
        _postgres.Dispose();
        Leftovers.Forget(DataFolder);
        _folder.Dispose();
    }
}
