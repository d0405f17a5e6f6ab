using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Portal.Api;

namespace ReferralNetwork.Portal.Pages.Directory;

/// <summary>Every site of the network by province, to print and to keep by the telephone. Suspended ones are left
/// out.</summary>
internal sealed class IndexModel(NetworkApi api, PlaceNames gazetteer) : PageModel
{
    public IReadOnlyList<(LocalText? Province, IReadOnlyList<(KindDescriptor Kind, ListedSite Site)> Sites)> Provinces
    {
        get;
        private set;
    } = [];

    public async Task OnGet()
    {
        var suspended = await Suspended();
        var sites = (await ListedSites.All(api)).Where(listed =>
            !listed.Site.Suspended && !suspended.Contains(listed.Site.Organisation.Id) && listed.Site.Pools.Count > 0
        );
        var names = (await gazetteer.Provinces(api)).ToDictionary(place => place.Code, place => place.Name);
        Provinces =
        [
            .. sites
                .GroupBy(listed => listed.Site.Area.Province)
                .OrderBy(province => province.Key, StringComparer.Ordinal)
                .Select(province =>
                    (
                        names.GetValueOrDefault(province.Key),
                        (IReadOnlyList<(KindDescriptor, ListedSite)>)
                            [
                                .. province
                                    .OrderBy(listed => Codes.IndexOf(listed.Kind.Code))
                                    .ThenBy(listed => Texts.Name(listed.Site.Name), StringComparer.Ordinal),
                            ]
                    )
                ),
        ];
    }

    private static readonly List<string> Codes = [.. KindDescriptor.All.Select(kind => kind.Code)];

    private async Task<HashSet<Guid>> Suspended() =>
        [
            .. (await api.All<OrganisationView>("/api/organisations"))
                .Where(partner => partner.SuspendedAt is not null)
                .Select(partner => partner.Id),
        ];
}
