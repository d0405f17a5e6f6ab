using ReferralNetwork.Launch;

namespace ReferralNetwork.Demo;

/// <summary>Marks a data folder while the demo is being loaded into it. After an interrupted load the databases are
/// deleted and loaded anew: nobody can have used the incomplete network, since the accounts are written last.</summary>
public static class DemoFolder
{
    /// <summary>Path of the file that exists while the demo is being loaded.</summary>
    public static string Marker(string folder) => Path.Combine(folder, "demo-loading");

    /// <param name="databases">File name patterns of the databases; a match may be a file or a folder.</param>
    /// <returns>True where the demo is to be loaded: it is wanted, and the folder holds no network.</returns>
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
