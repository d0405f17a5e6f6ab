using System.Text.Json.Nodes;

namespace ReferralNetwork.Browser.Tests;

/// <summary>On a poor line people send twice; the script that stops a second tap may not be there.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class TwiceTests(BrowserNetwork network)
{
    // Both at once and then once more, as the browser would send the form; where each ended.
    private const string SendThrice = """
        async ([selector, button]) => {
            const form = document.querySelector(selector), by = button ? form.querySelector(button) : null;
            const body = new URLSearchParams(new FormData(form)), to = by?.formAction ?? form.action;
            const send = () => fetch(to, { method: "POST", body, headers: { Accept: "text/html" } }).then(answer => `${answer.status} ${new URL(answer.url).pathname}`);
            return [...await Promise.all([send(), send()]), await send()];
        }
        """;

    [Fact]
    public async Task A_request_sent_twice_is_one_referral()
    {
        await using var caseworker = await network.Person("ngo-1", Screen.Phone("km"));
        await caseworker.Searches(Kinds.Shelter);
        await caseworker.Asks(network.Pool(Kinds.Shelter));
        await caseworker.Agrees();
        var before = await Referrals();
        var ends = await Send(caseworker, "form:has(#How)");
        ends.Distinct().ShouldHaveSingleItem(string.Join(", ", ends)).ShouldStartWith("200 /items/");
        (await Referrals()).ShouldBe(before + 1);
    }

    [Fact]
    public async Task Two_tabs_with_the_same_form_make_one_referral()
    {
        await using var caseworker = await network.Person("ngo-1", Screen.Phone("km"));
        await caseworker.Searches(Kinds.Shelter);
        await caseworker.Asks(network.Pool(Kinds.Shelter));
        var other = await caseworker.Context.NewPageAsync();
        await other.GotoAsync(caseworker.At);
        var id = await caseworker.Sends();
        foreach (
            var answer in new[]
            {
                "input[name=LimitsExplained][value=yes]",
                "input[name=Alone][value=yes]",
                "input[name=How][value=spoken]",
            }
        )
            await other.CheckAsync(answer);
        await other.ClickAsync("form:has(#How) button:not([formaction])");
        await other.ReachesEnd($"/items/{id}");
    }

    [Fact]
    public async Task Accepted_twice_is_accepted_once()
    {
        var pool = await network.AddPool(Kinds.Shelter, 5, "Twice accepted");
        var (caseworker, desk) = (
            await network.Person("ngo-1", Screen.Phone("en")),
            await network.Person("shelter-1", Screen.Phone("en"))
        );
        await using var _ = caseworker;
        await using var __ = desk;
        var id = await caseworker.Holds(Kinds.Shelter, pool);
        await desk.Page.GotoAsync("/desk");
        await desk.AcceptButton(id).WaitForAsync();
        var ends = await Send(desk, $"form[action*='{network.Attempt(id)}'][action*='handler=Accept']");
        ends.ShouldAllBe(end => end == $"200 /desk/shelter/{network.Attempt(id)}");
        await desk.Page.GotoAsync($"/desk/shelter/{network.Attempt(id)}");
        await desk.Sees("business.accepted");
        var capacity = (await network.Get("shelter-1", $"/api/shelters/pools/{pool}"))["capacity"]!;
        ((int)capacity["held"]!, (int)capacity["occupied"]!).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Refused_twice_refuses_no_second_place_of_the_same_house()
    {
        var (first, second) = (
            await network.AddPool(Kinds.Shelter, 5, "Asked first"),
            await network.AddPool(Kinds.Shelter, 5, "Asked second")
        );
        await using var caseworker = await network.Person("ngo-1", Screen.Phone("en"));
        await using var desk = await network.Person("shelter-1", Screen.Phone("en"));
        await caseworker.Searches(Kinds.Shelter);
        await caseworker.Asks(first, "Add");
        await caseworker.Asks(second);
        var id = await caseworker.Sends();
        await caseworker.Sees("business.held");

        await desk.Page.GotoAsync($"/desk/shelter/{network.Attempt(id)}");
        await desk.Unfold("button[formaction*='handler=Reject']");
        await desk.Choose("Reason", "full");
        var ends = await Send(
            desk,
            "form:has(button[formaction*='handler=Reject'])",
            "button[formaction*='handler=Reject']"
        );
        ends.ShouldAllBe(end => end.StartsWith("200 /desk", StringComparison.Ordinal), string.Join(", ", ends));
        await Eventually.IsSo(async () => (await Attempts(id)).Count == 2, "the second place is asked");
        // Once more, now that the second place holds: the form is of the first.
        await Send(desk, "form:has(button[formaction*='handler=Reject'])", "button[formaction*='handler=Reject']");
        (await Attempts(id)).Select(attempt => (Guid)attempt!["poolId"]!).ShouldBe([first, second]);
        ((string)(await Attempts(id))[1]!["businessStatus"]!).ShouldBe("held");
    }

    [Fact]
    public async Task One_who_came_is_counted_once()
    {
        var pool = await network.AddPool(Kinds.Shelter, 5, "Counted once");
        await using var desk = await network.Person("shelter-1", Screen.Phone("km"));
        await desk.Page.GotoAsync("/desk");
        var form = $"form:has(input[name=pool][value='{pool}']):has(button[formaction*='handler=Came'])";
        await Send(desk, form, "button[formaction*='handler=Came']");
        ((int)(await network.Get("shelter-1", $"/api/shelters/pools/{pool}"))["capacity"]!["occupied"]!).ShouldBe(1);
    }

    [Fact]
    public async Task A_form_that_did_not_come_from_its_page_does_nothing_and_says_so()
    {
        await using var caseworker = await network.Person("ngo-1", Screen.Phone("km"));
        await caseworker.Page.GotoAsync("/find");
        await caseworker.Choose("Sex", "female");
        await caseworker.Page.FillAsync("#Age", "30");
        await caseworker.Page.EvaluateAsync(
            "() => document.querySelectorAll('input[name=form]').forEach(token => token.remove())"
        );
        var answer = await caseworker.Page.RunAndWaitForResponseAsync(
            () => caseworker.Page.ClickAsync("button[name=Urgency][value=emergency]"),
            response => response.Request.Method == "POST"
        );
        answer.Status.ShouldBe(400);
        await caseworker.Sees("problem.400.help");
    }

    private static async Task<string[]> Send(Person person, string form, string? button = null)
    {
        var ends = await person.Page.EvaluateAsync<string[]>(SendThrice, new[] { form, button });
        ends.Length.ShouldBe(3);
        return ends;
    }

    private async Task<int> Referrals() =>
        (await network.Get("ngo-1", "/api/referrals?open=true&limit=200"))["items"]!.AsArray().Count;

    private async Task<JsonArray> Attempts(Guid id) =>
        (await network.Get("ngo-1", $"/api/referrals/{id}"))["attempts"]!.AsArray();
}
