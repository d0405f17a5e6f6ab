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

    [Fact]
    public void Contracts_know_nobody() =>
        All(Contracts, "ProjectReference", "PackageReference", "FrameworkReference").ShouldBeEmpty();

    [Fact]
    public void The_platform_knows_no_contract_and_no_service() => References(Platform).ShouldBeEmpty();

    [Fact]
    public void The_pages_know_contracts_and_platform_alone() =>
        References(Pages).ShouldBe([Contracts, Platform], ignoreOrder: true);

    [Fact]
    public void The_gateway_knows_the_platform_and_which_kinds_there_are() =>
        References("gateway/Gateway.csproj").ShouldBe([Contracts, Platform], ignoreOrder: true);

    [Fact]
    public void A_service_knows_no_other_service()
    {
        var services = Repository
            .Projects.Where(project =>
                project.Path.StartsWith("services/", StringComparison.Ordinal) && !IsPages(project.Path)
            )
            .ToList();
        services.Count.ShouldBeGreaterThanOrEqualTo(7);
        foreach (var service in services)
            References(service.Path)
                .Except([Contracts, Platform, Pages, Capacity, EveryKindsPages])
                .ShouldBeEmpty(service.Path);
        References(Capacity).ShouldBe([Contracts, Platform], ignoreOrder: true);
        References("services/referrals/Referrals.csproj").ShouldNotContain(Capacity);
        References("services/identity/Identity.csproj").ShouldNotContain(Capacity);
    }

    [Fact]
    public void The_pages_of_a_kind_know_the_shared_pages_alone_and_the_portal_hosts_them()
    {
        var pages = Repository.Projects.Where(project => IsPages(project.Path)).ToList();
        pages.Count.ShouldBe(KindDescriptor.All.Count(kind => kind.Pages is not null));
        foreach (var project in pages)
            References(project.Path).ShouldBeEmpty("KindPages.props names what all of them know");
        References("services/portal/Portal.csproj").ShouldContain(EveryKindsPages);
        Repository
            .Projects.Where(project => References(project.Path).Contains(EveryKindsPages))
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
            .SelectMany(project => References(project.Path))
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

    private static IEnumerable<XElement> All(string project, params string[] kinds) =>
        Xml(project).Descendants().Where(element => kinds.Contains(element.Name.LocalName));

    private static IReadOnlyList<string> References(string project) =>
        [
            .. All(project, "ProjectReference")
                .Select(reference =>
                    Path.GetRelativePath(
                            Repository.Root,
                            Path.GetFullPath(
                                Path.Combine(
                                    Repository.Root,
                                    Path.GetDirectoryName(project)!,
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

    private static bool IsPages(string project) =>
        project.StartsWith("services/", StringComparison.Ordinal)
        && project.Contains("/Pages/", StringComparison.Ordinal);
}
