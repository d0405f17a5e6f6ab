using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Architecture.Tests;

/// <summary>
/// Who knows whom: projects by their project files, folders by what their files use. <c>docs/dependencies.md</c> shows
/// it; <c>RENEW_PICTURES=1</c> draws it anew.
/// </summary>
public sealed partial class DependencyTests
{
    private const string Pictures = "docs/dependencies.md";
    private static readonly string[] Drawn = ["platform", "services/capacity", "services/referrals", "services/portal"];

    [Fact]
    public void No_project_knows_itself_by_way_of_others() => Projects().Circles().ShouldBeEmpty();

    [Fact]
    public void No_folder_knows_itself_by_way_of_others() => Folders(Repository.Product).Circles().ShouldBeEmpty();

    /// <summary>What is used by all files of a project without a line in any would not be seen here.</summary>
    [Fact]
    public void No_project_uses_a_folder_of_its_own_in_all_its_files() =>
        Repository
            .Projects.SelectMany(project =>
                GlobalUsing()
                    .Matches(project.Text)
                    .Where(use =>
                        use.Groups[1]
                            .Value.StartsWith(
                                RootNamespace().Match(project.Text).Groups[1].Value + ".",
                                StringComparison.Ordinal
                            )
                    )
                    .Select(use => $"{project.Path}: {use.Groups[1].Value}")
            )
            .ShouldBeEmpty();

    [Fact]
    public void A_circle_is_found_and_told() =>
        Folders([
                new("a.cs", "namespace ReferralNetwork.A.Data;\nusing ReferralNetwork.A.Domain;"),
                new("b.cs", "namespace ReferralNetwork.A.Domain;\nusing static ReferralNetwork.A.Features.X;"),
                new("c.cs", "namespace ReferralNetwork.A.Features;\nusing ReferralNetwork.A.Data;"),
            ])
            .Circles()
            .ShouldContain("A.Data > A.Domain > A.Features > A.Data");

    [Fact]
    public void The_pictures_show_it_as_it_is()
    {
        var fresh = new StringBuilder(
            """
            # Who knows whom

            Drawn by `DependencyTests` from the project files and the sources; an arrow points to what is known. What is
            known by way of another is left out. No circle is in any of them.

            ## Projects

            Every kind of help is alike: one stands for all.


            """
        );
        fresh.Append(Projects().Picture());
        foreach (var project in Drawn)
        {
            var root = RootOf(project);
            fresh.Append($"\n## Folders of `{project}`\n\n");
            fresh.Append(
                new Graph(
                    Uses(Repository.In(project + "/"))
                        .Where(use =>
                            use.From.StartsWith(root + ".", StringComparison.Ordinal)
                            && use.To.StartsWith(root + ".", StringComparison.Ordinal)
                        )
                        .Select(use => (First(use.From[(root.Length + 1)..]), First(use.To[(root.Length + 1)..])))
                ).Picture()
            );
        }
        if (Environment.GetEnvironmentVariable("RENEW_PICTURES") is not null)
            File.WriteAllText(Path.Combine(Repository.Root, Pictures), fresh.ToString());
        Repository.Read(Pictures).Text.ShouldBe(fresh.ToString(), "RENEW_PICTURES=1 draws them anew");
    }

    private static string First(string folders) => folders.Split('.')[0];

    private static Graph Projects()
    {
        var product = Repository
            .Projects.Where(project => !project.Path.StartsWith("tests/", StringComparison.Ordinal))
            .ToList();
        return new(
            product.SelectMany(project =>
                Known(project, product).Select(known => (From: Named(project.Path), To: Named(known)))
            )
        );
    }

    // A pattern with stars stands for every project that it fits; the pages of a kind are told what they know by the
    // properties that they share.
    private static IEnumerable<string> Known(SourceFile project, IReadOnlyList<SourceFile> all)
    {
        var own = XDocument.Parse(project.Text).Descendants("ProjectReference").Select(one => (project.Path, one));
        var shared = project.Text.Contains("KindPages.props", StringComparison.Ordinal)
            ? XDocument
                .Parse(Repository.Read("pages/KindPages.props").Text)
                .Descendants("ProjectReference")
                .Select(one => ("pages/KindPages.props", one))
            : [];
        return own.Concat(shared)
            .SelectMany(reference =>
            {
                var include = reference.one.Attribute("Include")!.Value.Replace("$(MSBuildThisFileDirectory)", "");
                var path = Path.GetRelativePath(
                    Repository.Root,
                    Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(reference.Item1)!, include))
                );
                var pattern = new Regex($"^{Regex.Escape(path).Replace(@"\*", "[^/]*")}$");
                return all.Select(other => other.Path).Where(other => pattern.IsMatch(other));
            });
    }

    private static string Named(string project)
    {
        var folder = project[..project.LastIndexOf('/')];
        var kind = KindDescriptor.All.FirstOrDefault(kind =>
            $"{folder}/".StartsWith($"services/{kind.Route}/", StringComparison.Ordinal)
        );
        return kind is null ? folder.Replace("services/", "")
            : folder.EndsWith("/Pages", StringComparison.Ordinal) ? "pages of a kind"
            : "a kind";
    }

    private static Graph Folders(IEnumerable<SourceFile> files) => new(Uses(files));

    private static IEnumerable<(string From, string To)> Uses(IEnumerable<SourceFile> files)
    {
        var sources = files.Where(file => Namespace().IsMatch(file.Text)).ToList();
        var folders = Repository.Product.Concat(sources).Select(In).ToHashSet();
        return sources.SelectMany(file =>
            Used()
                .Matches(file.Text)
                .Select(use => use.Groups[1].Value)
                // "using static" names a type: its folder is what it lies in.
                .Select(used => folders.Contains(used) ? used : used[..used.LastIndexOf('.')])
                .Select(used => (In(file), used))
        );
    }

    private static string In(SourceFile file) => Namespace().Match(file.Text).Groups[1].Value;

    private static string RootOf(string project) =>
        RootNamespace()
            .Match(
                Repository
                    .Projects.Single(one =>
                        one.Path.StartsWith(project + "/", StringComparison.Ordinal)
                        && one.Path.Count(c => c == '/') == project.Count(c => c == '/') + 1
                    )
                    .Text
            )
            .Groups[1]
            .Value;

    [GeneratedRegex(@"^namespace ReferralNetwork\.([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using (?:static )?ReferralNetwork\.([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Used();

    [GeneratedRegex("<Using Include=\"ReferralNetwork.([^\"]*)\"")]
    private static partial Regex GlobalUsing();

    [GeneratedRegex("<RootNamespace>ReferralNetwork.(.*?)</RootNamespace>")]
    private static partial Regex RootNamespace();
}
