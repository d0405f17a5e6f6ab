using System.Text;
using System.Text.Json.Nodes;

namespace ReferralNetwork.System.Tests.Surface;

/// <summary>What seeks the marks must be able to find them.</summary>
public sealed class MarkTests
{
    private readonly Mark _mark = new();

    [Theory]
    [InlineData("plain")]
    [InlineData("UTF-16")]
    [InlineData("base 64")]
    [InlineData("JSON")]
    [InlineData("URL")]
    [InlineData("hexadecimal")]
    public void A_mark_is_found_in_every_form(string form)
    {
        var text = "before " + _mark.On("name") + " after";
        var bytes = Encoding.UTF8.GetBytes(text);
        _mark
            .FindIn(
                form switch
                {
                    "UTF-16" => Encoding.Unicode.GetBytes(text),
                    "base 64" => Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes)),
                    "JSON" => Encoding.ASCII.GetBytes(JsonValue.Create(text[text.IndexOf(' ', 10)..]).ToJsonString()),
                    "URL" => Encoding.ASCII.GetBytes(Uri.EscapeDataString(text[text.IndexOf(' ', 10)..])),
                    "hexadecimal" => Encoding.ASCII.GetBytes(Convert.ToHexString(bytes)),
                    _ => bytes,
                }
            )
            .ShouldNotBeNull();
        new Mark().FindIn(bytes).ShouldBeNull();
    }
}
