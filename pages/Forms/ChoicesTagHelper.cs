using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ReferralNetwork.Pages.Forms;

/// <summary><c>&lt;choices name legend list codes chosen many&gt;</c>: a code list as radio buttons, or with
/// <c>many</c> as check boxes.</summary>
[HtmlTargetElement("choices", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ChoicesTagHelper(Texts texts) : TagHelper
{
    public required string Name { get; set; }
    public required string Legend { get; set; }
    public string? Hint { get; set; }

    /// <summary>Prefix of the texts: code <c>female</c> of list <c>sex</c> is shown as the text
    /// <c>sex.female</c>.</summary>
    public required string List { get; set; }
    public required IEnumerable<string> Codes { get; set; }
    public IEnumerable<string?>? Chosen { get; set; }
    public bool Many { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        (output.TagName, output.TagMode) = ("fieldset", TagMode.StartTagAndEndTag);
        // Where several lists share one name, each brings an id of its own.
        if (!output.Attributes.ContainsName("id"))
            output.Attributes.SetAttribute("id", Name);
        output.Content.AppendHtml("<legend>").Append(Legend).AppendHtml("</legend>");
        if (Hint is not null)
            output.Content.AppendHtml("<span class=\"hint\">").Append(Hint).AppendHtml("</span>");
        if (Faults.Of(View, Name) is { } fault)
            output.Content.AppendHtml("<span class=\"bad\">").Append(fault).AppendHtml("</span>");
        output.Content.AppendHtml("<div class=\"choices\">");
        var chosen = (Chosen ?? []).ToHashSet();
        foreach (var code in Codes)
        {
            var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
            input.Attributes["type"] = Many ? "checkbox" : "radio";
            input.Attributes["name"] = Name;
            input.Attributes["value"] = code;
            if (chosen.Contains(code))
                input.Attributes["checked"] = "";
            output
                .Content.AppendHtml("<label>")
                .AppendHtml(input)
                .Append(" ")
                .Append(texts.Code(List, code))
                .AppendHtml("</label>");
        }
        output.Content.AppendHtml("</div>");
    }
}

/// <summary><c>&lt;select field list codes chosen empty&gt;</c>: a code list as a drop-down; <c>empty</c> is the text
/// for no choice.</summary>
[HtmlTargetElement("select", Attributes = "codes")]
public sealed class CodesTagHelper(Texts texts) : TagHelper
{
    public required string List { get; set; }
    public required IEnumerable<string> Codes { get; set; }
    public string? Chosen { get; set; }
    public string? Empty { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Empty is not null)
            output.Content.AppendHtml("<option value=\"\">").Append(Empty).AppendHtml("</option>");
        foreach (var code in Codes)
        {
            var option = new TagBuilder("option") { Attributes = { ["value"] = code } };
            if (code == Chosen)
                option.Attributes["selected"] = "";
            option.InnerHtml.Append(texts.Code(List, code));
            output.Content.AppendHtml(option);
        }
    }
}
