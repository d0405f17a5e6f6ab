using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReferralNetwork.LegalAid.Pages.Matters;

/// <summary>One matter at the legal desk: its conflict check, its lawyer, its agenda, and a complaint that was
/// registered.</summary>
internal sealed class MatterModel(NetworkApi api, Texts texts, Clock clock) : PageModel
{
    private static readonly KindDescriptor LegalAid = KindDescriptor.Of("legal-aid");
    public static readonly CodeList Authorities = LegalAid.Lists["authority"];

    [FromRoute]
    public Guid Id { get; set; }

    [FromQuery]
    public string? Told { get; set; }

    /// <summary>Names, one per line; shown again only where the check was refused.</summary>
    [BindProperty]
    public string? Client { get; set; }

    [BindProperty]
    public string? Opposing { get; set; }

    [BindProperty]
    public string? Complainant { get; set; }

    [BindProperty]
    public string? Authority { get; set; }

    [BindProperty]
    public string? On { get; set; }

    [BindProperty]
    public string? Reference { get; set; }

    [BindProperty]
    public bool Agreed { get; set; }

    public InboxItem Item { get; private set; } = null!;
    public IReadOnlyList<Suggestion> Lawyers { get; private set; } = [];
    public IReadOnlyList<AssignmentView> Chain { get; private set; } = [];
    public Agenda Agenda { get; private set; } = null!;
    public CriminalComplaintsView Criminal { get; private set; } = null!;
    public bool? Conflict { get; private set; }

    private string Path => $"/api/legal-aid/inbox/{Id}";

    public async Task<IActionResult> OnGet()
    {
        if (await api.Find<InboxItem>(Path) is not { } item)
            return NotFound();
        Item = item;
        var (lawyers, chain) = (api.All<Suggestion>($"{Path}/lawyers"), api.All<AssignmentView>($"{Path}/assignments"));
        var (agenda, criminal) = (
            Agenda.Of(api, LegalAid, Id, item.Status),
            api.Find<CriminalComplaintsView>($"{Path}/complaint")
        );
        await Task.WhenAll(lawyers, chain, agenda, criminal);
        (Lawyers, Chain, Agenda, Criminal) = (await lawyers, await chain, await agenda, (await criminal)!);
        return Page();
    }

    /// <summary>Shows the result in this response only; the names are in no URL and are not sent back.</summary>
    public async Task<IActionResult> OnPostCheck()
    {
        var answer = await api.Post<ConflictView>(
            $"{Path}/conflict-check",
            new { client = Lines(Client), opposing = Lines(Opposing) }
        );
        if (answer.Refusal is { Told: "input" })
            return await Fault(nameof(Client), "conflict.fault");
        if ((string?)answer.Refusal?.Body["reason"] == "checks")
            return await Fault(nameof(Client), "conflict.often");
        if (answer.Refusal is { Told: var told })
            return Back(told);
        (Conflict, Client, Opposing) = (answer.Value!.Conflict, null, null);
        ModelState.Clear();
        return await OnGet();
    }

    public async Task<IActionResult> OnPostAssign(Guid? member, Guid? from, string? word) =>
        (
            await api.Post<JsonObject>(
                $"{Path}/assign",
                new
                {
                    memberId = member,
                    from,
                    note = FormText.Text(word),
                }
            )
        ).Refusal switch
        {
            null => Back("saved"),
            { Reason: "unchecked" } => await Fault(nameof(Client), "matter.fault.unchecked"),
            { Reason: "conflict" } => await Fault(nameof(Client), "matter.fault.conflict"),
            { Told: var told } => Back(told),
        };

    public async Task<IActionResult> OnPostAddDate(DateInput date)
    {
        Told = await Agenda.Add(api, clock, LegalAid, Id, date);
        if (Told != "input")
            return Back(Told);
        var page = await OnGet();
        if (page is PageResult)
            Agenda = Agenda with { Typed = date };
        return page;
    }

    public async Task<IActionResult> OnPostEndDate(Guid item) => Back(await Agenda.End(api, LegalAid, Id, item));

    public async Task<IActionResult> OnPostComplain()
    {
        if (
            FormText.Text(Complainant) is null
            || !Authorities.Contains(Authority)
            || FormDates.ParseDay(On) is not { } day
            || !Agreed
        )
            return await Fault(nameof(Complainant), "criminal.fault");
        var answer = await api.Send<JsonObject>(
            HttpMethod.Put,
            $"{Path}/complaint",
            JsonContent.Create(
                new
                {
                    complainant = Complainant,
                    authority = Authority,
                    registeredOn = DateOnly.FromDateTime(day),
                    reference = FormText.Text(Reference),
                    agreed = true,
                }
            )
        );
        return answer.Refusal is { Told: "input" }
            ? await Fault(nameof(Complainant), "criminal.fault")
            : Back(answer.Refusal?.Told ?? "saved");
    }

    private RedirectResult Back(string told) => Redirect($"/matters/{Id}?told={told}");

    private static string[] Lines(string? typed) =>
        (typed ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private async Task<IActionResult> Fault(string field, string key)
    {
        ModelState.AddModelError(field, texts[key]);
        return await OnGet();
    }
}
