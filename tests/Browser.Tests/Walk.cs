using System.Text.Json;
using Deque.AxeCore.Commons;

namespace ReferralNetwork.Browser.Tests;

/// <summary>
/// Everybody opens every page, and writes down what is wrong with it: the pages of <see cref="Thorough"/> in both
/// languages and both widths, the others in one, which is another for each page; at night all of them in all.
/// </summary>
public sealed class Walk(BrowserNetwork network) : IAsyncLifetime
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src data:; connect-src "
        + "'self'; form-action 'self'";
    private const string PolicyEnd = "; base-uri 'none'; frame-ancestors 'none'";

    private static readonly string[] Telling =
    [
        "shelter",
        "survivor",
        "traffick",
        "violence",
        "referral",
        "abuse",
        "victim",
        "rape",
        "safe house",
        "exploit",
        "refuge",
        "crisis",
        "police",
        "ជម្រក",
        "ជួញដូរ",
        "ហិង្សា",
        "រំលោភ",
        "ជនរងគ្រោះ",
        "បញ្ជូន",
        "សុវត្ថិភាព",
        "កេងប្រវ័ញ្ច",
        "ប៉ូលិស",
    ];

    // Dark is another palette: pages that between them show every colour of it.
    private static readonly string[] Dark =
    [
        "find-faults",
        "places",
        "agree",
        "item-accepted",
        "desk",
        "quality",
        "figures",
        "sign-in-refused",
    ];

    private static readonly string[] Thorough = ["places", "agree", "desk"];

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly Dictionary<Subject, List<string>> _findings = Enum.GetValues<Subject>()
        .ToDictionary(subject => subject, _ => new List<string>());

    private static readonly (int Width, int Height)[] Widths = [(390, 844), (1280, 800)];

    private int _looked;

    public enum Subject
    {
        Access,
        Width,
        Title,
        Policy,
        Kept,
        Others,
        Load,
    }

    internal IReadOnlyList<Sample> All { get; private set; } = [];

    public int Looked => _looked;

    /// <summary>How many looks there should be.</summary>
    public int Asked => All.Sum(sample => InAll(sample) ? 2 : 1);

    public IReadOnlyList<string> Found(Subject subject) => _findings[subject];

    public async ValueTask InitializeAsync()
    {
        All = await Samples.Of(network);
        await Task.WhenAll(new[] { "km", "en" }.Select(Go));
    }

    private static bool InAll(Sample sample) => Night.IsOn || Thorough.Contains(sample.Name);

    private async Task Go(string language)
    {
        var looks = All.Index().Where(one => InAll(one.Item) || one.Index % 2 == (language == "km" ? 0 : 1));
        foreach (var samples in looks.GroupBy(one => one.Item.Who))
        {
            await using var person = samples.Key is { } label
                ? await network.Person(label, Screen.Phone(language))
                : await network.Visitor(Screen.Phone(language));
            foreach (var (index, sample) in samples)
                await Look(person, sample, InAll(sample) ? Widths : [Widths[index / 2 % Widths.Length]]);
        }
    }

    private async Task Look(Person person, Sample sample, IReadOnlyList<(int, int)> widths)
    {
        var (page, where) = (person.Page, $"{sample.Name} ({person.Screen.Language})");
        void Note(Subject subject, string what)
        {
            lock (_findings)
                _findings[subject].Add($"{where}: {what}");
        }
        void OnConsole(object? _, IConsoleMessage message)
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase))
                Note(Subject.Policy, message.Text);
        }
        void OnError(object? _, string error) => Note(Subject.Policy, error);
        void OnRequest(object? _, IRequest request)
        {
            if (
                !request.Url.StartsWith(network.Address.ToString(), StringComparison.Ordinal)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal)
            )
                Note(Subject.Others, request.Url);
        }
        void OnAnswer(object? _, IResponse answer)
        {
            if (answer.Headers.GetValueOrDefault("content-type", "").StartsWith("text/html", StringComparison.Ordinal))
                Headers(answer, Note);
            if (answer.Status >= 500)
                Note(Subject.Load, $"{answer.Status} {answer.Url}");
        }
        page.Console += OnConsole;
        page.PageError += OnError;
        page.Request += OnRequest;
        page.Response += OnAnswer;
        try
        {
            await page.SetViewportSizeAsync(390, 844);
            await page.GotoAsync(sample.Path);
            if (sample.Then is not null)
                await sample.Then(person);
            await page.IsWhole();
            await page.EvaluateAsync("() => document.fonts.ready.then(() => 0)");
            foreach (
                var inline in await page.EvaluateAsync<string[]>(
                    """
                    () => [...document.querySelectorAll("script:not([src]), style, [style]"), ...[...document.querySelectorAll("*")].filter(e => e.getAttributeNames().some(a => a.startsWith("on")))].map(e => e.outerHTML.slice(0, 100))
                    """
                )
            )
                Note(Subject.Policy, inline);
            // A label speaks to the first of its name only.
            foreach (
                var twice in await page.EvaluateAsync<string[]>(
                    "() => [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => "
                        + "all.indexOf(id) < i)"
                )
            )
                Note(Subject.Access, $"two of #{twice}");
            var title = await page.TitleAsync();
            if (title.Length == 0)
                Note(Subject.Title, "none");
            foreach (var word in Telling.Where(word => title.Contains(word, StringComparison.OrdinalIgnoreCase)))
                Note(Subject.Title, $"“{title}” says {word}");

            await person.Shot($"page-{sample.Name}");
            await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(d => { d.open = true; })");
            await page.EvaluateAsync(Axe);
            foreach (var (width, height) in widths)
            {
                await page.SetViewportSizeAsync(width, height);
                await Check(page, $"{width} wide", Note);
            }
            // 1280 at 400 %, and 780 at 200 %.
            foreach (var width in new[] { 320, 390 })
            {
                await page.SetViewportSizeAsync(width, 600);
                var over = await page.EvaluateAsync<string?>(
                    """
                    () => {
                        const root = document.documentElement;
                        if (root.scrollWidth <= root.clientWidth) return null;
                        const wide = [...document.querySelectorAll("main *, header *, footer *")].filter(e => e.getBoundingClientRect().right > root.clientWidth + 1 && !e.closest(".scroll"));
                        return `${root.scrollWidth} > ${root.clientWidth}: ${wide.at(-1)?.outerHTML.slice(0, 120)}`;
                    }
                    """
                );
                if (over is not null)
                    Note(Subject.Width, $"{width} wide: {over}");
            }
            if (Dark.Contains(sample.Name))
            {
                await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
                await Check(page, "dark", Note);
                await person.Shot($"page-dark-{sample.Name}");
                await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            }
            Interlocked.Increment(ref _looked);
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            Note(Subject.Load, e.Message);
        }
        finally
        {
            page.Console -= OnConsole;
            page.PageError -= OnError;
            page.Request -= OnRequest;
            page.Response -= OnAnswer;
        }
    }

    // Every rule that axe has by default, its best practices among them.
    private static async Task Check(IPage page, string how, Action<Subject, string> note)
    {
        var violations = await page.EvaluateAsync<JsonElement>(
            """
            async () => (await axe.run(document, { resultTypes: ["violations"], preload: false })).violations.map(v => ({ id: v.id, nodes: v.nodes.map(n => n.html.slice(0, 140) + " " + n.failureSummary.slice(0, 260)) }))
            """
        );
        foreach (var violation in violations.EnumerateArray())
            note(
                Subject.Access,
                $"{how}: {violation.GetProperty("id")}: {string.Join("\n    ", violation.GetProperty("nodes").EnumerateArray().Take(3))}"
            );
    }

    private void Headers(IResponse answer, Action<Subject, string> note)
    {
        string Header(string name) => answer.Headers.GetValueOrDefault(name, "");
        var policy = Header("content-security-policy");
        // A sign-in form leads on to the client that asked; all else stays.
        var to = answer.Url.Contains("/connect/authorize", StringComparison.Ordinal)
            ? $" {network.Address.GetLeftPart(UriPartial.Authority)}"
            : "";
        if (policy != Policy + to + PolicyEnd)
            note(Subject.Policy, policy);
        if (!Header("cache-control").Contains("no-store", StringComparison.Ordinal))
            note(Subject.Kept, $"cache-control: {Header("cache-control")}");
        if (Header("referrer-policy") != "no-referrer")
            note(Subject.Kept, $"referrer-policy: {Header("referrer-policy")}");
        if (Header("x-content-type-options") != "nosniff")
            note(Subject.Policy, "may be sniffed");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
