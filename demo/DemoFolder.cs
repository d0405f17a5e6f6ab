using ReferralNetwork.Launch;

namespace ReferralNetwork.Demo;

/// <summary>
/// Remembers that the demo is being loaded. A load that was interrupted has left a half network that nobody can have
/// used, since the accounts come last: it starts again from nothing.
/// </summary>
public static class DemoFolder
{
    /// <summary>The file that is there while the demo is being loaded.</summary>
    public static string Marker(string folder) => Path.Combine(folder, "demo-loading");

    /// <param name="databases">What the databases lie in, as a pattern: files, or folders with what belongs to
    /// them.</param>
    /// <returns>Whether the demo is to be loaded: wanted, and the folder holds no network.</returns>
    public static bool Prepare(string folder, bool wanted, params string[] databases)
    {
        List<string> Found() =>
            [.. databases.SelectMany(pattern => Directory.EnumerateFileSystemEntries(folder, pattern))];
        if (File.Exists(Marker(folder)))
        {
            foreach (var found in Found())
                if (Directory.Exists(found))
                    Directory.Delete(found, recursive: true);
                else
                    File.Delete(found);
            File.Delete(Marker(folder));
        }
        if (!wanted || Found().Count > 0)
            return false;
        PrivateFile.Write(Marker(folder), "");
        return true;
    }

    public static void Done(string folder) => File.Delete(Marker(folder));
}
