using System.Diagnostics;
using System.Globalization;

namespace ReferralNetwork.Distributed;

/// <summary>
/// Ends processes that a killed launcher has left behind, since they hold its data folder's database and queues. Each
/// is recorded with its start time, so that an unrelated process that has got the same id is spared.
/// </summary>
internal static class Leftovers
{
    private static string PathIn(string folder) => Path.Combine(folder, "processes");

    public static void Note(string folder, int id)
    {
        if (StartOf(id) is { } start)
            File.AppendAllText(PathIn(folder), $"{id} {start}\n");
    }

    public static void End(string folder)
    {
        if (!File.Exists(PathIn(folder)))
            return;
        foreach (var line in File.ReadLines(PathIn(folder)))
        {
            if (
                line.Split(' ') is not [var id, var start]
                || StartOf(int.Parse(id, CultureInfo.InvariantCulture)) != start
            )
                continue;
            using var left = Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture));
            left.Kill(entireProcessTree: true);
            left.WaitForExit();
        }
        Forget(folder);
    }

    public static void Forget(string folder) => File.Delete(PathIn(folder));

    // The start time: field 22 of proc(5)'s stat, counted from behind the name in brackets, which may hold spaces.
    private static string? StartOf(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
