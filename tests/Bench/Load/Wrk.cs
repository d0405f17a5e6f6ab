using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ReferralNetwork.Bench.Load;

/// <summary>wrk's closed loop: it costs far less than a client in .NET, and the same for every side.</summary>
internal static partial class Wrk
{
    /// <exception cref="InvalidOperationException">Not every answer was 2xx or 3xx: what was counted is not what was
    /// asked for.</exception>
    public static async Task<(double PerSecond, double P50Ms)> Run(Ask ask, int connections, TimeSpan time)
    {
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, Script(ask));
            var start = new ProcessStartInfo(
                "wrk",
                [
                    "-t1",
                    $"-c{connections}",
                    $"-d{Math.Ceiling(time.TotalSeconds)}s",
                    "--latency",
                    "-s",
                    script,
                    ask.Url.ToString(),
                ]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            };
            using var wrk = Process.Start(start)!;
            var said = string.Concat(
                await Task.WhenAll(wrk.StandardOutput.ReadToEndAsync(), wrk.StandardError.ReadToEndAsync())
            );
            await wrk.WaitForExitAsync();
            if (wrk.ExitCode != 0 || Wrong().Match(said) is { Success: true } || !PerSecond().IsMatch(said))
                throw new InvalidOperationException($"wrk at {ask.Url}: {said}");
            return (
                Number(PerSecond().Match(said)),
                Number(Median().Match(said))
                    * (
                        Median().Match(said).Groups[2].Value switch
                        {
                            "us" => 0.001,
                            "ms" => 1,
                            _ => 1000,
                        }
                    )
            );
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static string Script(Ask ask)
    {
        var lua = new StringBuilder($"wrk.method = \"{ask.Method}\"\n");
        foreach (var (name, value) in ask.Headers)
            lua.Append(CultureInfo.InvariantCulture, $"wrk.headers[\"{name}\"] = \"{value}\"\n");
        if (ask.Body is not null)
            lua.Append(CultureInfo.InvariantCulture, $"wrk.body = [==[{ask.Body}]==]\n");
        return lua.ToString();
    }

    private static double Number(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex PerSecond();

    [GeneratedRegex(@"50%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex Median();

    [GeneratedRegex(@"Non-2xx or 3xx responses: \d+|Socket errors:.*")]
    private static partial Regex Wrong();
}
