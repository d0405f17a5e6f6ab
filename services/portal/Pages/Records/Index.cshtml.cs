using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Portal.Api;

namespace ReferralNetwork.Portal.Pages.Records;

/// <summary>What the network knows of a partner: its standing, its sites, and the coordinators' records. Coordinators
/// do not judge their own organisation.</summary>
internal sealed class IndexModel(NetworkApi api) : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }

    [FromQuery]
    public string? Told { get; set; }

    [FromQuery]
    public string? Cursor { get; set; }

    public OrganisationView Partner { get; private set; } = null!;
    public IReadOnlyList<(KindDescriptor Kind, ListedSite Site)> Sites { get; private set; } = [];
    public IReadOnlyList<PartnerRecordView> Records { get; private set; } = [];
    public string? Next { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        if (
            Id == User.Organisation()
            || await api.Find<OrganisationView>($"/api/organisations/{Id}") is not { } partner
        )
            return NotFound();
        Partner = partner;
        Sites = await ListedSites.All(api, Id);
        var page = await api.Page<PartnerRecordView>($"/api/organisations/{Id}/records", 50, Cursor);
        (Records, Next) = (page.Items, page.NextCursor);
        return Page();
    }

    public Task<IActionResult> OnPostStanding(bool suspend, string? note) =>
        Post($"/api/organisations/{Id}/{(suspend ? "suspend" : "resume")}", new { note = FormText.Text(note) ?? "" });

    public async Task<IActionResult> OnPostKinds(List<string> kinds, string? note) =>
        Back(
            await api.Put<JsonObject>(
                $"/api/organisations/{Id}/kinds",
                new { kinds = kinds.Where(Codes.Kinds.Contains), note = FormText.Text(note) ?? "" }
            )
        );

    public Task<IActionResult> OnPostSite(string kind, Guid site, bool suspend) =>
        Post($"/api/{KindDescriptor.Of(kind).Route}/sites/{site}/{(suspend ? "suspend" : "resume")}", new { });

    public Task<IActionResult> OnPostInspection(Guid once, DateOnly on, Guid? site, List<string> met, string? note) =>
        Put(
            once,
            new
            {
                kind = "inspection",
                on,
                siteId = site,
                met = Codes.Checklist.Where(met.Contains),
                unmet = Codes.Checklist.Except(met),
                note = FormText.Text(note),
            }
        );

    public Task<IActionResult> OnPostOther(Guid once, string kind, DateOnly on, DateOnly? until, string? note) =>
        Put(
            once,
            new
            {
                kind,
                on,
                until,
                note = FormText.Text(note),
            }
        );

    private Task<IActionResult> Put(Guid once, object record) =>
        Post($"/api/organisations/{Id}/records", record, $"{once}");

    private async Task<IActionResult> Post(string path, object body, string? key = null)
    {
        return Back(await api.Post<JsonObject>(path, body, key: key));
    }

    private IActionResult Back(Answer<JsonObject> answer) =>
        Redirect($"/partners/{Id}?told={answer.Refusal?.Told ?? "saved"}");
}
