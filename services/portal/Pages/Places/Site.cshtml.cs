using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Platform.Writing;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal.Pages.Places;

/// <summary>A site: protected unless somebody states that it is public.</summary>
internal sealed class SiteModel(NetworkApi api, PlaceNames gazetteer, Texts texts) : PageModel
{
    [FromRoute(Name = "kind")]
    public string KindCode { get; set; } = "";

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
    public string? Area { get; set; }

    [BindProperty]
    public string? Address { get; set; }

    [BindProperty]
    public bool Public { get; set; }

    /// <summary>Position of a public site; carried through the form, since no page asks for it.</summary>
    [BindProperty]
    public double? Lat { get; set; }

    [BindProperty]
    public double? Lon { get; set; }

    /// <summary>A protected address is stored. It is not shown here, and stays if the field is left empty.</summary>
    [BindProperty]
    public bool AddressKept { get; set; }

    [BindProperty]
    public string? Phone { get; set; }

    [BindProperty]
    public List<string> Languages { get; set; } = [];
    public IReadOnlyList<(PlaceView Province, IReadOnlyList<PlaceView> Districts)> Areas { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (User.Kinds().All(kind => kind.Code != KindCode))
            return NotFound();
        Areas = await gazetteer.Districts(api);
        if (Id is null)
            return Page();
        var answer = await api.Get<SiteView>($"/api/{KindDescriptor.Of(KindCode).Route}/sites/{Id}");
        if (answer.Value is not { } site)
            return NotFound();
        (ETag, Km, En, Area, Address, Public, Phone, Languages) = (
            answer.ETag,
            site.Name.Km,
            site.Name.En,
            site.Area.District ?? site.Area.Province,
            site.Address,
            site.Public,
            site.IntakeContact is { } line ? Telephone.Show(line) : null,
            [.. site.Languages]
        );
        (AddressKept, Lat, Lon) = (site.AddressKept && site.Address is null, site.Position?.Lat, site.Position?.Lon);
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (User.Kinds().All(kind => kind.Code != KindCode))
            return NotFound();
        Areas = await gazetteer.Districts(api);
        if (VisibleText.IsBlank(Km) && VisibleText.IsBlank(En))
            ModelState.AddModelError(nameof(Km), texts["site.fault.name"]);
        if (Area is not { Length: 2 or 4 })
            ModelState.AddModelError(nameof(Area), texts["site.fault.area"]);
        if (FormText.Text(Phone) is { } phone && Telephone.Standard(phone) is null)
            ModelState.AddModelError(nameof(Phone), texts["error.telephone"]);
        if (AddressKept && Public && VisibleText.IsBlank(Address))
            ModelState.AddModelError(nameof(Address), texts["site.fault.address"]);
        if (!ModelState.IsValid)
            return Page();

        var site = new
        {
            name = new { en = FormText.Text(En), km = FormText.Text(Km) },
            area = new { province = Area![..2], district = Area.Length == 4 ? Area : null },
            @public = Public,
            address = FormText.Text(Address),
            intakeContact = FormText.Text(VisibleText.Plain(Phone)),
            languages = Languages.Where(Codes.Languages.Contains),
            position = Public && Lat is { } lat && Lon is { } lon ? new { lat, lon } : null,
        };
        var path = $"/api/{KindDescriptor.Of(KindCode).Route}/sites";
        var answer = Id is null
            ? await api.Post<JsonObject>(path, site, key: Once)
            : await api.Put<JsonObject>($"{path}/{Id}", site, ETag ?? "*");
        if (answer.Done)
            return Redirect("/places");
        if (answer.Refusal!.Reason == "has-pools")
            ModelState.AddModelError(nameof(Area), texts["site.fault.moved"]);
        else
            ModelState.AddModelError(
                "",
                answer.Refusal.Told == "input"
                    ? texts["agree.fault.other", string.Join(", ", answer.Refusal.Fields)]
                    : texts[$"told.{answer.Refusal.Told}"]
            );
        // It was changed meanwhile: what was typed is kept, and saving again overwrites that change.
        if (Id is not null && answer.Refusal.Told == "changed")
            ETag = (await api.Get<SiteView>($"{path}/{Id}")).ETag;
        return Page();
    }
}
