using System.Net;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Portal.Tests;

/// <summary>Every page by every account of the demo: who may open it, who is told that it is not theirs.</summary>
[Collection(nameof(PortalNetwork))]
public sealed class AccessTests(PortalNetwork network)
{
    private static readonly Dictionary<string, string[]> Accounts = new()
    {
        ["ngo-1"] = [Roles.Caseworker],
        ["hotline"] = [Roles.Caseworker],
        ["shelter-1"] = [Roles.Intake, Roles.Publisher],
        ["training-1"] = [Roles.Intake, Roles.Publisher],
        ["medical-1"] = [Roles.Intake, Roles.Publisher],
        ["legal-aid-1"] = [Roles.Intake, Roles.Publisher],
        ["coordinator"] = [Roles.Coordinator],
        ["operator"] = [Roles.Operator],
        ["auditor"] = [Roles.Auditor],
    };

    private static readonly Dictionary<string, string[]> Pages = new()
    {
        ["/find"] = [Roles.Caseworker],
        ["/hotline"] = [Roles.Caseworker],
        ["/items"] = [Roles.Caseworker],
        ["/items?ended=true"] = [Roles.Caseworker],
        ["/items/live"] = [Roles.Caseworker],
        ["/follow-ups"] = [Roles.Caseworker],
        ["/groups"] = [Roles.Caseworker],
        ["/transfers"] = [Roles.Caseworker],
        ["/incidents"] = [Roles.Caseworker, Roles.Coordinator],
        ["/reminders"] = [Roles.Caseworker],
        ["/conferences"] = [Roles.Caseworker, Roles.Intake],
        ["/directory"] = [Roles.Coordinator],
        ["/complaints"] = [Roles.Coordinator, Roles.Auditor],
        ["/desk"] = [Roles.Intake, Roles.Publisher],
        ["/clinic"] = [Roles.Intake],
        ["/courses"] = [Roles.Intake, Roles.Publisher],
        ["/guide"] = [Roles.Coordinator],
        ["/matters"] = [Roles.Intake],
        ["/panel"] = [Roles.Intake, Roles.Publisher],
        ["/panel/member"] = [Roles.Intake, Roles.Publisher],
        ["/places"] = [Roles.Publisher],
        ["/quality"] = [Roles.Coordinator],
        ["/figures"] = [Roles.Coordinator, Roles.Auditor],
        ["/partners"] = [Roles.Coordinator, Roles.Operator],
        ["/people"] = [Roles.Operator],
        ["/gazetteer"] = [Roles.Operator],
        ["/log"] = [Roles.Auditor],
        ["/account"] = [.. Roles.All],
    };

    /// <summary>Of one kind's desk alone.</summary>
    private static bool IsAnothers(string account, string page) =>
        page switch
        {
            "/matters" or "/panel" or "/panel/member" => account != "legal-aid-1",
            "/clinic" => account != "medical-1",
            "/courses" => account != "training-1",
            _ => false,
        };

