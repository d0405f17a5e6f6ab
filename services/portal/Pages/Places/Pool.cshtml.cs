using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Platform.Writing;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal.Pages.Places;

/// <summary>A pool: what it gives, whom it takes, how one gets in. Its counts are changed at the desk.</summary>
internal sealed class PoolModel(NetworkApi api, Texts texts) : PageModel
{
    [FromRoute(Name = "kind")]
    public string KindCode { get; set; } = "";

    [FromRoute]
    public Guid Site { get; set; }

    [FromRoute]
    public Guid? Id { get; set; }

    [BindProperty]
    public string Once { get; set; } = Guid.NewGuid().ToString();

    [BindProperty]
    public string? ETag { get; set; }

    [BindProperty]
    public string? Km { get; set; }

    [BindProperty]
    public string? En { get; set; }

    [BindProperty]
    public List<string> Gives { get; set; } = [];

    [BindProperty]
    public string? Maximum { get; set; }

    [BindProperty]
    public string? Occupied { get; set; }

    [BindProperty]
    public string Entry { get; set; } = "places";

    [BindProperty]
    public List<string> Sexes { get; set; } = [];

    [BindProperty]
    public string? MinAge { get; set; }

    [BindProperty]
    public string? MaxAge { get; set; }

    [BindProperty]
    public string? MaxChildren { get; set; }

    [BindProperty]
    public List<string> Languages { get; set; } = [];

    [BindProperty]
    public List<string> Needs { get; set; } = [];

    [BindProperty]
    public List<string> Access { get; set; } = [];

    [BindProperty]
    public List<string> Requires { get; set; } = [];

    [BindProperty]
    public List<string> Excludes { get; set; } = [];

    [BindProperty]
    public string? IntakeHours { get; set; }

    /// <summary>The fields that the kind adds to the form; null where it adds none.</summary>
    public IPoolFields? Fields => _fields ??= KindPages.PoolFieldsOf(KindDescriptor.Of(KindCode));
    private IPoolFields? _fields;

    private string Route => $"/api/{KindDescriptor.Of(KindCode).Route}";

    public async Task<IActionResult> OnGet()
    {
        if (User.Kinds().All(kind => kind.Code != KindCode))
            return NotFound();
        if (Id is null)
            return Page();
        var answer = await api.Get<PoolView>($"{Route}/pools/{Id}");
        if (answer.Value is not { } pool)
            return NotFound();
        var (kind, takes) = (KindDescriptor.Of(KindCode), pool.Eligibility);
        (ETag, Km, En, Entry) = (answer.ETag, pool.Name.Km, pool.Name.En, pool.Access);
        Gives =
            pool.Trade?[kind.Gives.List] is not { } gives ? []
            : kind.Gives.Many ? [.. gives.AsArray().Select(code => (string)code!)]
            : [(string)gives!];
        Fields?.Read(pool.Trade ?? []);
        (MinAge, MaxAge, MaxChildren, IntakeHours) = (
            $"{takes.MinAge}",
            $"{takes.MaxAge}",
            $"{takes.MaxChildren}",
            takes.IntakeHours
        );
        (Sexes, Languages, Needs) = ([.. takes.Sexes ?? []], [.. takes.Languages ?? []], [.. takes.Needs ?? []]);
        (Access, Requires, Excludes) = ([.. takes.Access ?? []], [.. takes.Requires ?? []], [.. takes.Excludes ?? []]);
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (User.Kinds().All(kind => kind.Code != KindCode))
            return NotFound();
        var kind = KindDescriptor.Of(KindCode);
        if (Fields is { } fields)
            await TryUpdateModelAsync(fields, fields.GetType(), nameof(Fields));
        Check(kind);
        if (!ModelState.IsValid)
            return Page();

        var before = Id is null ? null : await api.Find<PoolView>($"{Route}/pools/{Id}");
        var answer = await Save(
            new { en = FormText.Text(En), km = FormText.Text(Km) },
            EligibilityFrom(before?.Eligibility ?? Eligibility.Anyone),
            Trade(kind, before?.Trade)
        );
        if (answer.Done)
            return Redirect("/places");
        ModelState.AddModelError(
            "",
            answer.Refusal!.Told == "input"
                ? texts["agree.fault.other", string.Join(", ", answer.Refusal.Fields)]
                : texts[$"told.{answer.Refusal.Told}"]
        );
        // It was changed meanwhile, as by every count: what was typed is kept, and saving again overwrites that change.
        if (Id is not null && answer.Refusal.Told == "changed")
            ETag = (await api.Get<PoolView>($"{Route}/pools/{Id}")).ETag;
        return Page();
    }

