using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Training.Pages.Guide;

/// <summary>Every course that can still be joined, by province, to print. The API leaves out those of suspended
/// partners.</summary>
internal sealed class IndexModel(NetworkApi api, PlaceNames gazetteer) : PageModel
{
    public IReadOnlyList<(LocalText? Province, IReadOnlyList<GuideLine> Courses)> Provinces { get; private set; } = [];

    public async Task OnGet()
    {
        var lines = await api.All<GuideLine>("/api/training/guide");
        var names = (await gazetteer.Provinces(api)).ToDictionary(place => place.Code, place => place.Name);
        Provinces =
        [
            .. lines
                .GroupBy(line => line.Area.Province)
                .OrderBy(province => province.Key, StringComparer.Ordinal)
                .Select(province =>
                    (
                        names.GetValueOrDefault(province.Key),
                        (IReadOnlyList<GuideLine>)
                            [
                                .. province
                                    .OrderBy(line => Texts.Name(line.SiteName), StringComparer.Ordinal)
                                    .ThenBy(line => Texts.Name(line.Name), StringComparer.Ordinal)
                                    .ThenBy(line => line.StartsAt),
                            ]
                    )
                ),
        ];
    }
}
