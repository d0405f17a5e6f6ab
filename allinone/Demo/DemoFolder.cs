namespace ReferralNetwork.AllInOne.Demo;

/// <summary>
/// Remembers that the demo is being loaded. A load that was interrupted has left a half network that nobody can have
/// used, since the accounts come last: it starts again from nothing.
/// </summary>
internal static class DemoFolder
{
    private static string Marker(string folder) => Path.Combine(folder, "demo-loading");

    /// <returns>Whether the demo is to be loaded: wanted, and the folder holds no network.</returns>
    public static bool Prepare(string folder, bool wanted)
    {
        if (File.Exists(Marker(folder)))
        {
            foreach (var database in Directory.EnumerateFiles(folder, "*.db*").ToList()) File.Delete(database);
            File.Delete(Marker(folder));
        }
        if (!wanted || Directory.EnumerateFiles(folder, "*.db").Any()) return false;
        PrivateFile.Write(Marker(folder), "");
        return true;
    }

    public static void Done(string folder) => File.Delete(Marker(folder));
}
