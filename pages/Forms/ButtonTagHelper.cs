using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ReferralNetwork.Pages.Forms;

/// <summary>Puts the page handler into the button's own name and value, for browsers that do not know
/// <c>formaction</c>.</summary>
[HtmlTargetElement("button", Attributes = "asp-page-handler")]
public sealed class ButtonTagHelper : TagHelper
{
    [HtmlAttributeName("asp-page-handler")]
    public string? Handler { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (output.Attributes.ContainsName("name"))
            return;
        output.Attributes.SetAttribute("name", Handlers.Field);
        output.Attributes.SetAttribute("value", Handler);
    }
}
