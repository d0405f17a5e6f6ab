namespace ReferralNetwork.Browser.Tests;

/// <summary>Two words, so that whoever comes and whoever waits know each other.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class CodeWordTests(BrowserNetwork network)
{
    [Theory]
    [InlineData("phone", "km")]
    [InlineData("desktop", "en", Explicit = true)]
    public async Task The_house_hears_a_word_before_anybody_comes_in_and_answers_another(string width, string language)
    {
        await using var caseworker = await network.Person("ngo-1", Screen.Of(width, language));
        await using var desk = await network.Person("shelter-1", Screen.Of(width, language));
        var id = await caseworker.Holds(Kinds.Shelter);
        await desk.Page.GotoAsync("/desk");
        await desk.Accepts(id);

        await caseworker.Page.GotoAsync($"/items/{id}/code-words");
        await caseworker.Page.FillAsync("#Said", "green lamp");
        await caseworker.Page.FillAsync("#Answered", "seven boats");
        await caseworker.Page.ClickAsync("main form:has(#Said) button");
        await caseworker.Sees("words.unheard");
        await caseworker.Shot("words");

        await desk.Page.GotoAsync("/desk");
        await desk.Page.Locator($"form[action*='{network.Attempt(id)}'][action*='Arrive'] button").ClickAsync();
        await desk.Sees("told.unheard");
        await desk.Page.GotoAsync($"/desk/shelter/{network.Attempt(id)}");
        await Assertions.Expect(desk.Button("Arrive")).ToHaveCountAsync(0);
        await desk.Page.FillAsync("#Word", "red lamp");
        await desk.Press("Hear");
        await desk.Sees("words.wrong");
        await desk.Shot("wrong-word");
        await desk.Page.GotoAsync($"/desk/shelter/{network.Attempt(id)}");
        await desk.Sees("words.wrong.before");
        await caseworker.Page.GotoAsync($"/items/{id}");
        await caseworker.Sees("next.wrong-code-word");

        await desk.Page.FillAsync("#Word", "green lamp");
        await desk.Press("Hear");
        await desk.Reads("seven boats");
        await desk.Press("Arrive");
        await desk.Sees("business.arrived");
    }
}
