using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Portal.Api;

namespace ReferralNetwork.Portal.Pages.Reminders;

/// <summary>Appointments this week of those whom the organisation has referred, in words that anybody may hear: neither
/// what for nor where, nor who says it (rule 10).</summary>
internal sealed class IndexModel(NetworkApi api) : PageModel
{
    /// <summary>With the referral's case code, where it is still open.</summary>
    public IReadOnlyList<(Reminder Item, string? CaseCode)> Items { get; private set; } = [];

    public async Task OnGet()
    {
        var open = api.All<ReferralLine>("/api/referrals?open=true");
        var all = await Task.WhenAll(
            KindDescriptor.All.Select(kind => api.All<Reminder>($"/api/{kind.Route}/reminders"))
        );
        var codes = (await open).ToDictionary(line => line.Id, line => line.CaseCode);
        Items =
        [
            .. all.SelectMany(list => list)
                .OrderBy(item => item.At)
                .Select(item => (item, codes.GetValueOrDefault(item.ReferralId))),
        ];
    }
}
