using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Portal.Data;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal.Pages.Find;

/// <summary>The places that are open now for a draft, and the plan that is made of them.</summary>
internal sealed class PlacesModel(NetworkApi api, Drafts drafts, Clock clock) : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }
    public Draft Draft { get; private set; } = null!;
    public SearchView Found { get; private set; } = null!;

    /// <summary>Places that lack one thing and are nearer than the first that fits.</summary>
    public IReadOnlyList<Nearby> Near { get; private set; } = [];

    /// <summary>Index of the first place that can be asked; those that are walk-in only cannot.</summary>
    public int FirstToAsk => Found.Items.Index().FirstOrDefault(place => place.Item.Access != "walk-in").Index;

    public async Task<IActionResult> OnGet(CancellationToken ct)
    {
        if (await drafts.Find(Id, ct) is not { } draft)
            return Redirect("/find");
        if (draft.Sent is { } sent)
            return Redirect($"/items/{sent}");
        var answer = await api.Post<SearchView>("/api/availability/search", draft.Search(clock.Now));
        if (answer.Value is null)
            return StatusCode(answer.Refusal!.Status);
        (Draft, Found) = (draft, answer.Value);
        Near = [.. (await Task.WhenAll(draft.CanLack.Select(Lacking))).Where(near => near.Places.Count > 0)];
        return Page();
    }

    public Task<IActionResult> OnPostAsk(Guid pool, string? lacks, CancellationToken ct) =>
        Choose(pool, lacks, $"/find/{Id}/agree", ct);

    public Task<IActionResult> OnPostAdd(Guid pool, string? lacks, CancellationToken ct) =>
        Choose(pool, lacks, $"/find/{Id}", ct);

    public Task<IActionResult> OnPostRemove(Guid pool, CancellationToken ct) =>
        Change(draft => draft.RemovePool(pool), ct);

    public Task<IActionResult> OnPostSooner(Guid pool, CancellationToken ct) => Change(draft => draft.MoveUp(pool), ct);

    public Task<IActionResult> OnPostAlso(string kind, CancellationToken ct) =>
        Change(draft => draft.AndAlso(kind), ct, $"/find?draft={Id}");

    public Task<IActionResult> OnPostPlan(string kind, CancellationToken ct) =>
        Change(draft => draft.Planning(kind), ct);

    public Task<IActionResult> OnPostLeaveOut(string kind, CancellationToken ct) =>
        Change(draft => draft.WithoutNeed(kind), ct, $"/find/{Id}/agree");

    public Task<IActionResult> OnPostMore(CancellationToken ct) =>
        Change(draft => draft with { Shown = Math.Min(200, draft.Shown + 20) }, ct);

    public Task<IActionResult> OnPostFullToo(CancellationToken ct) =>
        Change(draft => draft with { IncludeFull = !draft.IncludeFull }, ct);

    public Task<IActionResult> OnPostNeverSite(Guid site, CancellationToken ct) =>
        Change(draft => draft.NeverAt(site: site), ct);

    public Task<IActionResult> OnPostNeverOrganisation(Guid organisation, CancellationToken ct) =>
        Change(draft => draft.NeverAt(organisation: organisation), ct);

    public Task<IActionResult> OnPostApart(CancellationToken ct) => Change(draft => draft.Apart(), ct);

    public Task<IActionResult> OnPostForgive(CancellationToken ct) =>
        Change(draft => draft with { NeverSites = [], NeverOrganisations = [] }, ct);

    private async Task<Nearby> Lacking(string code)
    {
        var answer = await api.Post<SearchView>("/api/availability/search", Draft.Search(clock.Now, code));
        return Nearby.Of(code, Found.Items is [var first, ..] ? first : null, answer.Value?.Items ?? []);
    }

    private async Task<IActionResult> Choose(Guid pool, string? lacks, string next, CancellationToken ct)
    {
        if (await api.Find<AvailabilityView>($"/api/availability/{pool}") is not { } found)
            return Redirect($"/find/{Id}");
        return await Change(
            draft =>
                draft.AddPool(
                    new Chosen(
                        found.PoolId,
                        found.Name,
                        found.Organisation.Name,
                        found.Organisation.Id,
                        found.SiteId,
                        draft.CanLack.FirstOrDefault(code => code == lacks)
                    )
                ),
            ct,
            next
        );
    }

    private async Task<IActionResult> Change(Func<Draft, Draft> change, CancellationToken ct, string? next = null)
    {
        if (await drafts.Find(Id, ct) is not { } draft)
            return Redirect("/find");
        if (draft.Sent is null)
            await drafts.Save(Id, change(draft));
        return Redirect(next ?? $"/find/{Id}");
    }
}
