using System.Text.Json.Nodes;

namespace ReferralNetwork.Browser.Tests;

/// <summary>She needs a doctor as well as a bed: nothing that she has said is asked again.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class CaseTests(BrowserNetwork network)
{
    [Theory]
    [InlineData("phone", "km")]
    [InlineData("desktop", "en", Explicit = true)]
    public async Task A_second_need_begins_with_what_is_known_and_shows_beside_the_first(string width, string language)
    {
        await using var caseworker = await network.Person("ngo-1", Screen.Of(width, language));
        var bed = await caseworker.Holds(Kinds.Shelter);

        await caseworker.Page.CheckAsync("input[name=after]");
        await caseworker.Press("AlsoNeeds");
        await caseworker.Page.Reaches(url => url.Contains("/find?draft="));
        (await caseworker.Page.IsCheckedAsync("input[name=Sex][value=female]")).ShouldBeTrue("it was said before");
        await caseworker.Choose("Kind", "medical");
        await caseworker.Page.ClickAsync("button[name=Urgency][value=urgent]");
        await caseworker.Page.Reaches(url => url.Contains("/find/"));
        await caseworker.Asks(network.Pool(Kinds.Medical));
        var doctor = await caseworker.Sends();

        doctor.ShouldNotBe(bed);
        await Assertions
            .Expect(caseworker.Page.Locator($"li:has(a[href='/items/{bed}'])"))
            .ToContainTextAsync(caseworker.Screen.Say("case.before"));
        await caseworker.Shot("case");
        await caseworker.Page.GotoAsync($"/items/{bed}");
        await Assertions
            .Expect(caseworker.Page.Locator($"li:has(a[href='/items/{doctor}'])"))
            .ToContainTextAsync(caseworker.Screen.Say("case.after"));

        await caseworker.Press("LeaveCase");
        await caseworker.Sees("told.saved");
        (await caseworker.Page.Locator($"a[href='/items/{doctor}']").CountAsync()).ShouldBe(0);
    }

    /// <summary>The lawyer hears the name and comes after the doctor, who hears nothing.</summary>
    [Theory]
    [InlineData("phone", "km", Explicit = true)]
    [InlineData("desktop", "en")]
    public async Task A_bed_a_doctor_and_a_lawyer_are_asked_for_after_one_conversation(string width, string language)
    {
        await using var caseworker = await network.Person("ngo-1", Screen.Of(width, language));
        await caseworker.Searches(Kinds.Shelter);
        await caseworker.Asks(network.Pool(Kinds.Shelter));
        await caseworker.Also(Kinds.LegalAid);
        await caseworker.Also(Kinds.Training);
        await caseworker.Also(Kinds.Medical);
        await caseworker.Page.ClickAsync(
            "form:has(input[name=kind][value=training]) button[formaction*='handler=LeaveOut']"
        );
        await Assertions
            .Expect(caseworker.Page.Locator("main button[formaction*='handler=Also'][value=training]"))
            .ToBeVisibleAsync();
        await caseworker.Page.ClickAsync("main details:has(input[name='Fields[shelter]']) > summary");
        await caseworker.Choose("Fields[legal-aid]", "name");
        await caseworker.Page.FillAsync("#Name", "Example Somebody");
        await caseworker.Page.ClickAsync("main details:has(select[name='After[medical]']) > summary");
        await caseworker.Page.SelectOptionAsync("[name='After[medical]']", "legal-aid");
        await caseworker.Page.SelectOptionAsync("[name='After[legal-aid]']", "medical");
        await caseworker.Agrees();
        await caseworker.SendButton().ClickAsync();
        await caseworker.Sees("agree.fault.order");
        await caseworker.Page.SelectOptionAsync("[name='After[medical]']", "");
        await caseworker.Shot("agree-several");
        var bed = await caseworker.Sends();

        var lawyer = await Beside(bed, "legal-aid");
        ((Guid?)lawyer["after"]).ShouldBe((Guid)(await Beside(bed, "medical"))["id"]!);
        (await Fields(bed)).ShouldBeEmpty();
        (await Fields((Guid)lawyer["id"]!)).ShouldBe(["name"]);
        (
            await caseworker
                .Page.Locator("main a[href^='/items/']:not([href$='/consent'], [href$='/never'])")
                .CountAsync()
        ).ShouldBe(2, "the two others stand beside it");
        await caseworker.Page.GotoAsync($"/items/{(Guid)lawyer["id"]!}");
        await caseworker.Sees("case.before");
    }

    private async Task<JsonNode> Beside(Guid bed, string kind) =>
        (await network.Get("ngo-1", $"/api/referrals/{bed}"))["case"]!
            .AsArray()
            .Single(one => (string)one!["kind"]! == kind)!;

    private async Task<IReadOnlyList<string>> Fields(Guid id) =>
        [
            .. (await network.Get("ngo-1", $"/api/referrals/{id}"))["consent"]!["fields"]!
                .AsArray()
                .Select(one => (string)one!),
        ];
}
