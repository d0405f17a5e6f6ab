using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using ReferralNetwork.Pages.Forms;

namespace ReferralNetwork.Portal.Tests;

/// <summary>A form that could not be taken comes back with what was typed, whether its page remembers it or
/// not.</summary>
public sealed class TypedTests
{
    [Theory]
    [InlineData("textarea", null)]
    [InlineData("input", "text")]
    public async Task What_was_typed_stays_in_a_form_that_comes_back(string tag, string? type) =>
        (await Shown(tag, type, faulty: true)).ShouldContain("three calls, no answer");

    [Theory]
    [InlineData("input", "password", true)]
    [InlineData("textarea", null, false)]
    public async Task A_password_and_a_form_that_was_taken_are_not_repeated(string tag, string? type, bool faulty) =>
        (await Shown(tag, type, faulty)).ShouldNotContain("three calls");

    private static async Task<string> Shown(string tag, string? type, bool faulty)
    {
        var http = new DefaultHttpContext();
        (http.Request.Method, http.Request.ContentType) = ("POST", "application/x-www-form-urlencoded");
        http.Request.Form = new FormCollection(new() { ["Word"] = "three calls, no answer" });
        var view = new ViewContext
        {
            HttpContext = http,
            ViewData = new ViewDataDictionary(new EmptyModelMetadataProvider(), new ModelStateDictionary()),
        };
        if (faulty)
            view.ViewData.ModelState.AddModelError("Result", "choose one");
        var attributes = new TagHelperAttributeList();
        if (type is not null)
            attributes.Add("type", type);
        var output = new TagHelperOutput(
            tag,
            attributes,
            (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent())
        );

        await new ControlTagHelper { Field = "Word", View = view }.ProcessAsync(
            new TagHelperContext(tag, attributes, new Dictionary<object, object>(), "1"),
            output
        );

        using var written = new StringWriter();
        output.WriteTo(written, System.Text.Encodings.Web.HtmlEncoder.Default);
        return written.ToString();
    }
}
