using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Portal.Api;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal.Pages.Figures;

/// <summary>The figures of a month, one kind of help at a time.</summary>
internal sealed class IndexModel(NetworkApi api, PlaceNames gazetteer) : PageModel
{
    [FromQuery]
    public string? Month { get; set; }

    [FromQuery]
    public string? Kind { get; set; }

    /// <summary>The province whose districts are shown too.</summary>
    [FromQuery]
    public string? Province { get; set; }

    public IReadOnlyList<ClosedMonthView> Months { get; private set; } = [];
    public ClosedMonthView? Shown { get; private set; }
    public FigureTable Network { get; private set; } = new([]);
    public FigureTable Table { get; private set; } = new([]);
    public IReadOnlyList<PlaceView> Provinces { get; private set; } = [];
    public IReadOnlyList<PlaceView> Districts { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        Months = await api.All<ClosedMonthView>("/api/figures");
        if (Months.Count == 0)
            return Page();
        Shown = Month is null ? Months[0] : Months.FirstOrDefault(month => month.Month == Month);
        if (Shown is null)
            return NotFound();
        Network = await Of("by=all");
        if (Network.Kinds.Count == 0)
            return Page();
        Kind ??= Network.Kinds[0];
        if (!Network.Kinds.Contains(Kind))
            return NotFound();
        Table = await Of($"kind={Kind}");
        Provinces = await gazetteer.Provinces(api);
        if (Province is null)
            return Page();
        if (!Table.Keys(Kind, "province").Contains(Province))
            return NotFound();
        Districts = await api.All<PlaceView>($"/api/gazetteer?under={Province}");
        return Page();
    }

    private async Task<FigureTable> Of(string part) =>
        new((await api.Find<FiguresView>($"/api/figures/{Shown!.Month}?{part}"))!.Items);
}
