using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Portal.SignIn;

namespace ReferralNetwork.Portal.Pages;

/// <summary>Redirects everybody to where their work begins.</summary>
internal sealed class IndexModel : PageModel
{
    private static readonly IReadOnlyList<(string Folder, string Path)> Homes =
    [
        ("Find", "/find"),
        ("Desk", "/desk"),
        ("Quality", "/quality"),
        ("Partners", "/partners"),
        ("People", "/people"),
        ("Log", "/log"),
    ];

    public IActionResult OnGet() =>
        User.Identity?.IsAuthenticated == true
            ? Redirect(Homes.FirstOrDefault(home => User.May(home.Folder)).Path ?? "/account")
            : Challenge(
                new Microsoft.AspNetCore.Authentication.AuthenticationProperties { RedirectUri = "/" },
                SignInServices.Network
            );
}