    private void Check(KindDescriptor kind)
    {
        if (VisibleText.IsBlank(Km) && VisibleText.IsBlank(En))
            ModelState.AddModelError(nameof(Km), texts["site.fault.name"]);
        if (!Gives.Any(kind.Offers.Contains))
            ModelState.AddModelError(nameof(Gives), texts["error.needed"]);
        if (Id is null && Numbers.Whole(Maximum) is null)
            ModelState.AddModelError(nameof(Maximum), texts["told.number"]);
        // A field left empty must not admit everybody.
        if (!Sexes.Any(Codes.Sexes.Contains))
            ModelState.AddModelError(nameof(Sexes), texts["pool.fault.sexes"]);
        if (VisibleText.IsBlank(MinAge))
            ModelState.AddModelError(nameof(MinAge), texts["pool.fault.age"]);
        foreach (
            var (at, text) in new[]
            {
                (nameof(Occupied), Occupied),
                (nameof(MinAge), MinAge),
                (nameof(MaxAge), MaxAge),
                (nameof(MaxChildren), MaxChildren),
            }.Concat((Fields?.WholeNumbers ?? []).Select(one => ($"Fields.{one.Field}", one.Typed)))
        )
            if (!VisibleText.IsBlank(text) && Numbers.Whole(text) is null)
                ModelState.AddModelError(at, texts["told.number"]);
    }

    private Eligibility EligibilityFrom(Eligibility before) =>
        before with
        {
            Sexes = Some(Sexes),
            MinAge = Numbers.Whole(MinAge),
            MaxAge = Numbers.Whole(MaxAge),
            MaxChildren = Numbers.Whole(MaxChildren),
            Languages = Some(Languages),
            Needs = Some(Needs),
            Access = Some(Access),
            Requires = Some(Requires),
            Excludes = Some(Excludes),
            IntakeHours = FormText.Text(Numbers.Ascii(IntakeHours)),
        };

    private JsonObject Trade(KindDescriptor kind, JsonObject? before)
    {
        var trade = before?.DeepClone().AsObject() ?? [];
        trade[kind.Gives.List] = kind.Gives.Many
            ? new JsonArray([.. Gives.Where(kind.Offers.Contains).Select(code => (JsonNode)code)])
            : Gives.First(kind.Offers.Contains);
        Fields?.Write(trade);
        return trade;
    }

    private Task<Answer<JsonObject>> Save(object name, Eligibility eligibility, JsonObject trade) =>
        Id is null
            ? api.Post<JsonObject>(
                $"{Route}/sites/{Site}/pools",
                new
                {
                    name,
                    maximum = Numbers.Whole(Maximum),
                    occupied = Numbers.Whole(Occupied) ?? 0,
                    access = Entry,
                    eligibility,
                    trade,
                },
                key: Once
            )
            : api.Put<JsonObject>(
                $"{Route}/pools/{Id}",
                new
                {
                    name,
                    access = Entry,
                    eligibility,
                    trade,
                },
                ETag ?? "*"
            );

    public async Task<IActionResult> OnPostRemove()
    {
        if (User.Kinds().All(kind => kind.Code != KindCode))
            return NotFound();
        var answer = await api.Delete($"{Route}/pools/{Id}");
        if (answer.Refusal is not { } refusal)
            return Redirect("/places");
        ModelState.AddModelError(
            "",
            refusal.Status == StatusCodes.Status409Conflict ? texts["pool.fault.open"] : texts[$"told.{refusal.Told}"]
        );
        return await OnGet();
    }

    private static IReadOnlyList<string>? Some(List<string> codes) => codes.Count == 0 ? null : codes;
}
