namespace ReferralNetwork.Browser.Tests;

/// <summary>The Bar's desk checks for a conflict, gives the matter a lawyer and then another, sets a hearing, and
/// registers a complaint.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class LegalAidTests(BrowserNetwork network)
{
    [Theory]
    [InlineData("phone", "km")]
    [InlineData("desktop", "en", Explicit = true)]
    public async Task A_matter_is_checked_assigned_dated_and_handed_over(string width, string language)
    {
        await using var caseworker = await network.Person("ngo-1", Screen.Of(width, language));
        await using var desk = await network.Person("legal-aid-1", Screen.Of(width, language));
        var (pool, member) = (
            await network.AddPool(Kinds.LegalAid, 3, "Matters"),
            desk.Main.Locator("input[name=member]:enabled")
        );
        var id = await Accepted(caseworker, desk, pool);

        await desk.Page.ClickAsync($"main a[href='/matters/{network.Attempt(id)}']");
        await desk.Unfold("#Client");
        await desk.Page.FillAsync("#Client", $"Client {id}");
        await desk.Press("Check");
        await desk.Sees("conflict.no");
        desk.At.ShouldBe($"/matters/{network.Attempt(id)}");
        (await desk.Page.ContentAsync()).ShouldNotContain($"Client {id}");

        await member.First.CheckAsync();
        await desk.Press("Assign");
        await desk.Sees("told.saved");
        await Date(desk, id);
        await desk.Unfold("#Member");
        await member.First.CheckAsync();
        await desk.Page.FillAsync("#Word", "the judge wants the originals");
        await desk.Press("Assign");
        await desk.Sees("told.saved");
        await desk.Reads("the judge wants the originals");
        await desk.Shot("matter");

        await desk.Page.GotoAsync("/matters");
        var hearing = desk.Main.Locator(
            "section:has(#week) li",
            new() { Has = desk.Page.Locator($"a[href='/matters/{network.Attempt(id)}']") }
        );
        await Assertions.Expect(hearing).ToContainTextAsync(desk.Screen.Say("dates.interpreter"));
        await desk.Shot("matters");

        await caseworker.Page.GotoAsync("/reminders");
        var reminder = caseworker.Main.Locator("li", new() { Has = caseworker.Page.Locator($"a[href='/items/{id}']") });
        await Assertions.Expect(reminder).ToHaveCountAsync(1);
        (await reminder.InnerTextAsync()).ShouldNotContain(caseworker.Screen.Say("agenda.hearing"));
        await caseworker.Shot("reminders");
    }

    [Fact]
    public async Task A_complaint_is_put_down_once_and_a_conflict_is_told()
    {
        await using var caseworker = await network.Person("ngo-1", Screen.Desktop("en"));
        await using var desk = await network.Person("legal-aid-1", Screen.Desktop("en"));
        var pool = await network.AddPool(Kinds.LegalAid, 3, "Complaints", """{ "matters": ["criminal-complaint"] }""");
        var (first, second) = (await Accepted(caseworker, desk, pool), await Accepted(caseworker, desk, pool));
        await Check(first, "Sok Example", "Chan Example");
        await desk.Sees("conflict.no");
        await Check(second, "Keo Example", "EXAMPLE, Sok");
        await desk.Sees("conflict.yes");

        await desk.Page.GotoAsync($"/matters/{network.Attempt(first)}");
        await desk.Unfold("#Complainant");
        await desk.Choose("Complainant", "survivor");
        await desk.Page.SelectOptionAsync("#Authority", "prosecutor");
        await desk.Page.FillAsync("#On", "2026-01-31");
        await desk.Page.FillAsync("#Reference", "17/2026");
        await desk.Press("Complain");
        await desk.Sees("criminal.fault");
        await desk.Page.CheckAsync("input[name=Agreed]");
        await desk.Press("Complain");
        await desk.Sees("told.saved");
        await desk.Reads("17/2026");
        await Assertions.Expect(desk.Button("Complain")).ToHaveCountAsync(0);
        await desk.Shot("complaint");

        async Task Check(Guid id, string client, string opposing)
        {
            await desk.Page.GotoAsync($"/matters/{network.Attempt(id)}");
            await desk.Unfold("#Client");
            await desk.Page.FillAsync("#Client", client);
            await desk.Page.FillAsync("#Opposing", opposing);
            await desk.Press("Check");
        }
    }

    [Fact]
    public async Task A_lawyer_is_put_on_the_panel_and_taken_off()
    {
        await using var desk = await network.Person("legal-aid-1", Screen.Desktop("en"));
        await desk.Page.GotoAsync("/panel/member");
        await desk.Page.FillAsync("#Name", "Advocate Example New");
        await desk.Page.ClickAsync("main form button");
        await desk.Sees("error.needed");
        await desk.Choose("Does", "identity-papers");
        await desk.Page.ClickAsync("main form button");
        await desk.Page.ReachesEnd("/panel");
        await desk.Page.GetByRole(AriaRole.Link, new() { Name = "Advocate Example New" }).ClickAsync();
        await desk.Page.UncheckAsync("input[name=Active]");
        await desk.Page.ClickAsync("main form button");
        await desk.Sees("panel.inactive");
        await desk.Shot("panel");
    }

    /// <summary>A hearing tomorrow, with an interpreter.</summary>
    internal static async Task Date(Person desk, Guid matter)
    {
        await desk.Page.GotoAsync($"/matters/{desk.Network.Attempt(matter)}");
        await desk.Unfold("#Code");
        await desk.Page.SelectOptionAsync("#Code", "hearing");
        await desk.Page.CheckAsync("input[name=Interpreter]");
        await desk.Press("AddDate");
        await desk.Sees("told.saved");
        await Assertions
            .Expect(desk.Main.Locator("section:has(#dates) li.card"))
            .ToContainTextAsync(desk.Screen.Say("agenda.hearing"));
    }

    internal static async Task<Guid> Accepted(Person caseworker, Person desk, Guid pool)
    {
        var id = await caseworker.Holds(Kinds.LegalAid, pool);
        await desk.Page.GotoAsync($"/desk/legal-aid/{desk.Network.Attempt(id)}");
        await desk.Press("Accept");
        await desk.Sees("business.accepted");
        return id;
    }
}
