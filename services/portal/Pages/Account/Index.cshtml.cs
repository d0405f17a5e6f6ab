using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReferralNetwork.Portal.Pages.Account;

/// <summary>The signed-in person, and the end of all their sign-ins, as for a phone that was lost.</summary>
internal sealed class IndexModel(NetworkApi api) : PageModel
{
    [FromQuery]
    public string? Told { get; set; }

    public async Task<IActionResult> OnPostEverywhere()
    {
        var answer = await api.Post<JsonObject>("/api/me/sign-out-everywhere", new { });
        if (answer.Refusal is { } refusal)
            return Redirect($"/account?told={refusal.Told}");
        await HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Redirect("/signed-out");
    }
}
