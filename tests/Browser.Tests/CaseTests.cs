namespace ReferralNetwork.Browser.Tests;

/// <summary>She needs a doctor as well as a bed: nothing that she has said is asked again.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class CaseTests(BrowserNetwork network)
{
    [Theory]
    [InlineData("phone", "km")]
    [InlineData("desktop", "en")]
    public async Task A_second_need_begins_with_what_is_known_and_shows_beside_the_first(string width, string language)
    {
        await using var caseworker = await network.Person("ngo-1", Screen.Of(width, language));
        var bed = await caseworker.Holds(Kinds.Shelter);

        await caseworker.Page.CheckAsync("input[name=after]");
        await caseworker.Press("AlsoNeeds");
        await caseworker.Page.WaitForURLAsync(url => url.Contains("/find?draft="));
        (await caseworker.Page.IsCheckedAsync("input[name=Sex][value=female]")).ShouldBeTrue("it was said before");
        await caseworker.Choose("Kind", "medical");
        await caseworker.Page.ClickAsync("button[name=Urgency][value=urgent]");
        await caseworker.Page.WaitForURLAsync(url => url.Contains("/find/"));
        await caseworker.Asks(network.Pool(Kinds.Medical));
        var doctor = await caseworker.Sends();

        doctor.ShouldNotBe(bed);
        await Assertions.Expect(caseworker.Page.Locator($"li:has(a[href='/items/{bed}'])")).ToContainTextAsync(caseworker.Screen.Say("case.before"));
        await caseworker.Shot("case");
        await caseworker.Page.GotoAsync($"/items/{bed}");
        await Assertions.Expect(caseworker.Page.Locator($"li:has(a[href='/items/{doctor}'])")).ToContainTextAsync(caseworker.Screen.Say("case.after"));

        await caseworker.Press("LeaveCase");
        await caseworker.Sees("told.saved");
        (await caseworker.Page.Locator($"a[href='/items/{doctor}']").CountAsync()).ShouldBe(0);
    }
}
