using System.Reflection;
using System.Runtime.Serialization;
using System.Text.RegularExpressions;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Architecture.Tests;

/// <summary>What the documents name is there, and what there is they name.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] Documents =
    [
        "README.md",
        "CONTRIBUTING.md",
        .. Repository.Paths.Where(path =>
            path.StartsWith("docs/", StringComparison.Ordinal)
            && path.EndsWith(".md", StringComparison.Ordinal)
            && !path.StartsWith("docs/decisions/", StringComparison.Ordinal)
        ),
    ];

    [Fact]
    public void Every_event_stands_in_the_rules()
    {
        var events = typeof(Codes)
            .Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<DataContractAttribute>() is not null)
            .Select(type => type.Name)
            .ToList();
        events.Count.ShouldBeGreaterThan(10);
        var rules = Repository.Read("docs/network.md").Text;
        events.Where(name => !rules.Contains($"`{name}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_file_that_a_document_names_is_there() =>
        Documents
            .Select(Repository.Read)
            .SelectMany(Missing)
            .ShouldBeEmpty("a path, or its end, as it is in the repository");

    [Fact]
    public void A_file_that_is_not_there_is_found() =>
        Missing(new SourceFile("x.md", "`docs/api.md` and `Features/OfferOwner.cs`"))
            .ShouldBe(["x.md: Features/OfferOwner.cs"]);

    private static IEnumerable<string> Missing(SourceFile document) =>
        NamedFile()
            .Matches(document.Text)
            .Select(named => named.Groups[1].Value)
            .Where(named =>
                !Repository.Paths.Any(path => path == named || path.EndsWith($"/{named}", StringComparison.Ordinal))
            )
            .Select(named => $"{document.Path}: {named}");

    [GeneratedRegex("`([A-Za-z0-9._/-]+/[A-Za-z0-9._-]+\\.(?:cs|md|csproj|props|resx|cshtml))`")]
    private static partial Regex NamedFile();
}
