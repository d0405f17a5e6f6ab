using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Portal.Api;

namespace ReferralNetwork.Portal.Pages.Items;

/// <summary>The never list, changed while the referral goes on.</summary>
internal sealed class NeverModel(NetworkApi api, Texts texts) : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }

    [FromQuery]
    public string? Told { get; set; }

    [BindProperty]
    public Guid? Organisation { get; set; }

    [BindProperty]
    public string? Person { get; set; }

    public ReferralView Item { get; private set; } = null!;
    public string ETag { get; private set; } = "";
    public IReadOnlyList<OrganisationName> Partners { get; private set; } = [];

    /// <summary>The entries of the list: the member that each is in, its value, and how it is shown.</summary>
    public IReadOnlyList<(string What, string Value, string Name)> Listed =>
        [
            .. Never.Organisations!.Select(id =>
                (
                    "organisations",
                    $"{id}",
                    Partners.FirstOrDefault(p => p.Id == id) is { } known
                        ? Texts.Name(known.Name)
                        : texts["never.unknown"]
                )
            ),
            .. Never.Sites!.Select(id => ("sites", $"{id}", texts["never.site"])),
            .. Never.Areas!.Select(code => ("areas", code, texts["never.area", code])),
            .. Never.Persons!.Select(person => ("persons", person, texts["never.one", person])),
        ];

    private NeverInput Never =>
        new(
            Item.Never?.Organisations ?? [],
            Item.Never?.Sites ?? [],
            Item.Never?.Areas ?? [],
            Item.Never?.Persons ?? []
        );

    public async Task<IActionResult> OnGet() => await Load() ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string etag)
    {
        if (!await Load())
            return NotFound();
        var person = FormText.Text(Person);
        if (Organisation is null && person is null)
            ModelState.AddModelError(nameof(Organisation), texts["error.needed"]);
        if (person == User.Subject())
            ModelState.AddModelError(nameof(Person), texts["never.fault.self"]);
        if (!ModelState.IsValid)
            return Page();
        return await Save(
            etag,
            Never with
            {
                Organisations = [.. Never.Organisations!.Union(Organisation is { } id ? [id] : [])],
                Persons = [.. Never.Persons!.Union(person is null ? [] : [person])],
            }
        );
    }

    public async Task<IActionResult> OnPostRemove(string etag, string what, string value)
    {
        if (!await Load())
            return NotFound();
        IReadOnlyList<T> Without<T>(string of, IReadOnlyList<T>? all) =>
            what == of ? [.. all!.Where(one => $"{one}" != value)] : all!;
        return await Save(
            etag,
            new(
                Without("organisations", Never.Organisations),
                Without("sites", Never.Sites),
                Without("areas", Never.Areas),
                Without("persons", Never.Persons)
            )
        );
    }

    private async Task<IActionResult> Save(string etag, NeverInput never)
    {
        var answer = await api.Put<JsonObject>($"/api/referrals/{Id}/never", new { never }, etag);
        return Redirect($"/items/{Id}/never?told={answer.Refusal?.Told ?? "saved"}");
    }

    private async Task<bool> Load()
    {
        var answer = await api.Get<ReferralView>($"/api/referrals/{Id}");
        if (answer.Value is not { } item)
            return false;
        (Item, ETag) = (item, answer.ETag ?? "");
        Partners =
        [
            .. (await api.All<OrganisationName>("/api/organisations/names")).OrderBy(
                partner => Texts.Name(partner.Name),
                StringComparer.CurrentCulture
            ),
        ];
        return true;
    }
}
