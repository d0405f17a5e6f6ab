using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Portal.Api;

namespace ReferralNetwork.Portal.Pages.Quality;

/// <summary>What a coordinator watches over: who does not answer, which counts nobody has confirmed, alerts, and access
/// given.</summary>
internal sealed class IndexModel(NetworkApi api) : PageModel
{
    public IReadOnlyList<PartnerView> Partners { get; private set; } = [];
    public IReadOnlyList<OldPoolView> Pools { get; private set; } = [];
    public ListOf<AlertView> Alerts { get; private set; } = null!;

    /// <summary>Who was given access lately, at any partner.</summary>
    public ListOf<AccessGivenView> Given { get; private set; } = null!;

    public async Task OnGet()
    {
        Partners = await api.All<PartnerView>("/api/quality/partners");
        Pools = await api.All<OldPoolView>("/api/quality/pools?freshness=unconfirmed");
        Alerts = await api.Page<AlertView>("/api/alerts", 50);
        Given = await api.Page<AccessGivenView>("/api/organisations/access-given", 20);
    }
}
