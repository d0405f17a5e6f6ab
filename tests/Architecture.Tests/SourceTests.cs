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
    public void Databases_are_chosen_in_the_platform_alone() =>
        Repository
            .Product.Where(file => !file.Path.StartsWith("platform/", StringComparison.Ordinal))
            .SelectMany(file => file.Find(Provider()))
            .ShouldBeEmpty();

    [Fact]
    public void Brokers_are_known_in_the_platforms_messaging_alone() =>
        Repository
            .Product.Where(file => !file.Path.StartsWith("platform/Messaging/", StringComparison.Ordinal))
            .SelectMany(file => file.Find(Broker()))
            .ShouldBeEmpty();

    [Fact]
    public void Time_comes_from_a_TimeProvider() =>
        Repository.Product.SelectMany(file => file.Find(Clock())).ShouldBeEmpty();

    [Fact]
    public void Nobody_saves_or_commits_but_the_platform() =>
        Repository.In("services/").SelectMany(file => file.Find(Commits())).ShouldBeEmpty();

    [Fact]
    public void No_failure_is_swallowed()
    {
        foreach (var file in Repository.Product)
        foreach (Match found in Catch().Matches(file.Code))
        {
            var (filter, body) = (found.Groups["filter"].Value, found.Groups["body"].Value.Trim());
            var where = $"{file.Path}: {found.Value}";
            if (body.Length == 0)
                Assert.Fail($"swallowed without a word: {where}");
            var everything =
                filter.Length == 0
                || filter.StartsWith("(Exception", StringComparison.Ordinal)
                    && !filter.Contains("when", StringComparison.Ordinal);
            if (everything && body.StartsWith("/*", StringComparison.Ordinal))
                Assert.Fail($"everything is swallowed: {where}");
            if (filter.Length == 0 && !body.Contains("throw;", StringComparison.Ordinal))
                Assert.Fail($"everything is caught and not thrown on: {where}");
        }
    }

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
        "services/capacity/Features/ProviderAction.cs",
        "services/capacity/Placement/GroupReservations.cs",
        "services/capacity/Placement/Ledger.cs",
        "services/capacity/Placement/PlanRouting.cs",
        "services/identity/Data/IdentityDb.cs",
        "services/portal/Domain/Draft.cs",
        "services/portal/Pages/Desk/Item.cshtml.cs",
        "services/portal/Pages/Find/Agree.cshtml.cs",
        "services/portal/Pages/Groups/Index.cshtml.cs",
        "services/portal/Pages/Hotline/Index.cshtml.cs",
        "services/portal/Pages/Items/Item.cshtml.cs",
        "services/portal/Pages/Places/Pool.cshtml.cs",
        "services/referrals/Data/ReferralsDb.cs",
        "services/referrals/Features/ConsentInput.cs",
        "services/referrals/Features/ReferrerActions.cs",
        "services/referrals/Clocks/MonthCount.cs",
    ];

    [Fact]
    public void No_line_is_longer_than_a_screen_is_wide() =>
        Repository
            .Paths.Where(path => WrittenByHand().IsMatch(path) && !Excepted().IsMatch(path))
            .Select(Repository.Read)
            .SelectMany(file => file.Lines.Select((line, i) => (file.Path, Number: i + 1, line.Length)))
            .Where(line => line.Length > 120)
            .Select(line => $"{line.Path}:{line.Number}")
            .ShouldBeEmpty();

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
    public void No_test_waits_for_an_event_of_the_browser_that_may_be_over() =>
        Repository
            .Paths.Where(path =>
                path.StartsWith("tests/Browser.Tests/", StringComparison.Ordinal)
                && path.EndsWith(".cs", StringComparison.Ordinal)
            )
            .SelectMany(path => Repository.Read(path).Find(LoadEvent()))
            .ShouldBeEmpty("tests/Browser.Tests/Reached.cs waits for the state");

    [Fact]
    public void A_referral_goes_out_and_changes_hands_in_one_place_which_asks_for_leave_to_keep_its_places() =>
        Repository
            .In("services/referrals/")
            .Where(file => file.Path != "services/referrals/Features/ReferralLifecycle.cs")
            .SelectMany(file => file.Find(Keeps()))
            .ShouldBeEmpty("ReferralLifecycle takes an Allowed, which only the allowance's rule makes");

    [Fact]
    public void The_proxy_pins_no_caller_by_a_hash_of_its_address() =>
        Repository.Product.SelectMany(file => file.Find(HashCookie())).ShouldBeEmpty();

    [Fact]
    public void No_file_names_a_place_on_somebodys_machine()
    {
        string[] texts =
        [
            ".cs",
            ".csproj",
            ".props",
            ".json",
            ".md",
            ".sln",
            ".http",
            ".yml",
            ".sh",
            ".cshtml",
            ".css",
            ".js",
            ".resx",
            ".editorconfig",
            ".gitignore",
            "",
        ];
        Repository
            .Paths.Where(path =>
                texts.Contains(Path.GetExtension(path)) && path != "tests/Architecture.Tests/SourceTests.cs"
            )
            .SelectMany(path => Repository.Read(path).Find(Machine()))
            .ShouldBeEmpty();
    }

    [Fact]
    public void What_people_see_of_a_text_is_judged_in_one_place() =>
        Repository
            .Product.SelectMany(file => file.Find(Blank()))
            .ShouldBeEmpty("VisibleText.IsBlank and VisibleText.SaysSomething know the marks that nobody sees");

    [Fact]
    public void Names_are_compared_in_one_place() =>
        Repository
            .In("services/")
            .Where(file => !OfMachines.ContainsKey(file.Path))
            .SelectMany(file => file.Find(Folded()))
            .ShouldBeEmpty("Names.Same knows what looks the same");

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
        ["services/legal-aid/Features/ConflictCheck.cs"] = "yes or no",
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
    public void Nothing_is_ordered_by_an_id_alone() =>
        Repository
            .Product.Where(file => file.Path != "platform/Data/Ordered.cs")
            .SelectMany(file => file.Find(ById()))
            .ShouldBeEmpty(
                "SQL Server puts ids in no order of time: OldestFirst, NewestFirst, or InAnyOrder where none is meant"
            );

    [Fact]
    public void No_list_is_cut_off_without_a_sign()
    {
        Repository
            .In("services/")
            .SelectMany(file => file.Find(CutOff()))
            .ShouldBeEmpty("Page.OneMore and Page.First say that there is more");
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

    [Fact]
    public void Days_and_months_are_counted_in_one_place() =>
        Repository
            .Product.Where(file => file.Path != "platform/Data/NetworkTime.cs")
            .SelectMany(file => file.Find(Days()))
            .ShouldBeEmpty("NetworkTime knows the zone");

    /// <summary>Folds case of what only machines or keyboards without choice write.</summary>
    private static readonly Dictionary<string, string> OfMachines = new()
    {
        ["services/identity/Domain/PasswordRules.cs"] = "the list of known passwords is in lower case",
        ["services/identity/Domain/OneTimeCode.cs"] = "32 letters and digits",
        ["services/identity/Data/AccessGiven.cs"] = "the name of a type",
        ["services/identity/Data/Person.cs"] = "a user name is of a-z, 0-9 and signs",
        ["services/identity/Features/ClientAuthentication.cs"] = "a header",
        ["services/identity/Features/OAuthForm.cs"] = "a header",
        ["services/referrals/Features/ImportGazetteer.cs"] = "a header",
        ["services/referrals/Features/PreferWait.cs"] = "a header",
        ["services/portal/Pages/SetUp.cshtml.cs"] = "a code and a user name",
        ["services/medical/Pages/Clinic/Item.cshtml.cs"] = "names of members",
    };

    [GeneratedRegex(@"Take\(Page\.Longest\)")]
    private static partial Regex CutOff();

    [GeneratedRegex(@"\bdb\.Referrals\b")]
    private static partial Regex Referrals();

    [GeneratedRegex(@"\bdb\.Attempts\b")]
    private static partial Regex Attempts();

    [GeneratedRegex(@"new Referral(Requested|Owned)\(|\.KeptBy = ")]
    private static partial Regex Keeps();

    [GeneratedRegex(@"\bOrderBy(Descending)?\(\s*(\w+) => \2(\.\w+)*\.\w*Id\)|\borderby \w+(\.\w+)*\.Id\b")]
    private static partial Regex ById();

    [GeneratedRegex(
        @"FromHours\(7\)|AddHours\(14\)|TimeZoneInfo|ToOffset\(|(?<!NetworkTime|, 1\))\.AddMonths\(|DateOnly\.FromDateTime\([^)]*(Utc|[nN]ow)"
    )]
    private static partial Regex Days();

    [GeneratedRegex("IsNullOrWhiteSpace")]
    private static partial Regex Blank();

    [GeneratedRegex("IgnoreCase|ToUpperInvariant|ToLowerInvariant|StringComparison.(Current|Invariant)Culture")]
    private static partial Regex Folded();

    [GeneratedRegex(@"(?:Setting\.\w+\(|new\()""([A-Z][\w:*]+)""")]
    private static partial Regex Declared();

    [GeneratedRegex(@"onfiguration(?:\.GetValue(?:<[^>]*>)?\(|\[)""([A-Z][\w:]+)""")]
    private static partial Regex Asked();

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")]
    private static partial Regex Words();

    [GeneratedRegex("ReferralNetwork|AddDbContextPool|ClearAllPools|MaxRetryAttempts|AttemptAcquire")]
    private static partial Regex ProductName();

    [GeneratedRegex(@"Sqlite|Npgsql|SqlServer|SqlClient")]
    private static partial Regex Provider();

    [GeneratedRegex("MassTransit|RabbitMQ")]
    private static partial Regex Broker();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b")]
    private static partial Regex Clock();

    [GeneratedRegex(@"BeginTransaction|CommitAsync|\.Commit\(\)")]
    private static partial Regex Commits();

    [GeneratedRegex(@"catch\s*(?<filter>\([^{]*?\)(\s*when\s*\([^{]*\))?)?\s*\{(?<body>[^}]*)\}")]
    private static partial Regex Catch();

    [GeneratedRegex("WaitForURL|WaitForLoadState|WaitForNavigation")]
    private static partial Regex LoadEvent();

    [GeneratedRegex(@"\.(cs|cshtml|css|js|sh)$|^(run|test|walk|\.ci/run|tools/\w+)$")]
    private static partial Regex WrittenByHand();

    // Generated, or bodies and scripts that a test quotes whole.
    [GeneratedRegex("/Migrations/|^tests/")]
    private static partial Regex Excepted();

    [GeneratedRegex("HashCookie")]
    private static partial Regex HashCookie();

    [GeneratedRegex(@"(?<![\w.$}])/(home|Users|root|work|tmp/[a-z]+-)[\w./-]+|[A-Z]:\\\\?[A-Za-z]")]
    private static partial Regex Machine();
}
