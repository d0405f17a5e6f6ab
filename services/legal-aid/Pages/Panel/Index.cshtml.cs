using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReferralNetwork.LegalAid.Pages.Panel;

/// <summary>The lawyers that the desk can assign matters to.</summary>
internal sealed class IndexModel(NetworkApi api, PlaceNames gazetteer) : PageModel
{
    private IReadOnlyList<PlaceView> _provinces = [];

    [FromQuery]
    public Guid? Cursor { get; set; }

    public IReadOnlyList<MemberView> Members { get; private set; } = [];
    public string? Next { get; private set; }

    public async Task OnGet()
    {
        _provinces = await gazetteer.Provinces(api);
        var page = await api.Page<MemberView>("/api/legal-aid/panel", 50, Cursor?.ToString());
        (Members, Next) = (page.Items, page.NextCursor);
    }

    public string Province(string code) => Texts.Name(_provinces.FirstOrDefault(place => place.Code == code)?.Name);
}
