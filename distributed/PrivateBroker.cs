using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using ReferralNetwork.Launch;

namespace ReferralNetwork.Distributed;

/// <summary>
/// A RabbitMQ of this network alone: on spare loopback ports, without epmd, its files in one folder. No other broker of
/// the machine is disturbed, and it disturbs none.
/// </summary>
internal sealed class PrivateBroker(string folder, string password) : IDisposable
{
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(20);

    private readonly int _port = Ports.Free();
    private readonly int _distribution = Ports.Free();
    private ChildProcess? _process;

    public static bool IsInstalled => File.Exists(Program);

    public string Address => $"amqp://network:{password}@127.0.0.1:{_port}/";

    public ChildProcess Process => _process ?? throw new InvalidOperationException("The broker is not started.");

    public void Start()
    {
        Directory.CreateDirectory(folder);
        var (configuration, plugins, none) = (
            Path.Combine(folder, "rabbitmq.conf"),
            Path.Combine(folder, "enabled_plugins"),
            "/dev/null"
        );
        PrivateFile.Write(
            configuration,
            $"""
            listeners.tcp.1 = 127.0.0.1:{_port}
            default_user = network
            default_pass = {password}
            log.console = true
            log.console.level = warning
            log.file = false
            disk_free_limit.absolute = 50MB
            vm_memory_high_watermark.absolute = 1GB
            """
        );
        File.WriteAllText(plugins, "[].");
        var dist = _distribution.ToString(CultureInfo.InvariantCulture);
        _process = ChildProcess.Start(
            Path.Combine(folder, "broker.log"),
            [Program, "-noinput"],
            new Dictionary<string, string?>
            {
                ["HOME"] = folder,
                ["RABBITMQ_NODENAME"] = NodeName(),
                ["RABBITMQ_DIST_PORT"] = dist,
                ["RABBITMQ_CONFIG_FILE"] = configuration,
                ["RABBITMQ_CONF_ENV_FILE"] = none,
                ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "mnesia"),
                ["RABBITMQ_LOG_BASE"] = folder,
                ["RABBITMQ_ENABLED_PLUGINS_FILE"] = plugins,
                ["RABBITMQ_GENERATED_CONFIG_DIR"] = Path.Combine(folder, "generated"),
                ["RABBITMQ_PID_FILE"] = Path.Combine(folder, "pid"),
                ["RABBITMQ_ALLOW_INPUT"] = "1",
                // No busy waiting, which costs too much on two cores; no epmd, since the node is found by its port
                // alone.
                ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
                    "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none "
                    + $"-start_epmd false -erl_epmd_port {dist}",
            }
        );
    }

    // Stays the same at each start, since the queues are stored under it, and is unique, since an epmd that runs on the
    // machine accepts each name once.
    private string NodeName()
    {
        var file = Path.Combine(folder, "node-name");
        if (!File.Exists(file))
            File.WriteAllText(file, $"network-{RandomNumberGenerator.GetHexString(8, lowercase: true)}@localhost");
        return File.ReadAllText(file);
    }

    /// <summary>Waits until the broker answers the protocol header of AMQP 0-9-1.</summary>
    public async Task Ready(CancellationToken ct)
    {
        while (!await Greets(ct))
        {
            if (Process.HasExited)
                throw new InvalidOperationException($"RabbitMQ ended by itself; see {folder}/broker.log");
            await Task.Delay(100, ct);
        }
    }

    private async Task<bool> Greets(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _port, patience.Token);
            await client.GetStream().WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray(), patience.Token);
            var greeting = new byte[1];
            return await client.GetStream().ReadAsync(greeting, patience.Token) == 1 && greeting[0] == 1;
        }
        catch (Exception e)
            when (e is SocketException or IOException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }

    public Task Stop() => _process?.Stop(StopWithin) ?? Task.CompletedTask;

    public void Dispose() => _process?.Dispose();
}
