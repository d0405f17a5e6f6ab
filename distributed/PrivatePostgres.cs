using System.Globalization;

namespace ReferralNetwork.Distributed;

/// <summary>
/// A PostgreSQL of this network alone: on a spare loopback port, its files in one folder. Started by root it runs as
/// the user postgres, since the server refuses root.
/// </summary>
internal sealed class PrivatePostgres(string folder, string password) : IDisposable
{
    private const string User = "network";
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(20);

    // With CAP_DAC_OVERRIDE, since the user postgres may not enter folders of root such as the data folder's parent.
    private static readonly string[] AsItsUser = Environment.IsPrivilegedProcess
        ?
        [
            "setpriv",
            "--reuid=postgres",
            "--regid=postgres",
            "--clear-groups",
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override",
        ]
        : [];

    private readonly int _port = Ports.Free();
    private ChildProcess? _process;

    /// <summary>The programs of the newest version that Debian has installed; null where there is none.</summary>
    private static string? Programs =>
        !Directory.Exists("/usr/lib/postgresql")
            ? null
            : Directory
                .GetDirectories("/usr/lib/postgresql")
                .Select(version => Path.Combine(version, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
                .Max(StringComparer.Ordinal);

    public static bool IsInstalled => Programs is not null;

    public ChildProcess Process => _process ?? throw new InvalidOperationException("The database is not started.");

    /// <summary>Few connections each: many processes share one server here.</summary>
    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Database={database};Username={User};Password={password};Maximum Pool "
        + "Size=20;Timeout=30;Command Timeout=30";

    private string Port => _port.ToString(CultureInfo.InvariantCulture);

    /// <summary>Makes the cluster where there is none, starts it and waits until it answers.</summary>
    public async Task Start(CancellationToken ct)
    {
        if (!Directory.Exists(folder))
            await Make();
        for (var tries = 0; ; tries++)
        {
            _process = ChildProcess.Start(
                $"{folder}.log",
                [
                    .. AsItsUser,
                    Tool("postgres"),
                    "-D",
                    folder,
                    "-p",
                    Port,
                    "-k",
                    folder,
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "max_connections=400",
                ],
                new Dictionary<string, string?>()
            );
            if (await Answers(ct))
                return;
            // Processes of a server that was killed may hold its files for a moment, so the start is tried again.
            if (tries == 20)
                throw new InvalidOperationException($"PostgreSQL does not start; see {folder}.log");
            await Task.Delay(500, ct);
        }
    }

    /// <summary>Creates those of the databases that do not exist.</summary>
    public async Task Create(IEnumerable<string> databases)
    {
        foreach (var database in databases)
            await Sql(
                $"SELECT 'CREATE DATABASE {database}' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = "
                    + $"'{database}') \\gexec"
            );
    }

    public Task Stop() => _process?.Stop(StopWithin, "INT") ?? Task.CompletedTask;

    public void Dispose() => _process?.Dispose();

    private async Task Make()
    {
        var secret = $"{folder}.password";
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(secret, password);
        if (Environment.IsPrivilegedProcess)
            await ChildProcess.Run(["chown", "postgres", folder, secret]);
        await ChildProcess.Run([
            .. AsItsUser,
            Tool("initdb"),
            "-D",
            folder,
            "-U",
            User,
            "-A",
            "scram-sha-256",
            $"--pwfile={secret}",
            "-E",
            "UTF8",
            "--no-locale",
        ]);
        File.Delete(secret);
    }

    private async Task<bool> Answers(CancellationToken ct)
    {
        while (!Process.HasExited)
        {
            try
            {
                await Sql("SELECT 1");
                return true;
            }
            catch (InvalidOperationException)
            {
                await Task.Delay(50, ct);
            }
        }
        return false;
    }

    private Task Sql(string statement) =>
        ChildProcess.Run(
            [
                "/bin/sh",
                "-c",
                "printf '%s\\n' \"$1\" | \"$0\" -h 127.0.0.1 -p \"$2\" -U \"$3\" -d postgres -v ON_ERROR_STOP=1 -qtA",
                Tool("psql"),
                statement,
                Port,
                User,
            ],
            new Dictionary<string, string?> { ["PGPASSWORD"] = password, ["PGCONNECT_TIMEOUT"] = "2" }
        );

    private static string Tool(string name) =>
        Path.Combine(Programs ?? throw new InvalidOperationException("PostgreSQL is not installed."), name);
}
