namespace ReferralNetwork.Browser.Tests;

/// <summary>The reason for all of this: from a search to a confirmed outcome, two people at two screens, no page loaded
/// again to see news.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class MainJobTests(BrowserNetwork network)
{
    [Theory]
    [InlineData("shelter", "phone", "km", "desktop", "en")]
    [InlineData("shelter", "desktop", "en", "phone", "km", Explicit = true)]
    [InlineData("medical", "phone", "en", "desktop", "km", Explicit = true)]
    [InlineData("medical", "desktop", "km", "phone", "en")]
    [InlineData("legal-aid", "phone", "km", "phone", "en")]
    [InlineData("legal-aid", "desktop", "en", "desktop", "km", Explicit = true)]
    [InlineData("training", "phone", "en", "phone", "km", Explicit = true)]
    [InlineData("training", "desktop", "km", "desktop", "en")]
    public async Task A_caseworker_finds_holds_and_closes_while_the_place_answers(
        string code,
        string width,
        string language,
        string deskWidth,
        string deskLanguage
    )
    {
        var kind = Kinds.Of(code);
        await using var caseworker = await network.Person("ngo-1", Screen.Of(width, language));
        await using var desk = await network.Person(kind.Desk, Screen.Of(deskWidth, deskLanguage));
        await desk.Page.GotoAsync("/desk");
        await desk.Stays();

        await caseworker.Searches(kind);
        await caseworker.Shot($"places-{code}");
        await caseworker.Asks(network.Pool(kind));
        (await caseworker.Page.Locator(".consent p").AllInnerTextsAsync()).ShouldAllBe(paragraph =>
            paragraph.Length > 20
        );
        await caseworker.Shot($"agree-{code}");
        var id = await caseworker.Sends();
        await caseworker.Sees("business.held");
        await caseworker.Shot($"item-held-{code}");
        await caseworker.Stays();

        await Assertions.Expect(desk.Card(kind, id)).ToBeVisibleAsync();
        await desk.HasNotReloaded();
        await desk.Shot($"desk-{code}");
        await desk.Accepts(id);
        await caseworker.Sees("business.accepted");

        await desk.Schedules($"Blue gate {code}");
        await caseworker.Reads($"Blue gate {code}");
        await caseworker.Shot($"item-scheduled-{code}");
        await desk.Shot($"desk-item-scheduled-{code}");

        await desk.Press("Arrive");
        await caseworker.Sees("business.arrived");
        await desk.Completes();
        await Assertions.Expect(caseworker.Button("Confirm")).ToBeVisibleAsync();
        await caseworker.HasNotReloaded();
        await caseworker.Shot($"item-completed-{code}");
        await caseworker.Press("Confirm");
        await caseworker.Sees("next.closed");
        await caseworker.Shot($"item-closed-{code}");
    }
}
