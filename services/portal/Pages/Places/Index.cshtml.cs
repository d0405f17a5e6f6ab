using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal.Pages.Places;

/// <summary>The organisation's sites and pools.</summary>
internal sealed class IndexModel(NetworkApi api) : PageModel
{
    public IReadOnlyList<(KindDescriptor Kind, IReadOnlyList<SiteView> Sites, IReadOnlyList<PoolLine> Pools)> Kept
    {
        get;
        private set;
    } = [];

    public async Task OnGet() =>
        Kept = await Task.WhenAll(
            User.Kinds()
                .Select(async kind =>
                    (
                        kind,
                        await api.All<SiteView>($"/api/{kind.Route}/sites"),
                        await api.All<PoolLine>($"/api/{kind.Route}/pools")
                    )
                )
        );
}
