namespace ReferralNetwork.Browser.Tests;

/// <summary>A case goes to another owner, who takes it over; the one before keeps its history.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class OwnerTests(BrowserNetwork network)
{
    [Theory]
    [InlineData("phone", "km")]
    [InlineData("desktop", "en", Explicit = true)]
    public async Task Handed_over_it_is_the_other_organisations_and_its_history_stays(string width, string language)
    {
        await using var hotline = await network.Person("hotline", Screen.Of(width, language));
        await using var caseworker = await network.Person("ngo-1", Screen.Of(width, language));
        var id = await hotline.Holds(Kinds.Shelter);
        await hotline.Page.ClickAsync($"main a[href='/transfers?referral={id}']");
        await hotline.Page.SelectOptionAsync(
            "#To",
            await hotline
                .Page.Locator($"#To option[value^='{network.Account("ngo-1").Organisation.Id}']")
                .GetAttributeAsync("value")
                ?? ""
        );
        await hotline.Press("Offer");
        await hotline.Sees("owner.fault.agreed");
        await hotline.Choose("How", "spoken");
        await hotline.Page.FillAsync("#Word", "ring her sister first");
        await hotline.Press("Offer");
        await hotline.Sees("told.saved");

        await caseworker.Page.GotoAsync("/transfers");
        await caseworker.Shot("transfers-offered");
        await caseworker.Press("Accept");
        await caseworker.Sees("transfers.taken");
        await caseworker.Reads("ring her sister first");
        await caseworker.Page.ClickAsync($"main a[href='/items/{id}']");
        await caseworker.Sees("business.held");

        (await hotline.Page.GotoAsync($"/items/{id}"))!.Status.ShouldBe(404);
        await hotline.Page.GotoAsync("/transfers");
        await hotline.Press("History");
        await hotline.Sees("business.held");
        await hotline.Shot("transfers-former");
    }
}
