namespace ReferralNetwork.Browser.Tests;

/// <summary>The caseworker calls the house to a conference; the house reads what it is about, and the caseworker sees
/// that it did.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class ConferenceTests(BrowserNetwork network)
{
    private const string About = "the hearing on Monday";

    [Theory]
    [InlineData("phone", "km", "desktop", "en", Explicit = true)]
    [InlineData("desktop", "en", "phone", "km")]
    public async Task Who_is_named_reads_what_it_is_about_and_what_was_agreed(
        string width,
        string language,
        string deskWidth,
        string deskLanguage
    )
    {
        await using var caseworker = await network.Person("ngo-1", Screen.Of(width, language));
        await using var desk = await network.Person("shelter-1", Screen.Of(deskWidth, deskLanguage));
        var id = await caseworker.Holds(Kinds.Shelter);
        await desk.Page.GotoAsync($"/desk/shelter/{network.Attempt(id)}");
        await desk.Press("Accept");
        await caseworker.Sees("business.accepted");

        await Call(caseworker, id);
        await caseworker.Shot("conferences");

        await desk.Page.GotoAsync("/conferences");
        await desk.Press("Open");
        await desk.Reads(About);
        await desk.Shot("conference-opened");

        await caseworker.Press("Open");
        await caseworker.Page.FillAsync("#Agenda", "a screen in the court room");
        await caseworker.Press("Change");
        await caseworker.Sees("told.saved");
        await desk.Page.GotoAsync("/conferences");
        await desk.Press("Open");
        await desk.Reads("a screen in the court room");

        await caseworker.Page.GotoAsync($"/items/{id}");
        await caseworker.Unfold("button[formaction*='handler=Log']");
        await caseworker.Press("Log");
        (await caseworker.Main.GetByText(caseworker.Screen.Say("log.opened.conference")).CountAsync()).ShouldBe(
            2,
            "each opening is recorded"
        );
    }

    /// <summary>With all who have taken her in.</summary>
    internal static async Task Call(Person caseworker, Guid id)
    {
        await caseworker.Page.GotoAsync($"/items/{id}");
        await caseworker.Unfold("#Agenda");
        await caseworker.Page.FillAsync("#Agenda", About);
        await caseworker.Press("Call");
        await caseworker.Page.Reaches(url => url.Contains("/conferences"));
        await caseworker.Sees("told.saved");
    }
}
