using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Portal.Api;

namespace ReferralNetwork.Portal.Pages.Incidents;

/// <summary>Incidents, many people at once: declared by two organisations or a coordinator, reviewed by a coordinator
/// the next day.</summary>
internal sealed class IndexModel(NetworkApi api, PlaceNames gazetteer, Texts texts) : PageModel
{
    private const string Path = "/api/incidents";

    [FromQuery]
    public string? Told { get; set; }

    [BindProperty]
    public string? People { get; set; }

    [BindProperty]
    public string? District { get; set; }

    public IReadOnlyList<IncidentView> Items { get; private set; } = [];
    public IReadOnlyList<(PlaceView Province, IReadOnlyList<PlaceView> Districts)> Areas { get; private set; } = [];

    public async Task OnGet() => (Items, Areas) = (await api.All<IncidentView>(Path), await gazetteer.Districts(api));

    public string NameOf(string code) =>
        Areas.SelectMany(area => area.Districts.Prepend(area.Province)).FirstOrDefault(place => place.Code == code)
            is { } known
            ? Texts.Name(known.Name)
            : code;

    /// <param name="once">Idempotency key of the form: sent twice, it declares one.</param>
    public async Task<IActionResult> OnPostDeclare(Guid once)
    {
        var people = Numbers.Whole(People);
        if (people is not (>= 2 and <= 500))
            ModelState.AddModelError(nameof(People), texts["incidents.fault.count"]);
        if (string.IsNullOrEmpty(District))
            ModelState.AddModelError(nameof(District), texts["error.needed"]);
        if (ModelState.IsValid)
            return Back(await api.Post<JsonObject>(Path, new { people, district = District }, key: $"{once}"));
        await OnGet();
        return Page();
    }

    public async Task<IActionResult> OnPostSecond(Guid id) => Back(await api.Post<JsonObject>($"{Path}/{id}/second"));

    public async Task<IActionResult> OnPostReview(Guid id, bool upheld) =>
        Back(await api.Post<JsonObject>($"{Path}/{id}/review", new { upheld }));

    private RedirectResult Back(Answer<JsonObject> answer) =>
        Redirect(
            "/incidents?told="
                + (answer.Refusal?.Reason == "one-at-a-time" ? "one-incident" : answer.Refusal?.Told ?? "saved")
        );
}
