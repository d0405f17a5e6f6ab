using System.Diagnostics;
using System.Globalization;
using ReferralNetwork.Distributed;

namespace ReferralNetwork.Bench;

/// <summary>A server in a process of its own: one of the product's programs, or a part of this one.</summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly ChildProcess _process;

    private Child(ChildProcess process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>From the start of the process to its first good answer.</summary>
    public double ReadyAfterSeconds { get; private set; }

    public double ResidentMb
    {
        get
        {
            using var process = Process.GetProcessById(_process.Id);
            return process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    /// <summary>What it has used of the processors since it began.</summary>
    public double ProcessorMs
    {
        get
        {
            using var process = Process.GetProcessById(_process.Id);
            return process.TotalProcessorTime.TotalMilliseconds;
        }
    }

    /// <summary>Bench's own: see Program.cs for what there is.</summary>
    public static Task<Child> Part(Run run, string part, params string[] args)
    {
        var port = Ports.Free();
        return Start(
            run,
            part,
            port,
            [typeof(Child).Assembly.Location, part, port.ToString(CultureInfo.InvariantCulture), .. args],
            new Dictionary<string, string?>(),
            "/health/live"
        );
    }

    /// <summary>A service as it is deployed.</summary>
    public static Task<Child> Service(
        Run run,
        string program,
        IReadOnlyDictionary<string, string?> settings,
        params string[] args
    ) => Service(run, program, settings, "/health/ready", null, args);

    /// <param name="ask">What it must answer to count as ready.</param>
    public static Task<Child> Service(
        Run run,
        string program,
        IReadOnlyDictionary<string, string?> settings,
        string path,
        Func<HttpClient, Task<bool>>? ask,
        params string[] args
    )
    {
        var port = Ports.Free();
        var environment = settings.ToDictionary(
            setting => setting.Key.Replace(":", "__", StringComparison.Ordinal),
            setting => setting.Value
        );
        environment.TryAdd("urls", $"http://127.0.0.1:{port}");
        environment["DOTNET_gcServer"] = "0";
        return Start(run, program, port, [run.Program(program), .. args], environment, path, ask);
    }

    /// <param name="port">Where it is told to listen, by its arguments or its environment.</param>
    public static async Task<Child> Start(
        Run run,
        string name,
        int port,
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string?> environment,
        string path,
        Func<HttpClient, Task<bool>>? ask = null
    )
    {
        var log = Path.Combine(run.Folder("logs"), $"{name}-{port}.log");
        var clock = Stopwatch.StartNew();
        var child = new Child(
            ChildProcess.Start(
                log,
                [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", .. command],
                environment
            ),
            new Uri($"http://127.0.0.1:{port}")
        );
        using var http = new HttpClient { BaseAddress = child.Address };
        while (!await Answers(http, ask ?? (async client => (await client.GetAsync(path)).IsSuccessStatusCode)))
        {
            if (child._process.HasExited || clock.Elapsed > Patience)
            {
                await child.DisposeAsync();
                throw new InvalidOperationException(
                    $"{name} does not start: {string.Join(' ', File.ReadLines(log).TakeLast(5))}"
                );
            }
            await Task.Delay(5);
        }
        child.ReadyAfterSeconds = clock.Elapsed.TotalSeconds;
        return child;
    }

    private static async Task<bool> Answers(HttpClient http, Func<HttpClient, Task<bool>> ask)
    {
        try
        {
            return await ask(http);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _process.Stop(TimeSpan.FromSeconds(15));
        _process.Dispose();
    }
}
