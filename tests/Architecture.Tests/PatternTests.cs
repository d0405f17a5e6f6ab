using System.Text.RegularExpressions;

namespace ReferralNetwork.Architecture.Tests;

/// <summary>What stands in no source, or in one place alone. Each rule comes with a line that breaks it.</summary>
public sealed partial class PatternTests
{
    /// <param name="Where">Files that the rule is for, as the beginnings of their paths; "" is all that ships.</param>
    /// <param name="But">The one place where it may stand, likewise.</param>
    /// <param name="Breaks">A line that must be found.</param>
    /// <param name="Instead">What to do.</param>
    private sealed record Rule(string What, string Where, string? But, Regex Pattern, string Breaks, string Instead);

    private static readonly Rule[] Rules =
    [
        new(
            "databases are chosen in the platform alone",
            "",
            "platform/",
            Provider(),
            "options.UseNpgsql(address);",
            "Dialect says what databases do differently"
        ),
        new(
            "brokers are known in the platform's messaging alone",
            "",
            "platform/Messaging/",
            Broker(),
            "using MassTransit;",
            "IHandle<T> and db.Publish"
        ),
        new(
            "time comes from a TimeProvider",
            "",
            null,
            Clock(),
            "var now = DateTimeOffset.UtcNow;",
            "DatabaseClock.Now"
        ),
        new(
            "nobody saves or commits but the platform",
            "services/",
            null,
            Commits(),
            "await transaction.CommitAsync(ct);",
            "UnitOfWork.Run"
        ),
        new(
            "no test waits for an event of the browser that may be over",
            "tests/Browser.Tests/",
            null,
            LoadEvent(),
            "await page.WaitForURLAsync(address);",
            "Reached.cs waits for the state"
        ),
        new(
            "a referral goes out and changes hands in one place, which asks for leave to hold its places",
            "services/referrals/",
            "services/referrals/Features/ReferralLifecycle.cs",
            Keeps(),
            "db.Publish(new ReferralRequested(id, 1));",
            "ReferralLifecycle takes an Allowed, which only the allowance's rule makes"
        ),
        new(
            "the proxy pins no caller by a hash of its address",
            "",
            null,
            HashCookie(),
            "Policy = \"HashCookie\"",
            "services keep no state that a caller must come back to"
        ),
        new(
            "what people see of a text is judged in one place",
            "",
            null,
            Blank(),
            "if (string.IsNullOrWhiteSpace(text))",
            "VisibleText.IsBlank and VisibleText.SaysSomething know the marks that nobody sees"
        ),
        new(
            "names are compared in one place",
            "services/",
            null,
            Folded(),
            "a.Equals(b, StringComparison.OrdinalIgnoreCase)",
            "Names.Same knows what looks the same"
        ),
        new(
            "nothing is ordered by an id alone",
            "",
            "platform/Data/Ordered.cs",
            ById(),
            "db.Pools.OrderBy(p => p.Id)",
            "SQL Server puts ids in no order of time: OldestFirst, NewestFirst, or InAnyOrder where none is meant"
        ),
        new(
            "no list is cut off without a sign",
            "services/",
            null,
            CutOff(),
            "rows.Take(Page.Longest)",
            "Page.OneMore and Page.First say that there is more"
        ),
        new(
            "days and months are counted in one place",
            "",
            "platform/Data/NetworkTime.cs",
            Days(),
            "var until = from.AddMonths(3);",
            "NetworkTime knows the zone"
        ),
    ];

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

    public static TheoryData<string> Names => [.. Rules.Select(rule => rule.What)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_breaks_it(string rule)
    {
        var one = Rules.Single(r => r.What == rule);
        var files = one.Where.StartsWith("tests/", StringComparison.Ordinal)
            ? Repository
                .Paths.Where(path =>
                    path.StartsWith(one.Where, StringComparison.Ordinal)
                    && path.EndsWith(".cs", StringComparison.Ordinal)
                )
                .Select(Repository.Read)
            : Repository.In(one.Where);
        files
            .Where(file =>
                (one.But is null || !file.Path.StartsWith(one.But, StringComparison.Ordinal))
                && (rule != "names are compared in one place" || !OfMachines.ContainsKey(file.Path))
            )
            .SelectMany(file => file.Find(one.Pattern))
            .ShouldBeEmpty(one.Instead);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_line_that_breaks_it_is_found(string rule)
    {
        var one = Rules.Single(r => r.What == rule);
        new SourceFile("x.cs", one.Breaks).Find(one.Pattern).ShouldHaveSingleItem();
    }

    [Fact]
    public void No_file_names_a_place_on_somebodys_machine()
    {
        Repository
            .Paths.Where(path => Texts().IsMatch(path) && !path.EndsWith("/PatternTests.cs", StringComparison.Ordinal))
            .SelectMany(path => Repository.Read(path).Find(Machine()))
            .ShouldBeEmpty();
        new SourceFile("x.md", "run it in /home/somebody/network").Find(Machine()).ShouldHaveSingleItem();
    }

    [GeneratedRegex(
        @"(\.(cs|csproj|props|json|md|sln|http|yml|sh|cshtml|css|js|resx|editorconfig|gitignore)|/?[^./]+)$"
    )]
    private static partial Regex Texts();

    [GeneratedRegex(@"Take\(Page\.Longest\)")]
    private static partial Regex CutOff();

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

    [GeneratedRegex(@"Sqlite|Npgsql|SqlServer|SqlClient")]
    private static partial Regex Provider();

    [GeneratedRegex("MassTransit|RabbitMQ")]
    private static partial Regex Broker();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b")]
    private static partial Regex Clock();

    [GeneratedRegex(@"BeginTransaction|CommitAsync|\.Commit\(\)")]
    private static partial Regex Commits();

    [GeneratedRegex("WaitForURL|WaitForLoadState|WaitForNavigation")]
    private static partial Regex LoadEvent();

    [GeneratedRegex("HashCookie")]
    private static partial Regex HashCookie();

    [GeneratedRegex(@"(?<![\w.$}])/(home|Users|root|work|tmp/[a-z]+-)[\w./-]+|[A-Z]:\\\\?[A-Za-z]")]
    private static partial Regex Machine();
}
