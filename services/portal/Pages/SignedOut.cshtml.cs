using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReferralNetwork.Portal.Pages;

/// <summary>Where an idle page leads by itself; whoever is still signed in is signed out.</summary>
internal sealed class SignedOutModel : PageModel
{
    public async Task<IActionResult> OnGet()
    {
        if (User.Identity?.IsAuthenticated != true) return Page();
        await HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Redirect("/signed-out");
    }
}
