namespace ReferralNetwork.Architecture.Tests;

/// <param name="Path">From the repository's root, with slashes.</param>
internal sealed record SourceFile(string Path, string Text)
{
    public string[] Lines => Text.Split('\n');

    /// <summary>Without regard to where its lines are broken.</summary>
    public string Code { get; } = SourceCode.Joined(Text);

    /// <summary>What of the pattern stands where, each as file:line: text.</summary>
    public IEnumerable<string> Find(System.Text.RegularExpressions.Regex pattern) =>
        Code.Split('\n')
            .Select((line, i) => (line, i))
            .Where(l => pattern.IsMatch(l.line))
            .Select(l => $"{Path}:{l.i + 1}: {l.line.Trim()}");
}

/// <summary>The repository's files as they lie in the folder, without what builds and runs leave there.</summary>
internal static class Repository
{
    private static readonly string[] Left = ["bin", "obj", "artifacts", "data", "TestResults", ".git", ".vs", ".idea"];
    private static readonly string[] ProductFolders =
    [
        "contracts/",
        "platform/",
        "pages/",
        "services/",
        "gateway/",
        "launch/",
        "demo/",
        "allinone/",
    ];

    public static string Root { get; } = SourceTree.Root;

    public static IReadOnlyList<string> Paths { get; } =
    [.. Under(new DirectoryInfo(Root)).Order(StringComparer.Ordinal)];

    /// <summary>Code that ships, without generated migrations.</summary>
    public static IReadOnlyList<SourceFile> Product { get; } =
    [
        .. Paths
            .Where(path =>
                path.EndsWith(".cs", StringComparison.Ordinal)
                && ProductFolders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal))
                && !path.Contains("/Migrations/", StringComparison.Ordinal)
            )
            .Select(Read),
    ];

    public static IReadOnlyList<SourceFile> Projects { get; } =
    [.. Paths.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)).Select(Read)];

    public static SourceFile Read(string path) => new(path, File.ReadAllText(Path.Combine(Root, path)));

    public static IEnumerable<SourceFile> In(string folder) =>
        Product.Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal));

    // A folder "data" is what a run makes at the root; Data/ below is code.
    private static IEnumerable<string> Under(DirectoryInfo folder) =>
        folder
            .EnumerateFiles()
            .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
            .Concat(folder.EnumerateDirectories().Where(below => !Left.Contains(below.Name)).SelectMany(Under));
}
