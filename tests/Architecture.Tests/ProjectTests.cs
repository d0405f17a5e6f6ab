using System.Text.RegularExpressions;
using System.Xml.Linq;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Architecture.Tests;

/// <summary>Who may know whom, and exactly which packages.</summary>
public sealed partial class ProjectTests
{
    private const string Contracts = "contracts/Contracts.csproj";
    private const string Platform = "platform/Platform.csproj";
    private const string Pages = "pages/Pages.csproj";
    private const string EveryKindsPages = "services/*/Pages/*.csproj";
    private const string Capacity = "services/capacity/Capacity.csproj";

    public static TheoryData<string> Projects => [.. Repository.Projects.Select(project => project.Path)];

    /// <summary>What a project may know, by the beginning of its path; the first row that fits counts. Whoever starts
    /// the network and whatever tests it may know everything.</summary>
    private static readonly (string Path, string[] May)[] MayKnow =
    [
        ("contracts/", []),
        ("platform/", []),
        ("pages/", [Contracts, Platform]),
        ("gateway/", [Contracts, Platform]),
        (Capacity, [Contracts, Platform]),
        ("services/identity/", [Contracts, Platform, Pages]),
        ("services/referrals/", [Contracts, Platform]),
        ("services/portal/", [Contracts, Platform, Pages, EveryKindsPages]),
        // A kind, and its pages.
        ("services/", [Contracts, Platform, Capacity]),
    ];

    [Fact]
    public void No_project_knows_more_than_it_may()
    {
        Repository.Projects.Count(project => Row(project.Path) is not null).ShouldBeGreaterThan(10);
        Repository.Projects.SelectMany(TooMuch).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("contracts/Contracts.csproj", "../platform/Platform.csproj")]
    [InlineData("platform/Platform.csproj", "../contracts/Contracts.csproj")]
    [InlineData("pages/Pages.csproj", "../services/portal/Portal.csproj")]
    [InlineData("gateway/Gateway.csproj", "../services/identity/Identity.csproj")]
    [InlineData("services/referrals/Referrals.csproj", "../capacity/Capacity.csproj")]
    [InlineData("services/shelters/Shelters.csproj", "../medical/Medical.csproj")]
    [InlineData("services/portal/Portal.csproj", "../referrals/Referrals.csproj")]
    public void A_project_that_knows_more_is_found(string project, string known) =>
        TooMuch(new(project, $"<Project><ItemGroup><ProjectReference Include=\"{known}\" /></ItemGroup></Project>"))
            .ShouldHaveSingleItem();

    [Fact]
    public void Contracts_need_no_package_and_no_framework() =>
        All(Repository.Read(Contracts), "PackageReference", "FrameworkReference").ShouldBeEmpty();

    private static IEnumerable<string> TooMuch(SourceFile project) =>
        Row(project.Path) is { } row
            ? References(project).Except(row.May).Select(known => $"{project.Path} knows {known}")
            : [];

    private static (string Path, string[] May)? Row(string project) =>
        MayKnow
            .Where(row => project.StartsWith(row.Path, StringComparison.Ordinal))
            .Select(row => ((string, string[])?)row)
            .FirstOrDefault();

    [Fact]
    public void The_pages_of_a_kind_know_the_shared_pages_alone_and_the_portal_hosts_them()
    {
        var pages = Repository.Projects.Where(project => IsPages(project.Path)).ToList();
        pages.Count.ShouldBe(KindDescriptor.All.Count(kind => kind.Pages is not null));
        foreach (var project in pages)
            References(project).ShouldBeEmpty("KindPages.props names what all of them know");
        References(Repository.Read("services/portal/Portal.csproj")).ShouldContain(EveryKindsPages);
        Repository
            .Projects.Where(project => References(project).Contains(EveryKindsPages))
            .Select(project => project.Path)
            .ShouldBe(["services/portal/Portal.csproj"]);
    }

    [Fact]
    public void No_built_service_knows_another()
    {
        foreach (var assembly in Modules.Assemblies.Append(typeof(Capacity.IKind).Assembly))
            assembly
                .GetReferencedAssemblies()
                .Select(other => other.Name!)
                .Where(name => name.StartsWith("ReferralNetwork.", StringComparison.Ordinal))
                .Except([
                    "ReferralNetwork.Contracts",
                    "ReferralNetwork.Platform",
                    "ReferralNetwork.Pages",
                    "ReferralNetwork.Capacity",
                    .. KindDescriptor.All.Select(kind => kind.Pages?.Library),
                ])
                .ShouldBeEmpty(assembly.GetName().Name);
    }

