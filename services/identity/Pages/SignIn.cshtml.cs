using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Identity.Features;
using ReferralNetwork.Pages;

namespace ReferralNetwork.Identity.Pages;

/// <summary>The authorization endpoint is its own sign-in page and remembers nobody: people share computers, so each
/// client's request needs the password again.</summary>
internal sealed class SignInModel(Authorization authorization, Passwords passwords, Texts texts) : PageModel
{
    [BindProperty]
    public string? UserName { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var request = await authorization.Read(Request.Query, ct);
        return Unanswerable(request) ?? Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var request = await authorization.Read(Request.Query, ct);
        if (Unanswerable(request) is { } answer)
            return answer;
        var tried = await passwords.Try(
            HttpContext,
            UserName,
            Password,
            (person, now) => Task.FromResult<string?>(authorization.Code(request!, person, now)),
            ct
        );
        return tried.Done is { } code
            ? this.See(authorization.Answer(request!, code))
            : this.Retry(nameof(UserName), texts[tried.Refusal]);
    }

    private IActionResult? Unanswerable(AuthorizationRequest? request)
    {
        if (request is null)
            return BadRequest();
        if (request.Error is not null)
            return this.See(authorization.Answer(request));
        PageHeaders.AllowFormTo(HttpContext, new Uri(request.RedirectUri));
        return null;
    }
}
