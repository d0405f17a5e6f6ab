using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Portal.Api;

namespace ReferralNetwork.Portal.Pages.Quality;

/// <summary>What a coordinator looks after: who does not answer, which numbers nobody has confirmed, what must not go unseen.</summary>
internal sealed class IndexModel(NetworkApi api) : PageModel
{
    public IReadOnlyList<PartnerQuality> Partners { get; private set; } = [];
    public IReadOnlyList<AgedPool> Pools { get; private set; } = [];
    public IReadOnlyList<AlertView> Alerts { get; private set; } = [];

    /// <summary>Who was let in lately at any partner.</summary>
    public IReadOnlyList<AccessGivenView> Given { get; private set; } = [];

    public async Task OnGet()
    {
        Partners = (await api.List<PartnerQuality>("/api/quality/partners")).Items;
        Pools = (await api.List<AgedPool>("/api/quality/pools?freshness=unconfirmed&limit=100")).Items;
        Alerts = (await api.List<AlertView>("/api/alerts?limit=50")).Items;
        Given = (await api.List<AccessGivenView>("/api/organisations/access-given?limit=20")).Items;
    }
}