    [Fact]
    public void Nothing_that_ships_knows_a_test() =>
        Repository
            .Projects.Where(project => !project.Path.StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(project => References(project))
            .Where(path => path.StartsWith("tests/", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void Crash_points_are_compiled_for_the_faults_tests_alone() =>
        Repository
            .Projects.Where(project => project.Text.Contains("FAULTS", StringComparison.Ordinal))
            .Select(project => project.Path)
            .ShouldBe(["tests/Faults.Tests/Faults.Tests.csproj"]);

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_has_its_lock_file_and_leaves_versions_to_the_one_list(string project)
    {
        Repository.Paths.ShouldContain($"{Path.GetDirectoryName(project)!.Replace('\\', '/')}/packages.lock.json");
        Xml(project)
            .Descendants("PackageReference")
            .Where(package =>
                package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public void Versions_are_exact()
    {
        var versions = Xml("Directory.Packages.props").Descendants("PackageVersion").ToList();
        versions.ShouldNotBeEmpty();
        versions
            .Where(package => !Exact().IsMatch(package.Attribute("Version")!.Value))
            .Select(package => package.ToString())
            .ShouldBeEmpty();
        versions.Select(package => package.Attribute("Include")!.Value).ShouldBeUnique();
    }

    [Fact]
    public void The_build_is_strict()
    {
        var settings = Xml("Directory.Build.props")
            .Descendants()
            .ToLookup(setting => setting.Name.LocalName, setting => setting.Value);
        foreach (
            var name in new[]
            {
                "TreatWarningsAsErrors",
                "RestorePackagesWithLockFile",
                "Deterministic",
                "NuGetAudit",
                "EnforceCodeStyleInBuild",
            }
        )
            settings[name].ShouldBe(["true"], name);
        settings["Nullable"].ShouldBe(["enable"]);
        Repository
            .Projects.SelectMany(project => project.Find(Loosened()))
            .ShouldBeEmpty("no project is less strict than the others");
    }

    [Fact]
    public void The_solution_names_every_project()
    {
        var solution = Repository.Read("ReferralNetwork.sln").Text.Replace('\\', '/');
        Repository
            .Projects.Where(project => !solution.Contains($"\"{project.Path}\"", StringComparison.Ordinal))
            .Select(project => project.Path)
            .ShouldBeEmpty();
    }

    private static XDocument Xml(string path) => XDocument.Parse(Repository.Read(path).Text);

    private static IEnumerable<XElement> All(SourceFile project, params string[] kinds) =>
        XDocument.Parse(project.Text).Descendants().Where(element => kinds.Contains(element.Name.LocalName));

    private static IReadOnlyList<string> References(SourceFile project) =>
        [
            .. All(project, "ProjectReference")
                .Select(reference =>
                    Path.GetRelativePath(
                            Repository.Root,
                            Path.GetFullPath(
                                Path.Combine(
                                    Repository.Root,
                                    Path.GetDirectoryName(project.Path)!,
                                    reference.Attribute("Include")!.Value
                                )
                            )
                        )
                        .Replace('\\', '/')
                ),
        ];

    [GeneratedRegex(@"^\d+(\.\d+){1,3}(-[0-9A-Za-z.]+)?$")]
    private static partial Regex Exact();

    [GeneratedRegex("NoWarn|TreatWarningsAsErrors|WarningsNotAsErrors|<Nullable>disable|NuGetAudit")]
    private static partial Regex Loosened();

    /// <summary>The platform's folders from the bottom up: each knows those before it and no other.</summary>
    private static readonly string[] Layers =
    [
        "Writing",
        "Telemetry",
        "Work",
        "Data",
        "Answers",
        "Messaging",
        "Security",
        "Hosting",
    ];

    [Fact]
    public void No_folder_of_the_platform_knows_one_above_it()
    {
        var files = Repository.In("platform/").ToList();
        files.Select(file => file.Path.Split('/')[1]).Distinct().ShouldBe(Layers, ignoreOrder: true);
        files.SelectMany(file => AboveIt(file)).ShouldBeEmpty();
        AboveIt(new SourceFile("platform/Data/X.cs", "using ReferralNetwork.Platform.Hosting;\n"))
            .ShouldBe(["platform/Data/X.cs knows Hosting"]);
    }

    [Fact]
    public void The_namespace_of_a_file_is_its_folder()
    {
        var wrong = Repository
            .Product.Select(file =>
                (
                    file.Path,
                    Said: Namespace().Match(file.Text).Groups[1].Value,
                    Folder: Root(file.Path) is var (root, folder)
                        ? string.Join('.', file.Path[folder.Length..].Split('/')[1..^1].Prepend(root))
                        : ""
                )
            )
            .Where(file => file.Said.Length > 0 && file.Said != file.Folder)
            .Select(file => $"{file.Path}: {file.Said} is not {file.Folder}");

        wrong.ShouldBeEmpty();
    }

    // The nearest project above a file, and what its namespaces begin with.
    private static (string Root, string Folder) Root(string path) =>
        Repository
            .Projects.Select(project =>
                (RootNamespace().Match(project.Text).Groups[1].Value, project.Path[..project.Path.LastIndexOf('/')])
            )
            .Where(project => path.StartsWith(project.Item2 + "/", StringComparison.Ordinal))
            .MaxBy(project => project.Item2.Length);

    private static IEnumerable<string> AboveIt(SourceFile file)
    {
        var own = Array.IndexOf(Layers, file.Path.Split('/')[1]);
        return Known()
            .Matches(file.Text)
            .Select(match => match.Groups[1].Value)
            .Where(known => Array.IndexOf(Layers, known) > own)
            .Select(known => $"{file.Path} knows {known}");
    }

    [GeneratedRegex(@"^using ReferralNetwork\.Platform\.(\w+);", RegexOptions.Multiline)]
    private static partial Regex Known();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex("<RootNamespace>(.*?)</RootNamespace>")]
    private static partial Regex RootNamespace();

    private static bool IsPages(string project) =>
        project.StartsWith("services/", StringComparison.Ordinal)
        && project.Contains("/Pages/", StringComparison.Ordinal);
}
