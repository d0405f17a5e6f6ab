using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Portal.Pages;

/// <summary>Creates the first organisation and its operator, once, with the code printed at the start.</summary>
internal sealed class SetUpModel(NetworkApi api, Texts texts) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Km { get; set; }

    [BindProperty]
    public string? En { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? UserName { get; set; }

    [BindProperty]
    public string? Password { get; set; }
    public bool Done { get; private set; }

    public async Task OnPost()
    {
        var answer = await api.Post<JsonObject>(
            "/api/setup",
            new
            {
                code = VisibleText.Plain(Code).ToUpperInvariant(),
                organisation = new { en = En, km = Km },
                userName = VisibleText.Plain(UserName).ToLowerInvariant(),
                displayName = Name ?? "",
                password = Password ?? "",
            }
        );
        Done = answer.Done;
        if (answer.Refusal is { } refusal)
            Faults(refusal);
    }

    private void Faults(Refusal refusal)
    {
        if (refusal.Status == StatusCodes.Status404NotFound)
            ModelState.AddModelError(nameof(Code), texts["setup.fault.code"]);
        if (refusal.Status == StatusCodes.Status429TooManyRequests)
            ModelState.AddModelError("", texts["told.often"]);
        foreach (var field in refusal.Fields)
            ModelState.AddModelError(
                field.Split('.')[0] switch
                {
                    "code" => nameof(Code),
                    "organisation" => nameof(Km),
                    "userName" => nameof(UserName),
                    "displayName" => nameof(Name),
                    _ => nameof(Password),
                },
                texts[$"setup.fault.{field.Split('.')[0]}"]
            );
    }
}
