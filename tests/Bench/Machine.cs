using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ReferralNetwork.Bench;

/// <summary>What the figures hold for.</summary>
internal static class Machine
{
    public static string Description
    {
        get
        {
            var processor =
                Field("/proc/cpuinfo", "model name", ':') ?? RuntimeInformation.ProcessArchitecture.ToString();
            var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{Environment.ProcessorCount} cores ({processor}), {memory:0} GB, {Field("/etc/os-release", "PRETTY_NAME", '=')?.Trim('"') ?? RuntimeInformation.OSDescription}"
            );
        }
    }

    /// <summary>Short; with a mark where files differ from it.</summary>
    public static string Commit => Said("git", "describe", "--always", "--dirty", "--exclude", "*") ?? "unknown";

    public static string? Wrk => Said("wrk", "-v")?.Split(' ').ElementAtOrDefault(1);

    private static string? Field(string file, string name, char between) =>
        !File.Exists(file)
            ? null
            : File.ReadLines(file)
                .FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))
                ?.Split(between, 2)[1]
                .Trim();

    private static string? Said(string tool, params string[] words)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(tool, words)
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    UseShellExecute = false,
                }
            )!;
            var said = process.StandardOutput.ReadLine();
            process.WaitForExit();
            return said;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
