using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ReferralNetwork.Contracts;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal.Tests;

/// <summary>The resource files against each other and against the pages: nothing missing, nothing left over.</summary>
public sealed partial class TextTests
{
    private static readonly string Root = SourceTree.Root;
    private static readonly Dictionary<string, string> English = Read("Texts.resx");
    private static readonly Dictionary<string, string> Khmer = Read("Texts.km.resx");

    /// <summary>Where words are kept: those of every page, and beside each kind's own pages its own.</summary>
    private static IEnumerable<string> Folders =>
        KindDescriptor.All.Select(kind => $"services/{kind.Route}/Pages").Prepend("pages");

    /// <summary>Lists of codes that pages say by <c>T.Code</c>, <c>T.Codes</c> and the choices of forms.</summary>
    private static readonly Dictionary<string, IEnumerable<string>> Lists = new()
    {
        ["kind"] = Codes.Kinds,
        ["sex"] = Codes.Sexes,
        ["sex.child"] = Codes.Sexes,
        ["sex.adult"] = Codes.Sexes,
        ["urgency"] = Codes.Urgencies,
        ["find.when"] = Codes.Urgencies,
        ["need"] = Codes.Needs,
        ["language"] = Codes.Languages,
        ["access"] = Codes.Access,
        ["requires"] = Codes.Requires,
        ["excludes"] = Codes.Excludes,
        ["pool-access"] = Codes.PoolAccess,
        ["withdraw"] = [.. Codes.WithdrawReasons, "consent-expired"],
        ["outcome"] = Codes.Outcomes,
        ["exit"] = Codes.Exits,
        ["role"] = Roles.All,
        ["reason"] = [.. Codes.RejectReasons, "overbooked", "suspended", "wrong-code-word", "list-share"],
        ["closure"] = [.. Codes.ClosureReasons, "started"],
        ["record"] = ["inspection", "agreement", "training", "conduct", "suspended", "resumed", "admitted"],
        ["check"] = Codes.Checklist,
        ["business"] = [.. Businesses(), .. Codes.RejectReasons, .. Codes.Outcomes],
        ["pool"] = KindDescriptor.All.Select(kind => kind.Gives.List),
        ["fit"] = ["sex", "age", "need", "language", "children", "siblings", "access", "area"],
        ["freshness"] = ["current", "stale", "unconfirmed"],
        ["alert"] =
        [
            "provider-away",
            "vital-interest-review",
            "overbooked",
            "wrong-code-word",
            "arrived-after-withdrawal",
            "no-response",
            "no-show",
            "possibly-missing",
            "missing",
            "no-provider",
            "suspended",
            "unusual-taking",
            "unusual-group",
            "group-refused",
            "incident-declared",
            "incident-review",
            "follow-up-due",
            "case-next",
            "onward-ended",
            "consent-contested",
            "consent-ending",
            "consent-expired",
            "needs-help",
            "re-trafficked",
            "unsafe-to-contact",
        ],
        ["how"] = ConsentAnswers.Ways,
        ["withdraws"] = ConsentAnswers.WithdrawnBy,
        ["purpose"] = ConsentAnswers.MorePurposes,
        ["while"] = ConsentAnswers.Whiles,
        ["guardian"] = ConsentAnswers.Guardians,
        ["field"] = ConsentAnswers.Shareable,
        ["channel"] = ContactInput.Known,
        ["interpreter"] = ConsentAnswers.Interpreters,
        ["lacking"] = new Draft
        {
            Languages = ["vi"],
            Access = ["deaf"],
            Province = "01",
        }.CanLack,
        ["why"] =
        [
            "doors-open",
            "doors-closed",
            "free",
            "full",
            "at-once",
            "assessed-first",
            "bed",
            "day-only",
            "in-window",
            "not-in-window",
            "general",
            "special",
            "current",
            "stale",
            "unconfirmed",
        ],
        ["next"] = NextStep.All.Select(step => step.Key),
        ["who"] = Enum.GetNames<Who>().Select(name => name.ToLowerInvariant()),
        ["items.by"] = Enum.GetNames<Who>().Select(name => name.ToLowerInvariant()),
        ["log.why"] = ["referrer", "accepted", "named"],
        ["follow-up"] = Codes.FollowUpResults,
        ["measure"] = Codes.Measures,
        ["month"] = Enumerable.Range(1, 12).Select(month => $"{month}"),
        ["nav"] =
        [
            "find",
            "hotline",
            "items",
            "followups",
            "reminders",
            "groups",
            "transfers",
            "incidents",
            "desk",
            "places",
            "conferences",
            "quality",
            "figures",
            "complaints",
            "partners",
            "directory",
            "people",
            "gazetteer",
            "log",
        ],
        ["problem"] = ProblemPages(),
        ["told"] =
        [
            "saved",
            "changed",
            "gone",
            "often",
            "share",
            "one-incident",
            "not-yours",
            "input",
            "no-room",
            "no-place",
            "number",
            "complained",
            "some-kept",
            "never",
            "screening",
            "no-grant",
            "not-reached",
            "documents",
            "unheard",
        ],
        ["reservation"] = ["asked", "kept", "refused", "ended"],
        ["custody"] = ["made", "opened", "released"],
        ["offer"] = Training.Pages.CourseCodes.Offers,
        ["safe"] = ["yes", "no", "third-party"],
        ["caller"] = Codes.Callers,
        ["helps"] = Codes.Kinds,
        ["places.free"] = Units,
        ["desk.free"] = Units,
        ["action"] = ["reject", "cancel"],
        ["setup.fault"] = ["code", "organisation", "userName", "displayName", "password"],
        ["clock"] =
        [
            "today",
            "tomorrow",
            "yesterday",
            "at",
            "date",
            "minute",
            "minutes",
            "hours",
            "days",
            "ago",
            "in",
            "overdue",
        ],
        ["agenda"] = ["arrival"],
        ["suits"] = ["province", "language", "matter", "load"],
        ["access-given"] = ["client", "invitation", "person"],
        ["error"] = ["needed", "not-understood"],
        ["asked"] = ConsentAnswers.Asked,
        ["assent"] = ConsentAnswers.Assents,
        ["share"] = ["organisation", "person", "client", "incident"],
        ["incident"] = ["declared", "open", "ended"],
        ["kept"] = ["asked", "held", "waiting", "expected", "group"],
        ["free"] = ["withdraw", "arrive", "give-back"],
    };

