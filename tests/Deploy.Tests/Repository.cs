using System.Xml.Linq;
using ReferralNetwork.Gateway;

namespace ReferralNetwork.Deploy.Tests;

/// <summary>What the manifests are compared with: files, projects, routes.</summary>
internal static class Repository
{
    public static string Root { get; } = SourceTree.Root;

    /// <summary>Every service of the route table, the portal too.</summary>
    public static IReadOnlyList<string> Services { get; } = [.. Routes.Services, Routes.Portal];

    /// <summary>What one image runs: the services and the gateway.</summary>
    public static IReadOnlyList<string> Processes { get; } = [.. Services, "gateway"];

    public static string Version { get; } =
        XDocument.Parse(Read("Directory.Build.props")).Descendants("Version").Single().Value;

    public static string Image { get; } = $"referral-network:{Version}";

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>From the root, with slashes.</summary>
    public static IEnumerable<string> Files(string folder, string pattern = "*") =>
        Directory
            .EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file =>
                !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal)
            )
            .Order(StringComparer.Ordinal);

    /// <summary>As its project names it.</summary>
    public static string Dll(string process)
    {
        var folder = process == "gateway" ? process : $"services/{process}";
        return XDocument
                .Parse(Read(Files(folder, "*.csproj").Single(file => Path.GetDirectoryName(file) == folder)))
                .Descendants("AssemblyName")
                .Single()
                .Value + ".dll";
    }
}
