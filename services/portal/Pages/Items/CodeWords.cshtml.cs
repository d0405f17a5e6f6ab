using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Portal.Api;

namespace ReferralNetwork.Portal.Pages.Items;

/// <summary>The two words by which a survivor and the house's person recognise each other when they meet.</summary>
internal sealed class CodeWordsModel(NetworkApi api, Texts texts) : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }

    [FromQuery]
    public string? Told { get; set; }

    [BindProperty]
    public string? Said { get; set; }

    [BindProperty]
    public string? Answered { get; set; }

    public ReferralView Item { get; private set; } = null!;

    /// <summary>As agreed at the provider that has the live attempt; null where there is none.</summary>
    public ProviderAttempt? Agreed { get; private set; }
    public bool Open => Item.Status is Status.Accepted or Status.Ready;

    private string Path => $"/api/{KindDescriptor.Of(Item.Kind).Route}/attempts/{Id}";

    public async Task<IActionResult> OnGet() => await Load() ? Page() : NotFound();

    public async Task<IActionResult> OnPost()
    {
        if (!await Load())
            return NotFound();
        if (FormText.Text(Said) is null)
            ModelState.AddModelError(nameof(Said), texts["error.needed"]);
        if (FormText.Text(Answered) is null)
            ModelState.AddModelError(nameof(Answered), texts["error.needed"]);
        if (!ModelState.IsValid)
            return Page();
        var words = new { codeWord = FormText.Text(Said), answer = FormText.Text(Answered) };
        var answer = await api.Put<JsonObject>($"{Path}/code-word", words);
        if (answer.Refusal is not { Status: StatusCodes.Status400BadRequest })
            return Redirect($"/items/{Id}/code-words?told={answer.Refusal?.Told ?? "saved"}");
        ModelState.AddModelError(nameof(Answered), texts["words.fault"]);
        return Page();
    }

    public async Task<IActionResult> OnPostDrop()
    {
        if (!await Load())
            return NotFound();
        return Redirect(
            $"/items/{Id}/code-words?told={(await api.Delete($"{Path}/code-word")).Refusal?.Told ?? "saved"}"
        );
    }

    private async Task<bool> Load()
    {
        if ((await api.Get<ReferralView>($"/api/referrals/{Id}")).Value is not { } item)
            return false;
        Item = item;
        if (item.Attempts.Count > 0)
            Agreed = (await api.Find<ProviderAttempts>(Path))?.Items.LastOrDefault(word =>
                Status.Live.Contains(word.Status)
            );
        return true;
    }
}
