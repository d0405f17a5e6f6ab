using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ReferralNetwork.Testing.Databases;

/// <summary>
/// The PostgreSQL named by <c>POSTGRES</c> (a connection string of a login that may create databases), or else one of our own: a
/// child process on a spare port of this machine over a temporary folder, started when first asked for.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    public const string Variable = "POSTGRES";
    private readonly Lazy<Task<Server>> _server;
    private readonly string? _programs = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")).LastOrDefault(Directory.Exists) : null;
    private string? _folder;

    public PrivatePostgres() => _server = new(Start);

    public async Task<Server> Server()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given) return new("postgres", given);
        Assert.SkipUnless(_programs is not null, $"No PostgreSQL: {Variable} names none, and the package postgresql is not installed");
        return await _server.Value;
    }

    private async Task<Server> Start()
    {
        _folder = Directory.CreateTempSubdirectory("postgres-").FullName;
        var password = Guid.NewGuid().ToString("N");
        var passwordFile = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(passwordFile, password);
        // PostgreSQL refuses to run as root.
        if (Environment.IsPrivilegedProcess) await Run("chown", "-R", "postgres:", _folder);
        await RunAsPostgres("initdb", "-D", Data, "-U", "test", "--pwfile", passwordFile, "--auth", "scram-sha-256", "-E", "UTF8", "--locale", "C");
        var port = SparePort();
        await RunAsPostgres("pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder, "log"), "-o", $"-p {port} -k {_folder} -c listen_addresses=127.0.0.1", "start");
        return new("postgres", $"Host=127.0.0.1;Port={port};Username=test;Password={password};Database=postgres");
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is null) return;
        if (File.Exists(Path.Combine(Data, "postmaster.pid"))) await RunAsPostgres("pg_ctl", "-D", Data, "-m", "fast", "-w", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder!, "data");

    private Task RunAsPostgres(string program, params string[] arguments)
    {
        var path = Path.Combine(_programs!, program);
        return Environment.IsPrivilegedProcess
            ? Run("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments]) : Run(path, arguments);
    }

    // What pg_ctl leaves running must hold no pipe of ours, else nobody would see its end.
    private async Task Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null", "sh", Path.Combine(_folder!, "commands"), program, .. arguments])
        {
            WorkingDirectory = _folder,
        })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} failed: {await File.ReadAllTextAsync(Path.Combine(_folder!, "commands"))}");
    }

    private static int SparePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
