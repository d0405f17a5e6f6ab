using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Platform.Writing;
using ReferralNetwork.Portal.Api;
using ReferralNetwork.Portal.Data;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal.Pages.Hotline;

/// <summary>A call to the hotline. The survivor's answers become a draft like those of every search; a third party's
/// questions are answered here and not stored. The page also shows the shift notes.</summary>
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

    /// <summary>One of <see cref="ConsentAnswers.Asked"/>.</summary>
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

    /// <summary>The newest shift notes.</summary>
    public ListOf<ShiftNoteView> ShiftNotes { get; private set; } = null!;

    /// <summary>Referrals that wait for this organisation, and how many others are open.</summary>
    public Lines Waiting { get; private set; } = null!;
    public int Others { get; private set; }

    /// <summary>The call whose number was asked for.</summary>
    public Guid? Shown { get; private set; }

    /// <summary>What a third party may be told: public places. Null before anybody asked.</summary>
    public IReadOnlyList<AvailabilityView>? Public { get; private set; }

    /// <summary>The field with the keyboard focus: the first one with an error, else the first question; none beside a
    /// result.</summary>
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
        var (calls, shiftNotes, open) = (
            api.All<CallView>("/api/calls?open=true"),
            api.Page<ShiftNoteView>("/api/shift-notes", 5),
            api.All<ReferralLine>("/api/referrals?open=true")
        );
        Counts = (await api.Find<CallCountsView>("/api/calls/count"))!;
        // Numbers that are deleted soonest come first.
        (ToCallBack, ShiftNotes) = ([.. (await calls).OrderBy(call => call.NumberUntil)], await shiftNotes);
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

    /// <summary>The survivor can talk safely: her answers become a draft, as in every search.</summary>
    /// <param name="once">Idempotency key of the page: sent twice, it counts one call.</param>
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
        // The result is ignored: a call that could not be counted keeps nobody from a place.
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

    /// <summary>For browsers that do not send which button was pressed: acts by the first answer.</summary>
    public Task<IActionResult> OnPost(Guid once, CancellationToken ct) =>
        Safe switch
        {
            "no" => OnPostDropped(once),
            "third-party" => OnPostThirdParty(once),
            _ => OnPostTalk(once, ct),
        };

    /// <summary>Talking is not safe, or the line went dead.</summary>
    public async Task<IActionResult> OnPostDropped(Guid once)
    {
        var answer = await Count(once, new { caller = "dropped", number = FormText.Text(VisibleText.Plain(Number)) });
        if (answer.Done)
            return Redirect("/hotline?told=saved");
        ModelState.AddModelError(
            nameof(Number),
            texts[answer.Refusal!.Fields.Contains("number") ? "error.telephone" : $"told.{answer.Refusal.Told}"]
        );
        return await Again();
    }

    /// <summary>Somebody asks for somebody else: the caller is told only what is public, and the call is only counted
    /// (rule 5).</summary>
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
        var found = await api.Post<SearchView>(
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

    /// <summary>Shows a number only in the response to whoever asked for it, on no page that lies open.</summary>
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

    /// <param name="once">Idempotency key of the form: sent twice, it adds one note.</param>
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