    public static TheoryData<string, string> Cells =>
        [
            .. Accounts.Keys.SelectMany(account =>
                Pages.Keys.Where(page => page != "/items/live").Select(page => (account, page))
            ),
        ];

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_page_opens_for_those_whose_work_it_is(string account, string page)
    {
        var visit = await (await network.As(account)).Open(page);

        visit.Status.ShouldBe(
            Pages[page].Intersect(Accounts[account]).Any() && !IsAnothers(account, page)
                ? HttpStatusCode.OK
                : HttpStatusCode.Forbidden
        );
        visit.Page.QuerySelector("main h1").ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(AllPages))]
    public async Task Nobody_opens_anything_without_signing_in(string page)
    {
        using var stranger = network.Visitor();

        var visit = await stranger.Open(page);

        visit.Address.AbsolutePath.ShouldBe("/connect/authorize");
        visit.Page.QuerySelector("input[type=password]").ShouldNotBeNull();
    }

    public static TheoryData<string> AllPages => [.. Pages.Keys];

    public static TheoryData<string> AllForms => [.. Pages.Keys.Where(page => page != "/items/live")];

    [Theory]
    [MemberData(nameof(AllForms))]
    public async Task A_form_that_does_not_say_which_button_was_pressed_breaks_no_page(string page)
    {
        var account = Accounts
            .First(account => account.Value.Intersect(Pages[page]).Any() && !IsAnothers(account.Key, page))
            .Key;
        var visitor = await network.As(account);
        var token = (await visitor.Open("/account")).Page.QuerySelector("input[name=form]")!.GetAttribute("value")!;

        var visit = await visitor.Ask(
            HttpMethod.Post,
            page,
            new FormUrlEncodedContent([KeyValuePair.Create("form", token)])
        );

        ((int)visit.Status).ShouldBeLessThan(404, page);
    }

    [Fact]
    public async Task A_button_is_told_by_its_value_where_the_browser_sends_no_address_of_its_own()
    {
        var hotline = await network.As("hotline");
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)
            (await hotline.Open("/hotline")).Page.QuerySelector("form.on-third-party")!;

        foreach (
            var fields in new[]
            {
                Visitor.Fields(form),
                Visitor.Fields(form).Append(KeyValuePair.Create("handler", "ThirdParty")),
            }
        )
        {
            var visit = await hotline.Ask(HttpMethod.Post, "/hotline", new FormUrlEncodedContent(fields));
            visit.Status.ShouldBe(HttpStatusCode.OK);
            visit.Page.Body!.TextContent.ShouldContain("+855 00 000", Case.Sensitive, "what everybody may know");
        }
        form.QuerySelector("button")!.GetAttribute("value").ShouldBe("ThirdParty");
    }

    [Fact]
    public async Task A_script_that_asks_without_signing_in_is_told_so_and_not_led_away()
    {
        using var stranger = network.Visitor();

        (await stranger.Ask(HttpMethod.Get, "/items", null, ("X-Background", "1"))).Status.ShouldBe(
            HttpStatusCode.Unauthorized
        );
        (await stranger.Ask(HttpMethod.Get, "/items/live", null, ("Accept", "text/event-stream"))).Status.ShouldBe(
            HttpStatusCode.Unauthorized
        );
    }

    [Theory]
    [InlineData("ngo-1", "/items/00000000-0000-0000-0000-000000000001")]
    [InlineData("shelter-1", "/desk/shelter/00000000-0000-0000-0000-000000000001")]
    [InlineData("shelter-1", "/desk/castle/00000000-0000-0000-0000-000000000001")]
    [InlineData("shelter-1", "/desk/medical/00000000-0000-0000-0000-000000000001")]
    [InlineData("medical-1", "/clinic/00000000-0000-0000-0000-000000000001")]
    [InlineData("medical-1", "/clinic/x")]
    [InlineData("training-1", "/courses/00000000-0000-0000-0000-000000000001")]
    [InlineData("training-1", "/courses/x")]
    [InlineData("shelter-1", "/places/medical/site")]
    [InlineData("legal-aid-1", "/matters/00000000-0000-0000-0000-000000000001")]
    [InlineData("legal-aid-1", "/panel/member/00000000-0000-0000-0000-000000000001")]
    [InlineData("shelter-1", "/places/castle/site")]
    [InlineData("shelter-1", "/places/shelter/site/00000000-0000-0000-0000-000000000001")]
    [InlineData("operator", "/people/00000000-0000-0000-0000-000000000001")]
    [InlineData("ngo-1", "/nothing/here")]
    public async Task What_is_not_there_or_is_anothers_is_told_alike(string account, string page)
    {
        var visit = await (await network.As(account)).Open(page);

        visit.Status.ShouldBe(HttpStatusCode.NotFound);
        visit.Page.QuerySelector("h1")!.TextContent.ShouldBe("There is no such page");
    }

    [Fact]
    public async Task A_sites_form_keeps_a_district_that_is_not_imported_yet()
    {
        var house = await network.As("shelter-1");
        var site = (await house.Open("/places")).Page.QuerySelector("section a[href*='/site/']")!.GetAttribute("href")!;

        var area = (AngleSharp.Html.Dom.IHtmlSelectElement)(await house.Open(site)).Page.QuerySelector("#Area")!;

        area.Value.ShouldNotBeNull();
        area.Value.Length.ShouldBe(4);
    }

    [Fact]
    public async Task Another_sessions_draft_is_not_there()
    {
        var first = await network.As("ngo-1");
        var form = await first.Open("/find");
        var places = await first.Press(form, "button[value=emergency]", ("Sex", "female"), ("Age", "24"));
        places.Address.AbsolutePath.ShouldStartWith("/find/");

        (await (await network.As("hotline")).Open(places.Address.AbsolutePath)).Address.AbsolutePath.ShouldBe("/find");
    }

    [Theory]
    [InlineData("/language", "language=km&back=//elsewhere.test/")]
    [InlineData("/language", "language=km&back=/\\elsewhere.test")]
    [InlineData("/language", "language=km&back=https://elsewhere.test/")]
    [InlineData("/language", "language=km&back=/a%0d%0aX-Evil: 1")]
    public async Task Choosing_a_language_leads_nowhere_else(string path, string form)
    {
        using var stranger = network.Visitor();

        var visit = await stranger.Ask(
            HttpMethod.Post,
            path,
            new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded")
        );

        visit.Answer.Headers.Location!.ToString().ShouldBe("/");
    }
}
