using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Portal.Api;

namespace ReferralNetwork.Portal.Pages.Log;

/// <summary>An auditor reads who opened what of a referral whose id the auditor was given.</summary>
internal sealed class IndexModel(NetworkApi api, Texts texts) : PageModel
{
    [BindProperty]
    public string? Item { get; set; }
    public IReadOnlyList<AccessView>? Entries { get; private set; }

    public async Task OnPost()
    {
        if (Guid.TryParse(Item?.Trim(), out var id))
            Entries = await api.FindAll<AccessView>($"/api/referrals/{id}/access-log");
        if (Entries is null)
            ModelState.AddModelError(nameof(Item), texts["log.fault"]);
    }
}