    private static IEnumerable<string> Units => KindDescriptor.All.Select(kind => kind.Unit);

    [Fact]
    public void Both_languages_have_the_same_texts() => Khmer.Keys.Order().ShouldBe(English.Keys.Order());

    [Fact]
    public void No_text_is_empty_and_both_languages_fill_in_the_same_values()
    {
        foreach (var (key, text) in English)
        {
            text.Trim().ShouldNotBeEmpty(key);
            Khmer[key].Trim().ShouldNotBeEmpty(key);
            Values(Khmer[key]).ShouldBe(Values(text), key);
        }
    }

    [Fact]
    public void Khmer_texts_are_Khmer() =>
        Khmer
            .Where(text =>
                !text.Value.Any(c => c is >= '\u1780' and <= '\u17FF')
                && text.Value.Any(char.IsLetter)
                && Values(text.Value).Length == 0
            )
            .Select(text => text.Key)
            .ShouldBeEmpty();

    /// <summary>Words that name anybody's sex, shame whom they are about, or that the field has given up.</summary>
    [Fact]
    public void No_text_has_a_word_that_does_not_fit_everybody()
    {
        English.Where(text => NotUsed().IsMatch(text.Value)).Select(text => text.Key).ShouldBeEmpty();
        Khmer.Where(text => NotUsedInKhmer().IsMatch(text.Value)).Select(text => text.Key).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("It is time to ask how she is.")]
    [InlineData("The victim's name")]
    [InlineData("Rescued at night")]
    [InlineData("A mentally ill person")]
    public void Such_a_word_is_found(string text) => NotUsed().IsMatch(text).ShouldBeTrue();

