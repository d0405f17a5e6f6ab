using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReferralNetwork.LegalAid.Pages.Panel;

/// <summary>A lawyer of the panel: which matters she takes, where, and how many.</summary>
internal sealed class MemberModel(NetworkApi api, PlaceNames gazetteer, Texts texts) : PageModel
{
    private const string Route = "/api/legal-aid/panel";

    [FromRoute]
    public Guid? Id { get; set; }

    [BindProperty]
    public string Once { get; set; } = Guid.NewGuid().ToString();

    [BindProperty]
    public string? ETag { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public List<string> Provinces { get; set; } = [];

    [BindProperty]
    public List<string> Languages { get; set; } = ["km"];

    [BindProperty]
    public List<string> Does { get; set; } = [];

    [BindProperty]
    public string? Most { get; set; } = "10";

    [BindProperty]
    public bool Active { get; set; }

    public IReadOnlyList<PlaceView> All { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (!User.IsInRole(Roles.Publisher))
            return NotFound();
        All = await gazetteer.Provinces(api);
        Active = true;
        if (Id is null)
            return Page();
        if (await Find() is not { } member)
            return NotFound();
        (ETag, Name, Provinces, Languages, Does, Most, Active) = (
            member.Etag,
            member.Name,
            [.. member.Provinces],
            [.. member.Languages],
            [.. member.Does],
            Texts.Number(member.Most),
            member.Active
        );
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (!User.IsInRole(Roles.Publisher))
            return NotFound();
        All = await gazetteer.Provinces(api);
        if (FormText.Text(Name) is null)
            ModelState.AddModelError(nameof(Name), texts["error.needed"]);
        if (!Languages.Any(Codes.Languages.Contains))
            ModelState.AddModelError(nameof(Languages), texts["error.needed"]);
        if (!Does.Any(KindDescriptor.Of("legal-aid").Offers.Contains))
            ModelState.AddModelError(nameof(Does), texts["error.needed"]);
        if (Numbers.Whole(Most) is not (>= 1 and <= 500))
            ModelState.AddModelError(nameof(Most), texts["told.number"]);
        if (!ModelState.IsValid)
            return Page();

        var member = new
        {
            name = FormText.Text(Name),
            provinces = Provinces,
            languages = Languages,
            does = Does,
            most = Numbers.Whole(Most),
            active = Active,
        };
        var answer = Id is null
            ? await api.Post<JsonObject>(Route, member, key: Once)
            : await api.Put<JsonObject>($"{Route}/{Id}", member, ETag ?? "*");
        if (answer.Done)
            return Redirect("/panel");
        ModelState.AddModelError(
            "",
            answer.Refusal!.Told == "input"
                ? texts["agree.fault.other", string.Join(", ", answer.Refusal.Fields)]
                : texts[$"told.{answer.Refusal.Told}"]
        );
        // It was changed meanwhile: what was typed is kept, and saving again overwrites that change.
        if (Id is not null && answer.Refusal.Told == "changed")
            ETag = (await Find())?.Etag;
        return Page();
    }

    private async Task<MemberView?> Find() =>
        (await api.All<MemberView>(Route)).FirstOrDefault(member => member.Id == Id);
}
