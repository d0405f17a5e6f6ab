using System.Diagnostics;
using System.Globalization;

namespace ReferralNetwork.Distributed;

/// <summary>A process of the network, with its output in a file of its own.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public int Id => _process.Id;
    public bool HasExited => _process.HasExited;

    /// <param name="log">Appended to by the process itself, so that it outlives its parent's pipes.</param>
    public static ChildProcess Start(
        string log,
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string?> environment
    )
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >>\"$0\" 2>&1 </dev/null", log, .. command]);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new ChildProcess(Process.Start(start)!);
    }

    /// <summary>Sends a signal by its name, such as TERM, KILL, STOP or CONT.</summary>
    public void Signal(string name)
    {
        if (HasExited)
            return;
        using var kill = Process.Start(
            "/bin/sh",
            ["-c", $"kill -{name} {Id.ToString(CultureInfo.InvariantCulture)} 2>/dev/null"]
        );
        kill.WaitForExit();
    }

    /// <summary>Sends <paramref name="signal"/>, and kills the process if it has not ended within
    /// <paramref name="patience"/>.</summary>
    public async Task Stop(TimeSpan patience, string signal = "TERM")
    {
        Signal(signal);
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            await Kill();
        }
    }

    /// <summary>Ends the process and its children by SIGKILL, without any clean-up of theirs.</summary>
    public async Task Kill()
    {
        if (!HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public void Dispose() => _process.Dispose();

    /// <summary>Runs a tool to its end.</summary>
    /// <exception cref="InvalidOperationException">The tool failed; the message holds its output.</exception>
    public static async Task Run(
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string?>? environment = null
    )
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        using var tool = Process.Start(start)!;
        var said = await Task.WhenAll(tool.StandardOutput.ReadToEndAsync(), tool.StandardError.ReadToEndAsync());
        await tool.WaitForExitAsync();
        if (tool.ExitCode != 0)
            throw new InvalidOperationException($"{Path.GetFileName(command[0])} failed: {string.Concat(said).Trim()}");
    }
}
