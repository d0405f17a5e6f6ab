using System.Net;
using System.Net.Sockets;
using ReferralNetwork.Containers.Tests;
using ReferralNetwork.Contracts;
using ReferralNetwork.Demo;
using ReferralNetwork.System.Tests.Kills;

[assembly: AssemblyFixture(typeof(ComposedNetwork))]

namespace ReferralNetwork.Containers.Tests;

/// <summary>The network as a newcomer gets it: <c>deploy/new-env</c> and compose, in a folder of its own, with the
/// demo's partners. Every test leaves it running.</summary>
public sealed class ComposedNetwork : IAsyncLifetime
{
    private readonly Lazy<Task> _started;

    public ComposedNetwork() => _started = new(Start);

    public string Folder { get; } = Directory.CreateTempSubdirectory("network").FullName;
    public Uri Address { get; private set; } = null!;

    /// <summary>Starts it for the first test that asks; the others go on with it.</summary>
    public Task Ready()
    {
        Assert.SkipWhen(Engine.Name is null, "no container engine is known here: ./test --containers finds one");
        return _started.Value;
    }

    internal Task Up(params string[] services) => Engine.Compose(Folder, ["up", "-d", .. services]);

    /// <summary>Brings back the container of one service from the image that now has its name.</summary>
    internal async Task Replace(string service)
    {
        var container = await ContainerOf(service);
        await Engine.Do("stop", container);
        await Engine.Do("rm", container);
        await Up("--no-deps", service);
    }

    internal async Task<string> ContainerOf(string service) =>
        (
            await Engine.Do(
                "ps",
                "-aq",
                "--filter",
                $"label=com.docker.compose.project.working_dir={Folder}",
                "--filter",
                $"label=com.docker.compose.service={service}"
            )
        ).Trim();

    /// <summary>As a crash: the engine has not stopped it, and starts it again.</summary>
    internal async Task Kill(string service) =>
        await Engine.Program(
            Folder,
            "kill",
            "-9",
            (await Engine.Do("inspect", "--format", "{{.State.Pid}}", await ContainerOf(service))).Trim()
        );

    internal Task IsReady() => Eventually.IsSo(Answers, "every service answers through the gateway");

    /// <summary>Whether every service does, through the gateway.</summary>
    internal async Task<bool> Answers()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            return (await http.GetAsync(new Uri(Address, "/health/ready"))).IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    internal async Task<string> LogOf(string service)
    {
        var (_, said, errors) = await Engine.Try(Folder, Engine.Name!, "logs", await ContainerOf(service));
        return said + errors;
    }

    internal async Task Walk()
    {
        var (code, said, errors) = await Engine.Try(
            SourceTree.Root,
            "./walk",
            Address.GetLeftPart(UriPartial.Authority),
            Folder
        );
        code.ShouldBe(0, said + errors);
        said.TrimEnd().ShouldEndWith("All as documented.");
    }

    /// <summary>Four houses with work, and two caseworkers who send it, none of which the others know.</summary>
    internal async Task<Work> Work()
    {
        var answers = new Answers();
        using var partners = new Partners(Address, DemoAccount.Read(Folder));
        async Task<SteadyClient> Open(string name, IReadOnlyList<string> kinds, params string[] roles) =>
            new(Address, await partners.Admit(name, kinds, roles), answers);
        SteadyClient[] caseworkers =
        [
            await Open("First referrer of a test", [], Roles.Caseworker),
            await Open("Second referrer of a test", [], Roles.Caseworker),
        ];
        var houses = new List<House>();
        foreach (var kind in KindDescriptor.All)
        {
            var provider = await Open($"House for {kind.Code} of a test", [kind.Code], Roles.Publisher, Roles.Intake);
            var house = new House(kind.Code, kind.Route, provider);
            await house.Open(caseworkers[0]);
            houses.Add(house);
        }
        return new Work(houses, caseworkers);
    }

    private async Task Start()
    {
        var port = FreePort();
        Address = new Uri($"http://127.0.0.1:{port}");
        foreach (var file in (string[])["docker-compose.yml", ".env.example"])
            File.Copy(Path.Combine(SourceTree.Root, file), Path.Combine(Folder, file));
        Directory.CreateDirectory(Path.Combine(Folder, "deploy"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "deploy")))
            File.Copy(file, Path.Combine(Folder, "deploy", Path.GetFileName(file)));

        await Engine.Program(Folder, "deploy/new-env", Address.GetLeftPart(UriPartial.Authority));
        // Beside another network on this machine.
        await Edit(line => line.Replace("127.0.0.1:8080", $"127.0.0.1:{port}").Replace("172.31.250.", "172.31.251."));
        await Up();
        await IsReady();
        await Demonstration.Load(Address, await Setting("SETUP_CODE"), Folder, null, null, default);
    }

    internal async Task<string> Setting(string name) =>
        (await File.ReadAllLinesAsync(Path.Combine(Folder, ".env")))
            .Single(line => line.StartsWith($"{name}=", StringComparison.Ordinal))
            .Split('=', 2)[1];

    internal async Task Edit(Func<string, string> line)
    {
        var path = Path.Combine(Folder, ".env");
        await File.WriteAllLinesAsync(path, (await File.ReadAllLinesAsync(path)).Select(line));
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        if (_started.IsValueCreated)
            await Engine.Compose(Folder, "down", "-v");
        Directory.Delete(Folder, recursive: true);
    }
}