    [Fact]
    public void A_Khmer_text_has_no_English_word_and_no_text_shows_a_code()
    {
        Khmer
            // That one names the columns of a file.
            .Where(text => text.Key != "gazetteer.file.hint")
            .Where(text => Latin().Matches(text.Value).Any(word => !NamesInLatin.Contains(word.Value)))
            .Select(text => $"{text.Key}: {text.Value}")
            .ShouldBeEmpty();
        English
            .Concat(Khmer)
            .Where(text => RawCode().IsMatch(text.Value))
            .Select(text => $"{text.Key}: {text.Value}")
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_text_that_a_page_asks_for_is_there() => Asked().Except(English.Keys).ShouldBeEmpty();

    [Fact]
    public void Every_text_is_asked_for() => English.Keys.Except(Asked()).ShouldBeEmpty();

    [Fact]
    public void Every_word_that_a_person_may_be_told_is_shown()
    {
        var page = File.ReadAllText(Path.Combine(Root, "services/portal/Pages/Shared/_Told.cshtml"));
        Lists["told"].Where(code => !page.Contains($"\"{code}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static HashSet<string> Asked()
    {
        var sources = Folders
            .Concat(["services/portal", "services/identity"])
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            )
            .Where(file =>
                (file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".cshtml", StringComparison.Ordinal))
                && !file.Contains("/obj/", StringComparison.Ordinal)
                && !file.Contains("/bin/", StringComparison.Ordinal)
            )
            .Select(File.ReadAllText)
            .Select(SourceCode.Joined)
            .ToList();
        sources.Count.ShouldBeGreaterThan(50);
        var asked = sources
            .SelectMany(source => Key().Matches(source))
            .Select(match => match.Groups[1].Value)
            .ToHashSet();
        // A key chosen by a condition stands as a word of its own.
        asked.UnionWith(
            sources
                .SelectMany(source => Word().Matches(source))
                .Select(match => match.Groups[1].Value)
                .Where(English.ContainsKey)
        );
        asked.UnionWith(Lists.SelectMany(list => list.Value.Select(code => $"{list.Key}.{code}")));
        foreach (var kind in KindDescriptor.All)
        {
            asked.UnionWith(kind.Lists.SelectMany(list => list.Value.Select(code => $"{list.Key}.{code}")));
            asked.UnionWith(kind.Measures.Select(measure => $"figures.{measure.List}"));
            asked.UnionWith(
                (kind.Pages?.Folders ?? [])
                    .Where(folder => folder.Path is not null)
                    .Select(folder => $"nav.{folder.Name.ToLowerInvariant()}")
            );
        }
        return asked;
    }

    private static IEnumerable<string> Businesses() =>
        typeof(Business)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!);

    private static IEnumerable<string> ProblemPages() =>
        new[] { "400", "403", "404", "413", "429", "500", "503" }.SelectMany(status =>
            new[] { status, $"{status}.help" }
        );

    private static string[] Values(string text) =>
        [.. Value().Matches(text).Select(match => match.Value).Distinct().Order()];

    private static Dictionary<string, string> Read(string file) =>
        Folders
            .Select(folder => Path.Combine(Root, folder, file))
            .Where(File.Exists)
            .SelectMany(path => XDocument.Load(path).Root!.Elements("data"))
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    [GeneratedRegex("""(?:\bT|\btexts|\bTexts)\["([a-z0-9.-]+)"[\],]""")]
    private static partial Regex Key();

    [GeneratedRegex("""["']([a-z][a-z0-9-]*\.[A-Za-z0-9.-]+)["']""")]
    private static partial Regex Word();

    /// <summary>Written in Latin letters in every language.</summary>
    private static readonly HashSet<string> NamesInLatin =
    [
        "API",
        "CSV",
        "Esc",
        "HTTPS",
        "HIV",
        "JPEG",
        "KiB",
        "MB",
        "NCDD",
        "NGO",
        "PDF",
        "PEP",
        "PNG",
        "STI",
    ];

    [GeneratedRegex(
        @"\b(she|her|hers|herself|he|him|his|himself|victims?|rescued?|prostitut\w*|mentally ill|mental illness|LGBT|illegal (im)?migrants?)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex NotUsed();

    [GeneratedRegex("នាង|អ្នករងគ្រោះ|ស្រីពេស្យា")]
    private static partial Regex NotUsedInKhmer();

    [GeneratedRegex(@"(?<![{\w])[A-Za-z]{2,}")]
    private static partial Regex Latin();

    [GeneratedRegex(@"\b(null|undefined|NaN)\b|\b[a-z]+(-[a-z]+){2,}\b")]
    private static partial Regex RawCode();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Value();
}
