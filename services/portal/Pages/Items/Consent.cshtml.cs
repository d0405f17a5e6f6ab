using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Portal.Api;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal.Pages.Items;

/// <summary>The survivor is asked again before her consent ends; the new consent replaces the previous one.</summary>
internal sealed class ConsentModel(NetworkApi api, Texts texts, TimeProvider time) : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public ConsentAnswers Said { get; set; } = new();

    [BindProperty]
    public List<string> Fields { get; set; } = [];

    public ReferralView Item { get; private set; } = null!;
    public string ETag { get; private set; } = "";

    /// <summary>The language of the text that is read out.</summary>
    public string Text { get; private set; } = "km";
    public bool IsOfChild =>
        Item.Survivor is { } she && EligibilityRules.IsOfChild(she.Age, she.AgeEstimated, she.Siblings);

    /// <summary>A guardian has withdrawn the previous consent: a best-interest record is needed, whoever consents
    /// now.</summary>
    public bool IsContested => Item.Consent is { Status: "contested" };

    public async Task<IActionResult> OnGet(string? text) => await Load(text) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string? text, string etag)
    {
        if (!await Load(text))
            return NotFound();
        var fields = Fields.Where(ConsentAnswers.Shareable.Contains).ToList();
        Said.Check(ModelState, texts, IsOfChild, fields, IsContested);
        if (!ModelState.IsValid)
            return Page();
        var consent = Said.Receipt(IsOfChild, fields, Text, time.GetUtcNow());
        var answer = await api.Post<JsonObject>($"/api/referrals/{Id}/consent", new { consent }, ifMatch: etag);
        if (answer.Refusal is not { Status: StatusCodes.Status400BadRequest } refusal)
            return Redirect($"/items/{Id}?told={answer.Refusal?.Told ?? "saved"}");
        // The form comes back with what was typed and what is wrong.
        ModelState.AddModelError("", texts["agree.fault.other", string.Join(", ", refusal.Fields)]);
        return Page();
    }

    private async Task<bool> Load(string? text)
    {
        var answer = await api.Get<ReferralView>($"/api/referrals/{Id}");
        if (answer.Value is not { } item)
            return false;
        (Item, ETag) = (item, answer.ETag ?? "");
        Text =
            text is not null && ConsentTexts.Languages.ContainsKey(text)
                ? text
                : item.Survivor?.Languages.FirstOrDefault(ConsentTexts.Languages.ContainsKey) ?? "km";
        return true;
    }
}
