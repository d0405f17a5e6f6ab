using System.Text.RegularExpressions;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Architecture.Tests;

/// <summary>A kind of help is a folder: what is outside knows kinds by their descriptors, and names none.</summary>
public sealed class KindTests
{
    /// <summary>Where a kind stands all the same, and why.</summary>
    private static readonly Dictionary<string, string> Named = new()
    {
        ["launch/Module.cs"] = "the list of hosts",
        ["contracts/Codes.cs"] = "needs of people, which are called alike",
        ["services/identity/Domain/Records.cs"] = "a training of a partner's staff",
        ["services/portal/Pages/Records/Index.cshtml"] = "the same",
    };

    [Fact]
    public void Outside_its_folder_no_kind_is_named() =>
        Outside()
            .Where(file => !Named.ContainsKey(file.Path))
            .SelectMany(file => NamesIn(file))
            .ShouldBeEmpty("KindDescriptor knows what there is to know of a kind");

    [Fact]
    public void What_is_said_to_name_a_kind_does()
    {
        foreach (var path in Named.Keys)
            NamesIn(Repository.Read(path)).ShouldNotBeEmpty(path);
    }

    [Theory]
    [InlineData("if (kind == \"shelter\")")]
    [InlineData("kind is { Code: \"legal-aid\" }")]
    [InlineData("await api.Get($\"/api/medical/day?date={day}\");")]
    [InlineData("@if (Model.Kind == \"training\") { <p></p> }")]
    [InlineData("Of<SheltersModule>(),")]
    public void A_line_that_names_a_kind_is_found(string line) =>
        NamesIn(new SourceFile("x.cs", line)).ShouldNotBeEmpty();

    [Theory]
    [InlineData("/// <summary>A shelter is asked first.</summary>")]
    [InlineData("var medicalWindow = 72;")]
    [InlineData("KindDescriptor.Of(code)")]
    public void A_line_that_only_speaks_of_one_is_not(string line) =>
        NamesIn(new SourceFile("x.cs", line)).ShouldBeEmpty();

    private static IEnumerable<SourceFile> Outside()
    {
        var own = KindDescriptor.All.Select(kind => $"services/{kind.Route}/").ToList();
        return Repository
            .Paths.Where(path => path.EndsWith(".cshtml", StringComparison.Ordinal))
            .Select(Repository.Read)
            .Concat(Repository.Product)
            .Where(file => !own.Any(folder => file.Path.StartsWith(folder, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> NamesIn(SourceFile file) => file.Find(Name);

    private static readonly Regex Name = new(
        string.Join(
            '|',
            KindDescriptor.All.SelectMany(kind =>
                new[]
                {
                    $"\"{Regex.Escape(kind.Code)}\"",
                    $"[\"/]{Regex.Escape(kind.Route)}[\"/]",
                    $@"\b{string.Concat(kind.Route.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]))}(Module|Kind|Db)\b",
                }
            )
        ),
        RegexOptions.None,
        TimeSpan.FromSeconds(5)
    );
}
