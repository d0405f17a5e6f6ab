using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ReferralNetwork.Pages.Forms;

/// <summary><c>&lt;field name label hint&gt;control&lt;/field&gt;</c>: label, hint and error of a control, tied to it
/// for screen readers.</summary>
[HtmlTargetElement("field")]
public sealed class FieldTagHelper : TagHelper
{
    public required string Name { get; set; }
    public required string Label { get; set; }
    public string? Hint { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        (output.TagName, output.TagMode) = ("div", TagMode.StartTagAndEndTag);
        output.Attributes.SetAttribute("class", "field");
        var label = new TagBuilder("label") { Attributes = { ["for"] = Name, ["class"] = "label" } };
        output.PreContent.AppendHtml(Said(label, Label));
        if (Hint is not null)
            output.PreContent.AppendHtml(
                Said(new TagBuilder("span") { Attributes = { ["id"] = $"{Name}-hint", ["class"] = "hint" } }, Hint)
            );
        if (Faults.Of(View, Name) is { } fault)
            output.PreContent.AppendHtml(
                Said(new TagBuilder("span") { Attributes = { ["id"] = $"{Name}-fault", ["class"] = "bad" } }, fault)
            );
    }

    private static TagBuilder Said(TagBuilder tag, string text)
    {
        tag.InnerHtml.Append(text);
        return tag;
    }
}

/// <summary>A control inside a field: <c>&lt;input field="Age"&gt;</c> takes its id, name and descriptions from
/// it.</summary>
[HtmlTargetElement("input", Attributes = "field", TagStructure = TagStructure.WithoutEndTag)]
[HtmlTargetElement("select", Attributes = "field")]
[HtmlTargetElement("textarea", Attributes = "field")]
public sealed class ControlTagHelper : TagHelper
{
    public required string Field { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        await KeepWhatWasTyped(output);
        output.Attributes.SetAttribute("id", Field);
        output.Attributes.SetAttribute("name", Field);
        var fault = Faults.Of(View, Field);
        var described = context.AllAttributes.TryGetAttribute("hinted", out _) ? $"{Field}-hint" : null;
        if (fault is not null)
        {
            output.Attributes.SetAttribute("aria-invalid", "true");
            described = described is null ? $"{Field}-fault" : $"{described} {Field}-fault";
        }
        output.Attributes.RemoveAll("hinted");
        if (described is not null)
            output.Attributes.SetAttribute("aria-describedby", described);
    }

    // A form that was refused comes back with what was typed, even where the page's model does not keep it; but never
    // with a password.
    private async Task KeepWhatWasTyped(TagHelperOutput output)
    {
        var request = View.HttpContext.Request;
        if (View.ViewData.ModelState.IsValid || !HttpMethods.IsPost(request.Method) || !request.HasFormContentType)
            return;
        if (
            (string?)(await request.ReadFormAsync(request.HttpContext.RequestAborted))[Field]
            is not { Length: > 0 } typed
        )
            return;
        switch (output.TagName)
        {
            case "textarea" when (await output.GetChildContentAsync()).IsEmptyOrWhiteSpace:
                output.Content.SetContent(typed);
                break;
            case "input"
                when Text(output, "type") is not ("password" or "file" or "checkbox" or "radio")
                    && string.IsNullOrEmpty(Text(output, "value")):
                output.Attributes.SetAttribute("value", typed);
                break;
        }
    }

    private static string? Text(TagHelperOutput output, string attribute) =>
        output.Attributes[attribute]?.Value switch
        {
            HtmlString html => html.Value,
            var value => value?.ToString(),
        };
}

internal static class Faults
{
    public static string? Of(ViewContext view, string name) =>
        view.ViewData.ModelState.TryGetValue(name, out var entry) && entry.Errors.Count > 0
            ? Say(view, entry.Errors[0].ErrorMessage)
            : null;

    /// <summary>The framework's own errors arrive as keys of texts (see PageHosting).</summary>
    public static string Say(ViewContext view, string fault) =>
        fault is "needed" or "not-understood"
            ? ((Texts)view.HttpContext.RequestServices.GetService(typeof(Texts))!)[$"error.{fault}"]
            : fault;
}

/// <summary><c>&lt;faults/&gt;</c>: the errors of a form, each linking to its field.</summary>
[HtmlTargetElement("faults", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FaultsTagHelper(Texts texts) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var faults = View.ViewData.ModelState.Where(entry => entry.Value?.Errors.Count > 0).ToList();
        if (faults.Count == 0)
        {
            output.SuppressOutput();
            return;
        }
        (output.TagName, output.TagMode) = ("div", TagMode.StartTagAndEndTag);
        output.Attributes.SetAttribute("class", "errors");
        output.Attributes.SetAttribute("role", "alert");
        output.Content.AppendHtml("<p>").Append(texts["error.summary"]).AppendHtml("</p><ul>");
        foreach (var (name, entry) in faults)
        {
            var text = Faults.Say(View, entry!.Errors[0].ErrorMessage);
            output.Content.AppendHtml("<li>");
            if (name.Length == 0)
                output.Content.Append(text);
            else
            {
                var link = new TagBuilder("a") { Attributes = { ["href"] = $"#{name}" } };
                link.InnerHtml.Append(text);
                output.Content.AppendHtml(link);
            }
            output.Content.AppendHtml("</li>");
        }
        output.Content.AppendHtml("</ul>");
    }
}
