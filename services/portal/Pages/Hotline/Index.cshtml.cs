using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Contracts;
using ReferralNetwork.Pages;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Writing;
using ReferralNetwork.Portal.Api;
using ReferralNetwork.Portal.Data;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal.Pages.Hotline;

/// <summary>
/// Somebody is on the line. Her answers become a draft like those of every search; a third party's are answered here
/// and kept nowhere. Beside it what a shift leaves to the next.
/// </summary>
internal sealed class IndexModel(NetworkApi api, PlaceNames gazetteer, Drafts drafts, Texts texts) : PageModel
{
    private const int MostPlaces = 200;
    private static readonly List<string> Kinds = [.. KindDescriptor.All.Select(kind => kind.Code)];

    [FromQuery]
    public string? Told { get; set; }

    [BindProperty]
    public string? Safe { get; set; }

    [BindProperty]
    public string? Sex { get; set; }

    [BindProperty]
    public string? Age { get; set; }

    /// <summary>Of <see cref="ConsentAnswers.Asked"/>.</summary>
    [BindProperty]
    public string? AgeSure { get; set; }

    [BindProperty]
    public string? Kind { get; set; } = KindDescriptor.All[0].Code;

    [BindProperty]
    public string? Province { get; set; }

    [BindProperty]
    public string? Number { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    public IReadOnlyList<PlaceView> Provinces { get; private set; } = [];
    public IReadOnlyList<CallView> ToCallBack { get; private set; } = [];
    public CallCountsView Counts { get; private set; } = null!;

    /// <summary>The newest.</summary>
    public ListOf<HandOverView> HandOvers { get; private set; } = null!;

    /// <summary>What waits for us, and how many others are open.</summary>
    public Lines Waiting { get; private set; } = null!;
    public int Others { get; private set; }

    /// <summary>Call whose number was asked for.</summary>
    public Guid? Shown { get; private set; }

    /// <summary>What a third party may be told: places that everybody may know. Null before anybody asked.</summary>
    public IReadOnlyList<FoundPool>? Public { get; private set; }

    /// <summary>Where the keyboard begins: at the first question, where something is wrong, or at what was asked
    /// for.</summary>
    public string Focus =>
        Shown is not null || Public is not null
            ? ""
            : new[] { nameof(Sex), nameof(Age), nameof(AgeSure), nameof(Number), nameof(Note) }.FirstOrDefault(name =>
                ModelState[name]?.Errors.Count > 0
            )
                ?? nameof(Safe);

    public async Task OnGet()
    {
        Provinces = await gazetteer.Provinces(api);
        var (calls, handOvers, open) = (
            api.All<CallView>("/api/calls?open=true"),
            api.Page<HandOverView>("/api/shift-notes", 5),
            api.All<ReferralLine>("/api/referrals?open=true")
        );
        Counts = (await api.Find<CallCountsView>("/api/calls/count"))!;
        // Whose number is forgotten first comes first.
        (ToCallBack, HandOvers) = ([.. (await calls).OrderBy(call => call.NumberUntil)], await handOvers);
        var lines = await open;
        var waiting = new Lines(
            [.. lines.Where(line => NextStep.Of(line).Who == Who.You)],
            await Meetings.Of(api, lines)
        );
        Waiting = waiting with
        {
            Items =
            [
                .. waiting
                    .Items.OrderByDescending(line => NextStep.Of(line).IsAlarm)
                    .ThenBy(line => waiting.MeetingOf(line) ?? Items.IndexModel.DueAt(line) ?? DateTimeOffset.MaxValue),
            ],
        };
        Others = lines.Count - Waiting.Items.Count;
    }

    /// <summary>It is safe, and she has said what is asked: from here on it goes as every search does.</summary>
    /// <param name="once">Of the page: sent twice, it is one call.</param>
    public async Task<IActionResult> OnPostTalk(Guid once, CancellationToken ct)
    {
        var age = Numbers.Read(Age);
        if (Safe != "yes")
            ModelState.AddModelError(nameof(Safe), texts["hotline.fault.safe"]);
        if (!Codes.Sexes.Contains(Sex))
            ModelState.AddModelError(nameof(Sex), texts["find.fault.sex"]);
        Ages.Check(age, AgeSure, ModelState, texts);
        if (!ModelState.IsValid)
            return await Again();

        var (kind, province) = await Asked();
        var draft = new Draft
        {
            Kind = kind ?? KindDescriptor.All[0].Code,
            Urgency = "emergency",
            Sex = Sex,
            Age = age,
            AgeEstimated = AgeSure == Ages.NotSure,
            Province = province,
            ByVoice = true,
        };
        // Whatever is said of it: that a call could not be counted keeps nobody from a place.
        await Count(
            once,
            new
            {
                caller = "survivor",
                kind = draft.Kind,
                province,
            }
        );
        return Redirect($"/find/{await drafts.Add(draft, ct)}");
    }

    /// <summary>Of a browser that does not say which button was pressed: what the first answer leads to.</summary>
    public Task<IActionResult> OnPost(Guid once, CancellationToken ct) =>
        Safe switch
        {
            "no" => OnPostDropped(once),
            "third-party" => OnPostThirdParty(once),
            _ => OnPostTalk(once, ct),
        };

    /// <summary>It is not safe, or the line went dead.</summary>
    public async Task<IActionResult> OnPostDropped(Guid once)
    {
        var answer = await Count(once, new { caller = "dropped", number = FormText.Text(Written.Plain(Number)) });
        if (answer.Done)
            return Redirect("/hotline?told=saved");
        ModelState.AddModelError(
            nameof(Number),
            texts[answer.Refusal!.Fields.Contains("number") ? "error.telephone" : $"told.{answer.Refusal.Told}"]
        );
        return await Again();
    }

    /// <summary>Somebody asks for somebody else: told what everybody may know, counted, and nothing else (rule
    /// 5).</summary>
    public async Task<IActionResult> OnPostThirdParty(Guid once)
    {
        var (kind, province) = await Asked();
        await Count(
            once,
            new
            {
                caller = "third-party",
                kind,
                province,
            }
        );
        var found = await api.Post<Found>(
            "/api/availability/search",
            new
            {
                kinds = kind is null ? Codes.Kinds.ToArray() : [kind],
                province,
                openOnly = false,
                limit = MostPlaces,
            }
        );
        if (found.Value is null)
            return StatusCode(found.Refusal!.Status);
        Public =
        [
            .. found
                .Value.Items.Where(pool => !pool.Protected)
                .DistinctBy(pool => (pool.Kind, pool.SiteId))
                .OrderBy(pool => Kinds.IndexOf(pool.Kind))
                .ThenBy(pool => pool.Area.Province, StringComparer.Ordinal),
        ];
        return await Again();
    }

    /// <summary>A number stands in the answer to who asks for it, and on no page that lies open.</summary>
    public async Task<IActionResult> OnPostShow(Guid call)
    {
        Shown = call;
        return await Again();
    }

    public async Task<IActionResult> OnPostCalledBack(Guid call)
    {
        var answer = await api.Post<JsonObject>($"/api/calls/{call}/called-back");
        return Redirect($"/hotline?told={answer.Refusal?.Told ?? "saved"}");
    }

    /// <param name="once">Of the form: sent twice, it is one note.</param>
    public async Task<IActionResult> OnPostShiftNote(Guid once)
    {
        if (FormText.Text(Note) is not { } note)
            ModelState.AddModelError(nameof(Note), texts["error.needed"]);
        else
        {
            var answer = await api.Post<JsonObject>("/api/shift-notes", new { note }, key: $"{once}");
            if (answer.Done)
                return Redirect("/hotline?told=saved");
            ModelState.AddModelError(nameof(Note), texts[$"told.{answer.Refusal!.Told}"]);
        }
        return await Again();
    }

    private async Task<IActionResult> Again()
    {
        await OnGet();
        return Page();
    }

    private async Task<(string? Kind, string? Province)> Asked() =>
        (
            Codes.Kinds.Contains(Kind) ? Kind : null,
            (await gazetteer.Provinces(api)).Any(place => place.Code == Province) ? Province : null
        );

    private Task<Answer<JsonObject>> Count(Guid once, object call) =>
        api.Post<JsonObject>("/api/calls", call, key: $"{once}");
}
