using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Portal.Api;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal.Pages.Figures;

/// <summary>All figures of a month, to print.</summary>
internal sealed class ReportModel(NetworkApi api, PlaceNames gazetteer) : PageModel
{
    [FromQuery]
    public string? Month { get; set; }

    public ClosedMonthView Shown { get; private set; } = null!;
    public FigureTable Table { get; private set; } = new([]);
    public IReadOnlyList<PlaceView> Provinces { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (
            (await api.All<ClosedMonthView>("/api/figures")).FirstOrDefault(month =>
                Month is null || month.Month == Month
            )
            is not { } shown
        )
            return NotFound();
        Shown = shown;
        Table = new((await api.Find<FiguresView>($"/api/figures/{shown.Month}"))!.Items);
        Provinces = await gazetteer.Provinces(api);
        return Page();
    }
}
