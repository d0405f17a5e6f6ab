namespace ReferralNetwork.Browser.Tests;

/// <summary>What a caseworker does, page by page.</summary>
internal static class Caseworker
{
    public static async Task Searches(this Person caseworker, Kinds kind, string age = "30", string sex = "female")
    {
        await caseworker.Page.GotoAsync("/find");
        await caseworker.Choose("Kind", kind.Code);
        await caseworker.Choose("Sex", sex);
        await caseworker.Page.FillAsync("#Age", age);
        await caseworker.Page.ClickAsync("button[name=Urgency][value=emergency]");
        await caseworker.Page.Reaches(url => url.Contains("/find/"));
    }

    /// <summary>Asks at the pool, which may be further down the list.</summary>
    public static async Task Asks(this Person caseworker, Guid pool, string handler = "Ask")
    {
        var ask = caseworker.Page.Locator(
            $"form:has(input[name=pool][value='{pool}']) button[formaction*='handler={handler}']"
        );
        while (await ask.CountAsync() == 0)
        {
            (await caseworker.Button("More").CountAsync()).ShouldBe(1, "the pool is not in the list");
            await caseworker.Press("More");
        }
        await ask.ClickAsync();
        if (handler == "Ask")
            await caseworker.Page.ReachesEnd("/agree");
    }

    /// <summary>Plans another need beside what is planned, for one consent.</summary>
    public static async Task Also(this Person caseworker, Kinds kind)
    {
        await caseworker.Page.ClickAsync($"main button[formaction*='handler=Also'][value={kind.Code}]");
        await caseworker.Page.Reaches(url => url.Contains("/find?draft="));
        (await caseworker.Page.IsCheckedAsync($"input[name=Kind][value={kind.Code}]")).ShouldBeTrue(
            "it was chosen before"
        );
        (await caseworker.Page.Locator("input[name=Kind][value=shelter]").CountAsync()).ShouldBe(
            0,
            "a bed is planned already"
        );
        await caseworker.Page.ClickAsync("button[name=Urgency][value=urgent]");
        await caseworker.Asks(caseworker.Network.Pool(kind));
    }

    public static ILocator SendButton(this Person caseworker) =>
        caseworker.Page.Locator("form:has(#How) button:not([formaction])");

    /// <summary>She was told the limits, was alone, and said yes.</summary>
    public static async Task Agrees(this Person caseworker, string how = "spoken")
    {
        await caseworker.Choose("LimitsExplained", "yes");
        await caseworker.Choose("Alone", "yes");
        await caseworker.Choose("How", how);
        await caseworker.Page.CheckAsync("input[name=Purposes][value=follow-up]");
        await caseworker.Choose("While", "36");
    }

    /// <returns>The referral's id.</returns>
    public static async Task<Guid> Sends(this Person caseworker)
    {
        await caseworker.Agrees();
        await caseworker.SendButton().ClickAsync();
        await caseworker.Page.Reaches(url => url.Contains("/items/"));
        return Guid.Parse(caseworker.At.Split('/')[^1]);
    }

    public static async Task<Guid> Holds(this Person caseworker, Kinds kind, Guid? pool = null)
    {
        await caseworker.Searches(kind);
        await caseworker.Asks(pool ?? caseworker.Network.Pool(kind));
        var id = await caseworker.Sends();
        await caseworker.Sees("business.held");
        return id;
    }
}

/// <summary>What somebody at a place's desk does.</summary>
internal static class Desk
{
    public static ILocator Card(this Person desk, Kinds kind, Guid id) =>
        desk.Page.Locator($"li:has(a[href='/desk/{kind.Code}/{desk.Network.Attempt(id)}'])");

    public static ILocator AcceptButton(this Person desk, Guid id) =>
        desk.Page.Locator($"form[action*='{desk.Network.Attempt(id)}'][action*='handler=Accept'] button");

    public static async Task Accepts(this Person desk, Guid id)
    {
        await desk.AcceptButton(id).ClickAsync();
        await desk.Page.ReachesEnd($"/{desk.Network.Attempt(id)}");
        await desk.Sees("business.accepted");
    }

    public static async Task Schedules(this Person desk, string where)
    {
        await desk.Unfold("#MeetingPoint");
        await desk.Page.FillAsync("#MeetingPoint", where);
        await desk.Press("Schedule");
    }

    public static async Task Completes(this Person desk)
    {
        await desk.Unfold("#Outcome");
        await desk.Choose("Outcome", "helped");
        await desk.Page.SelectOptionAsync("#Exit", "planned");
        await desk.Press("Complete");
    }
}
