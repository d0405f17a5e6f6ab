using System.Net;

namespace ReferralNetwork.Portal.Tests;

/// <summary>A sign-in lasts while somebody is there, ends everywhere at once, and its cookie is worth nothing
/// after.</summary>
[Collection(nameof(PortalNetwork))]
public sealed class SessionTests(PortalNetwork network)
{
    private const string Cookie = "__Host-session";

    [Fact]
    public async Task A_sign_in_ends_when_nobody_was_there_for_a_quarter_of_an_hour()
    {
        using var visitor = await network.SignIn("ngo-2");
        network.PortalClock.PutForward(TimeSpan.FromMinutes(14));
        (await visitor.Open("/items")).Address.AbsolutePath.ShouldBe("/items");
        network.PortalClock.PutForward(TimeSpan.FromMinutes(14));
        (await visitor.Open("/items")).Address.AbsolutePath.ShouldBe("/items", "somebody was there in between");

        network.PortalClock.PutForward(TimeSpan.FromMinutes(16));

        (await visitor.Open("/items")).Address.AbsolutePath.ShouldBe("/connect/authorize");
    }

    [Fact]
    public async Task What_a_pages_script_asks_by_itself_is_no_sign_of_life()
    {
        using var visitor = await network.SignIn("ngo-2");
        for (var i = 0; i < 3; i++)
        {
            network.PortalClock.PutForward(TimeSpan.FromMinutes(6));
            await visitor.Ask(HttpMethod.Get, "/items", null, ("X-Background", "1"));
        }

        (await visitor.Open("/items")).Address.AbsolutePath.ShouldBe("/connect/authorize");
    }

    [Fact]
    public async Task Many_pages_at_once_use_a_refresh_token_once()
    {
        using var visitor = await network.SignIn("ngo-2");
        // Three times, each when the access token of ten minutes has ended for the portal: a second use of a refresh
        // token would have ended the sign-in.
        for (var turn = 0; turn < 3; turn++)
        {
            network.PortalClock.PutForward(TimeSpan.FromMinutes(11));
            var visits = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => visitor.Open("/items")));
            visits.ShouldAllBe(visit => visit.Status == HttpStatusCode.OK && visit.Address.AbsolutePath == "/items");
        }
    }

    [Fact]
    public async Task Signing_in_from_a_second_tab_begins_a_session_of_its_own()
    {
        var (first, second) = (
            network.Accounts.Single(a => a.Label == "ngo-2"),
            network.Accounts.Single(a => a.Label == "hotline")
        );
        using var visitor = network.Visitor();
        var (one, other) = (await visitor.Open("/"), await visitor.Open("/"));
        (await visitor.SignIn(one, first.UserName, first.Password)).Address.AbsolutePath.ShouldBe("/find");
        var draft = await visitor.Press(
            await visitor.Open("/find"),
            "button[value=emergency]",
            ("Sex", "female"),
            ("Age", "24")
        );
        var before = visitor.Cookies[Cookie];

        (await visitor.SignIn(other, second.UserName, second.Password)).Address.AbsolutePath.ShouldBe("/find");

        visitor.Cookies[Cookie].ShouldNotBe(before);
        var account = await visitor.Open("/account");
        account.Page.QuerySelector("main dl")!.TextContent.ShouldContain(second.UserName);
        (await visitor.Open(draft.Address.AbsolutePath)).Address.AbsolutePath.ShouldBe(
            "/find",
            "the first one's draft is not the second one's"
        );
        (await visitor.Ask(HttpMethod.Get, "/exit")).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Leaving_waits_for_no_service()
    {
        using var visitor = await network.SignIn("ngo-2");
        network.PortalClock.PutForward(TimeSpan.FromMinutes(11));
        await network.Network.StopModule("identity");
        try
        {
            (await visitor.Open("/items")).Status.ShouldBe(
                HttpStatusCode.ServiceUnavailable,
                "no new token is to be had"
            );

            var exit = await visitor.Ask(HttpMethod.Get, "/exit");

            exit.Status.ShouldBe(HttpStatusCode.Redirect);
            exit.Answer.Headers.Location!.Host.ShouldBe("www.wikipedia.org");
            visitor.Cookies.ShouldNotContainKey(Cookie);
        }
        finally
        {
            await network.Network.StartModule("identity");
        }
    }

    [Fact]
    public async Task A_cookie_kept_from_before_the_sign_out_opens_nothing()
    {
        using var visitor = await network.SignIn("ngo-2");
        var kept = visitor.Cookies[Cookie];
        var page = await visitor.Open("/items");

        (await visitor.Press(page, "footer form[action='/sign-out'] button")).Address.AbsolutePath.ShouldBe(
            "/signed-out"
        );

        visitor.Cookies[Cookie] = kept;
        (await visitor.Open("/items")).Address.AbsolutePath.ShouldBe("/connect/authorize");
    }

    [Fact]
    public async Task Leaving_at_once_ends_the_sign_in_and_leads_to_a_dull_place()
    {
        using var visitor = await network.SignIn("ngo-2");
        var kept = visitor.Cookies[Cookie];

        var exit = await visitor.Ask(HttpMethod.Get, "/exit");

        exit.Status.ShouldBe(HttpStatusCode.Redirect);
        exit.Answer.Headers.Location!.Host.ShouldBe("www.wikipedia.org");
        visitor.Cookies[Cookie] = kept;
        (await visitor.Open("/items")).Address.AbsolutePath.ShouldBe("/connect/authorize");
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_the_other_sign_ins_at_their_next_refresh()
    {
        using var here = await network.SignIn("ngo-2");
        using var there = await network.SignIn("ngo-2");
        var account = await here.Open("/account");

        (await here.Press(account, "button[formaction*=Everywhere]")).Address.AbsolutePath.ShouldBe("/signed-out");

        network.PortalClock.PutForward(TimeSpan.FromMinutes(10));
        (await there.Open("/items")).Address.AbsolutePath.ShouldBe("/connect/authorize");
    }

    [Fact]
    public async Task A_cookie_that_somebody_made_opens_nothing()
    {
        using var visitor = network.Visitor();
        visitor.Cookies[Cookie] = "CfDJ8made-up";

        (await visitor.Open("/items")).Address.AbsolutePath.ShouldBe("/connect/authorize");
    }

    [Fact]
    public async Task A_form_without_its_token_does_nothing()
    {
        using var visitor = await network.SignIn("ngo-2");

        var visit = await visitor.Ask(
            HttpMethod.Post,
            "/find",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["Sex"] = "female",
                    ["Age"] = "24",
                    ["Urgency"] = "emergency",
                }
            )
        );

        visit.Status.ShouldBe(HttpStatusCode.BadRequest);
        visit.Page.QuerySelector("h1")!.TextContent.ShouldBe("This could not be understood");
    }
}
