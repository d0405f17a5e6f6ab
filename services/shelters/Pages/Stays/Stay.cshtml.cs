using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReferralNetwork.Shelters.Pages.Stays;

/// <summary>Forms for what a house plans and offers during a stay; shown on the desk's page.</summary>
internal sealed class StayModel(NetworkApi api) : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }

    private string Path => $"/api/shelters/inbox/{Id}";
    private string Desk => $"/desk/shelter/{Id}";

    public IActionResult OnGet() => Redirect(Desk);

    public async Task<IActionResult> OnPostOnward(string? onward) =>
        Back(await api.Put<JsonObject>($"{Path}/onward", new { onward = FormText.Text(onward) }));

    public async Task<IActionResult> OnPostHealthCheck() =>
        Back(await api.Post<JsonObject>($"{Path}/health-check", new { }));

    private RedirectResult Back(Answer<JsonObject> answer) =>
        Redirect($"{Desk}?told={answer.Refusal?.Told ?? "saved"}");
}
