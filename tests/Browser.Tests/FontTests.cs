using System.Text.Json;

namespace ReferralNetwork.Browser.Tests;

/// <summary>Khmer is read where the phone has no Khmer font of its own: boxes instead of letters lead nobody to the
/// other language.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class FontTests(BrowserNetwork network)
{
    [Theory]
    [InlineData("en", "button[name=language]")]
    [InlineData("km", ".name", ".exit", "h1", "nav a", "main p")]
    public async Task Khmer_is_drawn_by_the_font_that_comes_with_the_page(string language, params string[] places)
    {
        await using var office = await network.Person("coordinator", Screen.Phone(language));
        var cdp = await office.Context.NewCDPSessionAsync(office.Page);
        foreach (var path in new[] { "/complaints", "/quality", "/complaints" })
        {
            await office.Page.GotoAsync(path);
            await office.Page.EvaluateAsync("() => document.fonts.ready.then(() => 0)");
            await cdp.SendAsync("DOM.enable");
            await cdp.SendAsync("CSS.enable");
            var page = (await cdp.SendAsync("DOM.getDocument"))!
                .Value.GetProperty("root")
                .GetProperty("nodeId")
                .GetInt32();
            foreach (var place in places)
            {
                if (await office.Page.Locator(place).CountAsync() == 0)
                    continue;
                // Spaces, figures and Latin names are the phone's own.
                var others = (await office.Page.Locator(place).First.TextContentAsync())!.Count(letter =>
                    letter is < '\u1780' or > '\u17ff'
                );
                var fonts = new List<JsonElement>();
                await Eventually.IsSo(
                    async () =>
                    {
                        var node = (
                            await cdp.SendAsync("DOM.querySelector", new() { ["nodeId"] = page, ["selector"] = place })
                        )!
                            .Value.GetProperty("nodeId")
                            .GetInt32();
                        fonts =
                        [
                            .. (await cdp.SendAsync("CSS.getPlatformFontsForNode", new() { ["nodeId"] = node }))!
                                .Value.GetProperty("fonts")
                                .EnumerateArray(),
                        ];
                        var foreign = fonts
                            .Where(font => !font.GetProperty("isCustomFont").GetBoolean())
                            .Sum(font => font.GetProperty("glyphCount").GetInt32());
                        return foreign <= others && fonts.Any(font => font.GetProperty("isCustomFont").GetBoolean());
                    },
                    () => $"{place} of {path}: {JsonSerializer.Serialize(fonts)}"
                );
            }
        }
    }
}
