using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Portal.Api;

namespace ReferralNetwork.Portal.Pages.Partners;

/// <summary>The partners of the network, and a new one.</summary>
internal sealed class IndexModel(NetworkApi api, Texts texts) : PageModel
{
    [FromQuery]
    public string? Cursor { get; set; }

    [BindProperty]
    public string Once { get; set; } = Guid.NewGuid().ToString();

    [BindProperty]
    public string? Km { get; set; }

    [BindProperty]
    public string? En { get; set; }

    [BindProperty]
    public List<string> Kinds { get; set; } = [];
    public IReadOnlyList<OrganisationView> All { get; private set; } = [];
    public string? Next { get; private set; }

    public async Task OnGet()
    {
        var page = await api.Page<OrganisationView>("/api/organisations", 100, Cursor);
        (All, Next) = (page.Items, page.NextCursor);
    }

    public async Task<IActionResult> OnPost()
    {
        if ((FormText.Text(Km) ?? FormText.Text(En)) is null)
            ModelState.AddModelError(nameof(Km), texts["site.fault.name"]);
        else
        {
            var answer = await api.Post<OrganisationView>(
                "/api/organisations",
                new
                {
                    name = new { en = FormText.Text(En), km = FormText.Text(Km) },
                    kinds = Kinds.Where(Codes.Kinds.Contains),
                },
                key: Once
            );
            if (answer.Done)
                return Redirect(User.IsInRole(Roles.Operator) ? $"/people/{answer.Value!.Id}" : "/partners");
            ModelState.AddModelError("", texts["agree.fault.other", string.Join(", ", answer.Refusal!.Fields)]);
        }
        await OnGet();
        return Page();
    }
}
