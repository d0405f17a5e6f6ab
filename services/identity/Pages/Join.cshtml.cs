using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Identity.Features;
using ReferralNetwork.Pages;

namespace ReferralNetwork.Identity.Pages;

/// <summary>Joining, and a new password for a forgotten one. The code is typed: in a link it would stay in histories
/// and logs.</summary>
internal sealed class JoinModel(Join join, Texts texts) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? UserName { get; set; }

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
        return await join.Use(Code, UserName, NewPassword, ct) is { } fault
            ? this.Retry(fault.Field, texts[fault.Text])
            : this.See("/connect/join?done=true");
    }
}
