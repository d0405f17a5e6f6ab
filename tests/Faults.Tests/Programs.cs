using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Faults.Tests;

/// <summary>
/// The faults host: the programs as they are built, but for the one file of the platform with its crash points compiled
/// in.
/// </summary>
internal static class Programs
{
    private static readonly string Platform = $"{typeof(IModule).Assembly.GetName().Name}.dll";

    public static string Ordinary { get; } = Path.Combine(AppContext.BaseDirectory, Platform);
    public static string Faulty { get; } = Path.Combine(AppContext.BaseDirectory, "faults", Platform);

    public static void CopyTo(string folder)
    {
        Copy(new DirectoryInfo(AppContext.BaseDirectory), folder);
        File.Copy(Faulty, Path.Combine(folder, Platform), overwrite: true);
    }

    private static void Copy(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in from.EnumerateFiles())
            file.CopyTo(Path.Combine(to, file.Name));
        foreach (var folder in from.EnumerateDirectories())
            Copy(folder, Path.Combine(to, folder.Name));
    }
}
