using System.Diagnostics;

namespace ReferralNetwork.Platform.Work;

/// <summary>
/// Named moments at which the faults host kills its own process, as a power cut would. Compiled into no other build:
/// there the calls are not even made.
/// </summary>
internal static class Crash
{
    /// <summary>Kills the process here if the file that <c>CRASH_FILE</c> names holds this point's name; the file is
    /// deleted first, so that it happens once.</summary>
    [Conditional("FAULTS")]
    public static void At(string point)
    {
#if FAULTS
        if (File is not { } file || !System.IO.File.Exists(file) || System.IO.File.ReadAllText(file) != point)
            return;
        System.IO.File.Delete(file);
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
#endif
    }

#if FAULTS
    private static readonly string? File = Environment.GetEnvironmentVariable("CRASH_FILE");
#endif
}
