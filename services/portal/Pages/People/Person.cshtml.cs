using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Portal.Api;

namespace ReferralNetwork.Portal.Pages.People;

/// <summary>One of the organisation's people: name, roles, a forgotten password, a lost telephone, the end of their
/// access.</summary>
internal sealed class PersonModel(NetworkApi api, Texts texts) : PageModel
{
    [FromRoute]
    public Guid Org { get; set; }

    [FromRoute]
    public Guid Person { get; set; }

    [FromQuery]
    public string? Told { get; set; }

    [BindProperty]
    public string? ETag { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public List<string> Grant { get; set; } = [];
    public PersonView Kept { get; private set; } = null!;
    public string? Code { get; private set; }

    public IEnumerable<string> Grantable =>
        Roles.All.Where(role =>
            User.IsInRole(Roles.Operator) || !Roles.OfTheNetwork.Contains(role) || Grant.Contains(role)
        );

    private string Path => $"/api/organisations/{Org}/people/{Person}";

    public async Task<IActionResult> OnGet()
    {
        if (await Load() is not { } tag)
            return NotFound();
        (ETag, Name, Grant) = (tag, Kept.DisplayName, [.. Kept.Roles]);
        return Page();
    }

    public async Task<IActionResult> OnPostSave()
    {
        var answer = await api.Put<JsonObject>(Path, new { displayName = Name ?? "", roles = Grant }, ETag ?? "");
        if (answer.Done)
            return Redirect($"/people/{Org}/{Person}?told=saved");
        return await Refused(answer.Refusal!);
    }

    public Task<IActionResult> OnPostDisable() => Act("disable");

    public Task<IActionResult> OnPostEnable() => Act("enable");

    public Task<IActionResult> OnPostSignOut() => Act("sign-out");

    public async Task<IActionResult> OnPostReset()
    {
        var answer = await api.Post<InvitationView>($"{Path}/reset", new { });
        if (answer.Refusal is { } refusal)
            return await Refused(refusal);
        Code = answer.Value!.Code;
        return await OnGet();
    }

    private async Task<IActionResult> Act(string action)
    {
        var answer = await api.Post<JsonObject>($"{Path}/{action}", new { });
        return answer.Done ? Redirect($"/people/{Org}/{Person}?told=saved") : await Refused(answer.Refusal!);
    }

    private async Task<IActionResult> Refused(Refusal refusal)
    {
        await Load();
        ModelState.AddModelError(
            "",
            refusal.Status switch
            {
                StatusCodes.Status412PreconditionFailed => texts["told.changed"],
                StatusCodes.Status409Conflict => texts[
                    Kept?.DisabledAt is null ? "people.fault.self" : "people.fault.disabled"
                ],
                StatusCodes.Status403Forbidden => texts["people.fault.network"],
                _ => texts["agree.fault.other", string.Join(", ", refusal.Fields)],
            }
        );
        return await OnGet();
    }

    private async Task<string?> Load()
    {
        var answer = await api.Get<PersonView>(Path);
        if (answer.Value is null)
            return null;
        Kept = answer.Value;
        return answer.ETag ?? "";
    }
}
