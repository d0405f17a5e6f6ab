using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Identity.Features;
using ReferralNetwork.Pages;

namespace ReferralNetwork.Identity.Pages;

/// <summary>Changes a password. Asks for the current one, and is open to all, since nobody is signed in here.</summary>
internal sealed class PasswordModel(ChangePassword change, Texts texts) : PageModel
{
    [BindProperty]
    public string? UserName { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? NewPassword { get; set; }

    [BindProperty]
    public string? Again { get; set; }

    public bool Done { get; private set; }

    public void OnGet(bool done) => Done = done;

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (NewPassword != Again)
            return this.Retry(nameof(Again), texts["password.differ"]);
        return await change.Use(HttpContext, UserName, Password, NewPassword, ct) is { } fault
            ? this.Retry(fault.Field, texts[fault.Text])
            : this.See("/connect/password?done=true");
    }
}
