using System.Text.RegularExpressions;

namespace ReferralNetwork.Architecture.Tests;

/// <summary>What stands in no source file, or in some alone.</summary>
public sealed partial class SourceTests(ITestOutputHelper output)
{
    private const int Long = 150;
    private const int TooLong = 200;

    [Fact]
    public void The_sources_are_found()
    {
        Repository.Product.Count.ShouldBeGreaterThan(100);
        foreach (
            var folder in new[]
            {
                "contracts/",
                "platform/",
                "pages/",
                "services/",
                "gateway/",
                "launch/",
                "demo/",
                "allinone/",
            }
        )
            Repository.In(folder).ShouldNotBeEmpty(folder);
    }

    [Fact]
    public void No_word_of_the_domain_is_in_the_platform()
    {
        // Identifiers are read word by word; "case" is C#'s before it is ours, and some words are a library's in the
        // names below.
        string[] domain =
        [
            "referral",
            "referrals",
            "referrer",
            "shelter",
            "shelters",
            "survivor",
            "survivors",
            "victim",
            "victims",
            "bed",
            "beds",
            "pool",
            "pools",
            "attempt",
            "attempts",
            "consent",
            "caseworker",
            "caseworkers",
            "waitlist",
            "intake",
            "capacity",
            "eligibility",
            "trafficking",
            "placement",
            "coordinator",
            "medical",
            "training",
            "legal",
            "gazetteer",
            "province",
            "district",
            "availability",
            "occupied",
            "overbooked",
        ];
        var files = Repository.In("platform/").Append(Repository.Read("platform/README.md"));
        files
            .SelectMany(file =>
                Words()
                    .Matches(ProductName().Replace(file.Text, ""))
                    .Where(word => domain.Contains(word.Value, StringComparer.OrdinalIgnoreCase))
                    .Select(word => $"{file.Path}: {word.Value}")
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public void No_failure_is_swallowed() => Repository.Product.SelectMany(Swallowed).ShouldBeEmpty();

    [Theory]
    [InlineData("try { A(); } catch (IOException) { }")]
    [InlineData("try { A(); } catch (Exception e) { /* gone */ }")]
    [InlineData("try { A(); } catch { Log(); }")]
    public void A_failure_that_is_swallowed_is_found(string code) =>
        Swallowed(new SourceFile("x.cs", code)).ShouldHaveSingleItem();

    [Theory]
    [InlineData("try { A(); } catch (IOException) { return null; }")]
    [InlineData("try { A(); } catch { Undo(); throw; }")]
    public void A_failure_that_is_dealt_with_is_not(string code) =>
        Swallowed(new SourceFile("x.cs", code)).ShouldBeEmpty();

    // Nothing at all in the block; everything caught for a comment; everything caught and not thrown on.
    private static IEnumerable<string> Swallowed(SourceFile file) =>
        Catch()
            .Matches(file.Code)
            .Where(found =>
            {
                var (filter, body) = (found.Groups["filter"].Value, found.Groups["body"].Value.Trim());
                var everything =
                    filter.Length == 0
                    || (
                        filter.StartsWith("(Exception", StringComparison.Ordinal)
                        && !filter.Contains("when", StringComparison.Ordinal)
                    );
                return body.Length == 0
                    || (everything && body.StartsWith("/*", StringComparison.Ordinal))
                    || (filter.Length == 0 && !body.Contains("throw;", StringComparison.Ordinal));
            })
            .Select(found => $"{file.Path}: {found.Value}");

    /// <summary>Longer than a file may be since lines are 120 columns wide; each is to be split, and then leaves this
    /// list.</summary>
    private static readonly string[] StillTooLong =
    [
        "demo/DemoNetwork.cs",
        "allinone/Network.cs",
        "contracts/Codes.cs",
        "contracts/EligibilityRules.cs",
        "pages/Api/NetworkApi.cs",
        "platform/Messaging/Receiver.cs",
        "services/capacity/Placement/GroupReservations.cs",
        "services/capacity/Placement/Ledger.cs",
        "services/capacity/Placement/PlanRouting.cs",
        "services/portal/Domain/Draft.cs",
        "services/portal/Pages/Desk/Item.cshtml.cs",
        "services/portal/Pages/Find/Agree.cshtml.cs",
        "services/portal/Pages/Groups/Index.cshtml.cs",
        "services/portal/Pages/Hotline/Index.cshtml.cs",
        "services/portal/Pages/Items/Item.cshtml.cs",
        "services/portal/Pages/Places/Pool.cshtml.cs",
        "services/referrals/Features/ConsentInput.cs",
    ];

    [Fact]
    public void No_line_is_longer_than_a_screen_is_wide() =>
        Repository
            .Paths.Where(path => WrittenByHand().IsMatch(path) && !Excepted().IsMatch(path))
            .Select(Repository.Read)
            .SelectMany(TooWide)
            .ShouldBeEmpty();

    [Fact]
    public void A_line_that_is_too_wide_is_found() =>
        TooWide(new SourceFile("x.cs", $"a\n{new string('x', 121)}\n{new string('x', 120)}")).ShouldBe(["x.cs:2"]);

    [Fact]
    public void In_a_test_a_comment_that_is_too_wide_is_found_and_a_quoted_body_is_not() =>
        TooWide(new SourceFile("tests/x.cs", $"{new string('x', 121)}\n    // {new string('x', 121)}"))
            .ShouldBe(["tests/x.cs:2"]);

    // Bodies and scripts that a test quotes whole stay as they are sent.
    private static IEnumerable<string> TooWide(SourceFile file) =>
        file
            .Lines.Index()
            .Where(line => line.Item.Length > 120)
            .Where(line =>
                !file.Path.StartsWith("tests/", StringComparison.Ordinal)
                || line.Item.TrimStart().StartsWith("//", StringComparison.Ordinal)
            )
            .Select(line => $"{file.Path}:{line.Index + 1}");

    [Fact]
    public void No_file_is_too_long()
    {
        foreach (var file in Repository.Product.Where(file => file.Lines.Length > Long))
            output.WriteLine($"{file.Path}: {file.Lines.Length} lines");
        Repository
            .Product.Where(file => file.Lines.Length > TooLong)
            .Select(file => file.Path)
            .Order(StringComparer.Ordinal)
            .ShouldBe(StillTooLong.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_shown_of_a_survivor_is_read_by_the_doors_that_leave_out_who_is_barred()
    {
        var beside = Repository
            .In("services/")
            .Where(file =>
                file.Path.Contains("/Features/", StringComparison.Ordinal) && !BesideTheDoors.ContainsKey(file.Path)
            )
            .SelectMany(Survivors)
            .ToList();
        beside.ShouldBeEmpty(
            "Visible is where a query of them begins; what shows nothing stands in BesideTheDoors with its reason"
        );
        BesideTheDoors
            .Keys.Where(path => !Repository.In("services/").Any(file => file.Path == path && Survivors(file).Any()))
            .ShouldBeEmpty("not needed any more");
    }

    // In the referrals service attempts are read of a referral that was found before.
    private static IEnumerable<string> Survivors(SourceFile file) =>
        file.Find(file.Path.StartsWith("services/referrals/", StringComparison.Ordinal) ? Referrals() : Attempts());

    /// <summary>Reads referrals or attempts and shows nothing of them, or only after a door was passed.</summary>
    private static readonly Dictionary<string, string> BesideTheDoors = new()
    {
        ["services/capacity/Features/Visible.cs"] = "the door",
        ["services/referrals/Features/Visible.cs"] = "the door",
        ["services/capacity/Features/RemovePool.cs"] = "whether anybody is there",
        ["services/legal-aid/Features/Panel.cs"] = "how many a lawyer has",
        ["services/capacity/Features/Capacity.cs"] = "whom a count leaves without a place is told to referrers",
        ["services/referrals/Features/PreferWait.cs"] = "a version",
        ["services/referrals/Features/ChangeConference.cs"] = "of a conference that the door has shown",
        ["services/referrals/Features/OwnedCase.cs"] = "judged by Clearance",
        ["services/referrals/Features/AcceptTransfer.cs"] = "judged by Clearance",
        ["services/referrals/Features/ListTransfers.cs"] = "judged by Clearance",
        ["services/referrals/Features/ReadConferences.cs"] = "joined to what the door shows",
        ["services/referrals/Features/Allowances.cs"] = "counts",
        ["services/referrals/Features/IncidentView.cs"] = "counts",
        ["services/referrals/Features/ReviewIncident.cs"] = "what counted against an incident counts as its own again",
    };

    [Fact]
    public void Every_setting_that_is_read_is_checked_at_start()
    {
        var declared = Repository
            .Product.SelectMany(file => Declared().Matches(file.Code))
            .Select(found => found.Groups[1].Value)
            .ToHashSet();
        Repository
            .Product.SelectMany(file => Asked().Matches(file.Code))
            .Select(found => found.Groups[1].Value)
            .Where(name => !declared.Contains(name) && !declared.Contains($"{name.Split(':')[0]}:*"))
            .Distinct()
            .ShouldBeEmpty();
        declared.Count.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void A_page_that_shows_a_list_leads_to_the_rest_of_it()
    {
        foreach (
            var model in Repository
                .In("services/")
                .Where(file => file.Code.Contains("api.Page<", StringComparison.Ordinal))
        )
        {
            var page = Repository.Read(model.Path[..^".cs".Length]).Text;
            (
                page.Contains("Model.Next ", StringComparison.Ordinal)
                || page.Contains("\"_Newest\"", StringComparison.Ordinal)
            ).ShouldBeTrue(model.Path);
        }
    }

    [GeneratedRegex(@"\bdb\.Referrals\b")]
    private static partial Regex Referrals();

    [GeneratedRegex(@"\bdb\.Attempts\b")]
    private static partial Regex Attempts();

    [GeneratedRegex(@"(?:Setting\.\w+\(|new\()""([A-Z][\w:*]+)""")]
    private static partial Regex Declared();

    [GeneratedRegex(@"onfiguration(?:\.GetValue(?:<[^>]*>)?\(|\[)""([A-Z][\w:]+)""")]
    private static partial Regex Asked();

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")]
    private static partial Regex Words();

    [GeneratedRegex("ReferralNetwork|AddDbContextPool|ClearAllPools|MaxRetryAttempts|AttemptAcquire")]
    private static partial Regex ProductName();

    [GeneratedRegex(@"catch\s*(?<filter>\([^{]*?\)(\s*when\s*\([^{]*\))?)?\s*\{(?<body>[^}]*)\}")]
    private static partial Regex Catch();

    [GeneratedRegex(@"\.(cs|cshtml|css|js|sh)$|^(run|test|walk|\.ci/run|tools/\w+)$")]
    private static partial Regex WrittenByHand();

    // Generated.
    [GeneratedRegex("/Migrations/")]
    private static partial Regex Excepted();
}
