namespace ReferralNetwork.Browser.Tests;

/// <summary>A caseworker was asked for money by a house; the coordinator hears of it and closes it, the house does
/// not.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class ComplaintTests(BrowserNetwork network)
{
    private const string What = "They asked her for money.";

    [Theory]
    [InlineData("phone", "km", "desktop", "en")]
    [InlineData("desktop", "en", "phone", "km", Explicit = true)]
    public async Task A_complaint_goes_from_the_page_of_the_item_to_the_coordinator(
        string width,
        string language,
        string officeWidth,
        string officeLanguage
    )
    {
        await using var caseworker = await network.Person("ngo-1", Screen.Of(width, language));
        await using var office = await network.Person("coordinator", Screen.Of(officeWidth, officeLanguage));

        await Complain(caseworker, await caseworker.Holds(Kinds.Shelter));
        await caseworker.Shot("complained");

        await office.Page.GotoAsync("/complaints");
        var complaint = office.Page.Locator("li.card").Filter(new() { Has = office.Page.Locator("textarea") }).Last;
        await Assertions.Expect(complaint).ToContainTextAsync(What);
        await office.Shot("complaints");
        await complaint.Locator("textarea").FillAsync("Visited; the money was given back.");
        await complaint.Locator("button").ClickAsync();
        await office.Sees("told.saved");
        await office.Reads("Visited; the money was given back.");
    }

    internal static async Task Complain(Person caseworker, Guid id)
    {
        await caseworker.Page.GotoAsync($"/items/{id}");
        await caseworker.Unfold("#Words");
        await caseworker.Page.FillAsync("#Words", What);
        await caseworker.Press("Complain");
        await caseworker.Sees("told.complained");
    }
}
