using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ReferralNetwork.System.Tests.Kills;

/// <summary>The whole network as a process of its own on one port and folder, to be killed and started again.</summary>
internal sealed class KilledNetwork : IDisposable
{
    private readonly HttpClient _http;
    private readonly int _port = FreePort();
    private readonly StringBuilder _said = new();
    private Process? _process;

    public KilledNetwork()
    {
        Address = new Uri($"http://127.0.0.1:{_port}");
        _http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
    }

    public Uri Address { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("network-").FullName;

    /// <summary>What it wrote, for whoever reads a failure.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    public void Start()
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "ReferralNetwork.AllInOne.dll"),
                "--data",
                Folder,
                "--port",
                _port.ToString(CultureInfo.InvariantCulture),
                "--no-cases",
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment =
            {
                ["Clocks__urgent__Hold"] = KillTests.ShortHold.ToString("c"),
                ["Allowance__Organisation"] = "1000000",
                ["Limits__Client__Burst"] = "1000000",
                ["Limits__Address__Burst"] = "1000000",
            },
        };
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Hear;
        _process.ErrorDataReceived += Hear;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Task Ready() =>
        Eventually.IsSo(
            async () =>
            {
                if (_process!.HasExited)
                    Assert.Fail($"It ended by itself: {Said}");
                try
                {
                    return (await _http.GetAsync("/health/ready")).IsSuccessStatusCode
                        && File.Exists(Path.Combine(Folder, "demo-accounts.json"));
                }
                catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
                {
                    return false;
                }
            },
            "the network is ready"
        );

    /// <summary>SIGKILL: nothing of it gets to say goodbye.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    private void Hear(object _, DataReceivedEventArgs line)
    {
        // Only complaints matter.
        lock (_said)
            if (line.Data is { } text && (text.StartsWith('{') || text.Contains("xception", StringComparison.Ordinal)))
                _said.AppendLine(text);
    }

    internal static int FreePort()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)listener.LocalEndPoint!).Port;
    }

    public void Dispose()
    {
        if (_process is not null)
            Kill();
        _http.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
