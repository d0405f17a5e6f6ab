namespace ReferralNetwork.Browser.Tests;

/// <summary>Where a house is, as its own people write it down.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class SiteTests(BrowserNetwork network)
{
    [Theory]
    [InlineData("phone", "km")]
    [InlineData("desktop", "en", Explicit = true)]
    public async Task A_protected_address_is_written_anew_to_be_public_and_a_house_with_places_does_not_move(
        string width,
        string language
    )
    {
        await using var house = await network.Person("shelter-1", Screen.Of(width, language));
        var site = (await network.Get("shelter-1", "/api/shelters/sites"))["items"]!
            .AsArray()
            .First(one => (bool)one!["addressKept"]! && !(bool)one["public"]!)!;
        await house.Page.GotoAsync($"/places/shelter/site/{site["id"]}");
        await house.Page.CheckAsync("input[name=Public]");
        await house.Main.Locator("form > button").ClickAsync();
        await house.Sees("site.fault.address");
        await house.Shot("site-address");

        await house.Page.UncheckAsync("input[name=Public]");
        var elsewhere = await house
            .Page.Locator("select[name=Area] option:not([selected])")
            .Last.GetAttributeAsync("value");
        await house.Page.SelectOptionAsync("select[name=Area]", elsewhere!);
        await house.Main.Locator("form > button").ClickAsync();
        await house.Sees("site.fault.moved");
        await house.Shot("site-moved");

        var after = await network.Get("shelter-1", $"/api/shelters/sites/{site["id"]}");
        ((bool)after["public"]!, after["area"]!.ToJsonString()).ShouldBe((false, site["area"]!.ToJsonString()));
    }
}
