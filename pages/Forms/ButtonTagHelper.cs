using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ReferralNetwork.Pages.Forms;

/// <summary>A button says also by its own value what it is for: browsers that know no <c>formaction</c> send
/// that.</summary>
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
