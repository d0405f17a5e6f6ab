namespace ReferralNetwork.Browser.Tests;

/// <summary>The loop is closed when somebody has asked how she is.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class FollowUpTests(BrowserNetwork network)
{
    [Theory]
    [InlineData("phone", "km")]
    [InlineData("desktop", "en", Explicit = true)]
    public async Task After_a_stay_has_ended_the_caseworker_records_how_she_is(string width, string language)
    {
        await using var caseworker = await network.Person("ngo-1", Screen.Of(width, language));
        await using var desk = await network.Person("shelter-1", Screen.Desktop("en"));
        var id = await Ended(caseworker, desk);

        await caseworker.Page.GotoAsync($"/items/{id}");
        await caseworker.Unfold("#Result");
        await caseworker.Press("FollowUp");
        await caseworker.Sees("error.needed");
        await caseworker.Choose("Result", "unsafe-to-contact");
        await caseworker.Page.FillAsync("#Word", "her cousin answered");
        await caseworker.Press("FollowUp");

        await caseworker.Sees("follow-up.unsafe-to-contact");
        await caseworker.Reads("her cousin answered");
        await caseworker.Unfold("#Result");
        await caseworker.Sees("follow.unsafe");
        await caseworker.Shot("item-afterwards");

        await caseworker.Page.GotoAsync("/follow-ups");
        var line = caseworker.Page.Locator($"li:has(a[href^='/items/{id}'])");
        (await line.CountAsync()).ShouldBe(3, "3, 6 and 12 months are to come");
        await Assertions.Expect(line.First.Locator(".bad").First).ToBeVisibleAsync();
        await caseworker.Shot("follow-ups");
    }

    /// <returns>A referral to a shelter whose stay has ended.</returns>
    internal static async Task<Guid> Ended(Person caseworker, Person desk)
    {
        var id = await caseworker.Holds(Kinds.Shelter);
        await desk.Page.GotoAsync($"/desk/shelter/{desk.Network.Attempt(id)}");
        await desk.Press("Accept");
        await desk.Sees("business.accepted");
        await desk.Press("Arrive");
        await desk.Completes();
        await caseworker.Sees("next.confirm");
        return id;
    }
}
