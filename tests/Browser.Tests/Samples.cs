using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Browser.Tests;

/// <param name="Route">Of the page that it shows, as its service maps it.</param>
/// <param name="Who">Label of who looks at it; null before anybody has signed in.</param>
/// <param name="Then">What to do there first.</param>
internal sealed record Sample(string Route, string? Who, string Name, string Path, Func<Person, Task>? Then = null);

/// <summary>Every page of the portal and of sign-in, each with something on it.</summary>
internal static class Samples
{
    /// <summary>Routes of every page that a service of people's pages maps.</summary>
    public static IReadOnlyList<string> Routes(BrowserNetwork network) =>
        [
            .. new[] { "portal", "identity" }
                .SelectMany(module => RoutePolicies.Endpoints(network.Network.Host(module)))
                .Where(route => route.Metadata.GetMetadata<PageActionDescriptor>() is not null)
                .Select(route => route.RoutePattern.RawText!.Trim('/'))
                .Distinct(),
        ];

    public static async Task<IReadOnlyList<Sample>> Of(BrowserNetwork network)
    {
        await using var caseworker = await network.Person("ngo-1", Screen.Desktop("en"));
        await using var centre = await network.Person("training-1", Screen.Desktop("en"));
        await using var desk = await network.Person("shelter-1", Screen.Desktop("en"));
        var held = await caseworker.Holds(Kinds.Shelter);
        var accepted = await caseworker.Holds(Kinds.Shelter);
        await desk.Page.GotoAsync($"/desk/shelter/{network.Attempt(accepted)}");
        await desk.Press("Accept");
        await desk.Sees("business.accepted");
        var learner = await caseworker.Holds(Kinds.Training);
        await centre.Page.GotoAsync($"/desk/training/{network.Attempt(learner)}");
        await centre.Press("Accept");
        await centre.Sees("business.accepted");
        await centre.Press("Arrive");
        await centre.Sees("business.arrived");
        await ComplaintTests.Complain(caseworker, accepted);
        await ConferenceTests.Call(caseworker, accepted);
        await using var lawyers = await network.Person("legal-aid-1", Screen.Desktop("en"));
        var matter = await LegalAidTests.Accepted(caseworker, lawyers, network.Pool(Kinds.LegalAid));
        await LegalAidTests.Date(lawyers, matter);
        var lawyer = (await network.Get("legal-aid-1", "/api/legal-aid/panel"))["items"]![0]!["id"];
        var ended = await FollowUpTests.Ended(caseworker, desk);
        var examined = await ClinicTests.Examined(network);
        await network.PastMonths();
        await caseworker.Searches(Kinds.Shelter);
        await caseworker.Asks(network.Pool(Kinds.Shelter));
        var draft = caseworker.At.Split('/')[2];
        await caseworker.Searches(Kinds.Shelter);
        await caseworker.Asks(network.Pool(Kinds.Shelter));
        await caseworker.Also(Kinds.LegalAid);
        var several = caseworker.At.Split('/')[2];
        // A child's page asks for more.
        await caseworker.Searches(Kinds.Medical, age: "16");
        await caseworker.Asks(network.Pool(Kinds.Medical));
        var child = caseworker.At.Split('/')[2];
        var pool = (await network.Get("shelter-1", "/api/shelters/pools"))["items"]![0]!;
        var org = network.Account("ngo-1").Organisation.Id;
        var person = (await network.Get("operator", $"/api/organisations/{org}/people"))["items"]![0]!["id"];

        return
        [
            new("", null, "sign-in", "/"),
            new(
                "connect/authorize",
                null,
                "sign-in-refused",
                "/",
                async p =>
                {
                    await p.SignIn("nobody", "nothing");
                    await p.Page.Locator("[role=alert]").WaitForAsync();
                }
            ),
            new("connect/join", null, "join", "/connect/join"),
            new("connect/join", null, "join-done", "/connect/join?done=true"),
            new("connect/password", null, "password", "/connect/password"),
            new("setup", null, "setup", "/setup"),
            new("signed-out", null, "signed-out", "/signed-out"),
            new("account", "ngo-1", "account", "/account"),
            new("find", "ngo-1", "find", "/find"),
            new(
                "find",
                "ngo-1",
                "find-faults",
                "/find",
                p => p.Page.ClickAsync("button[name=Urgency][value=emergency]")
            ),
            new("find/{id:guid}", "ngo-1", "places", $"/find/{draft}"),
            new("find/{id:guid}/agree", "ngo-1", "agree", $"/find/{draft}/agree"),
            new(
                "find/{id:guid}/agree",
                "ngo-1",
                "agree-child-faults",
                $"/find/{child}/agree",
                p => p.SendButton().ClickAsync()
            ),
            new(
                "find/{id:guid}/agree",
                "ngo-1",
                "agree-several",
                $"/find/{several}/agree",
                p =>
                    p.Page.EvaluateAsync(
                        "() => document.querySelectorAll('main details').forEach(folded => { folded.open = true; })"
                    )
            ),
            new("find/{id:guid}", "ngo-1", "places-several", $"/find/{several}"),
            new("hotline", "hotline", "hotline", "/hotline"),
            new(
                "hotline",
                "hotline",
                "hotline-faults",
                "/hotline",
                async p =>
                {
                    await p.Choose("Safe", "yes");
                    await p.Press("Talk");
                }
            ),
            new(
                "hotline",
                "hotline",
                "hotline-third-party",
                "/hotline",
                async p =>
                {
                    await p.Choose("Safe", "third-party");
                    await p.Press("ThirdParty");
                }
            ),
            new(
                "hotline",
                "hotline",
                "hotline-dropped",
                "/hotline",
                async p =>
                {
                    await p.Choose("Safe", "no");
                    await p.Page.FillAsync("#Number", "+855 00 000 199");
                    await p.Press("Dropped");
                    await p.Press("Show");
                }
            ),
            new("items", "ngo-1", "items", "/items"),
            new("items", "ngo-1", "items-ended", "/items?ended=true"),
            new("items/{id:guid}", "ngo-1", "item-held", $"/items/{held}"),
            new("items/{id:guid}", "ngo-1", "item-accepted", $"/items/{accepted}"),
            new("items/{id:guid}/consent", "ngo-1", "item-consent", $"/items/{accepted}/consent"),
            new("items/{id:guid}/code-words", "ngo-1", "item-code-words", $"/items/{accepted}/code-words"),
            new("items/{id:guid}/never", "ngo-1", "item-never", $"/items/{accepted}/never"),
            new("items/{id:guid}", "ngo-1", "item-ended", $"/items/{ended}"),
            new("conferences", "ngo-1", "conferences", "/conferences"),
            new("conferences", "shelter-1", "conferences-named", "/conferences", p => p.Press("Open")),
            new("complaints", "coordinator", "complaints", "/complaints"),
            new("follow-ups", "ngo-1", "follow-ups", "/follow-ups"),
            new("groups", "ngo-1", "groups-faults", "/groups", p => p.Press("Choose")),
            new("transfers", "ngo-1", "transfers-offer", $"/transfers?referral={held}"),
            new("incidents", "ngo-1", "incidents-faults", "/incidents", p => p.Press("Declare")),
            new("reminders", "ngo-1", "reminders", "/reminders"),
            new("matters", "legal-aid-1", "matters", "/matters"),
            new("matters/{id:guid}", "legal-aid-1", "matter", $"/matters/{network.Attempt(matter)}"),
            new("panel", "legal-aid-1", "panel", "/panel"),
            new("panel/member/{id:guid?}", "legal-aid-1", "panel-member", $"/panel/member/{lawyer}"),
            new("items/{id:guid}", "ngo-1", "item-unknown", $"/items/{Guid.Empty}"),
            new("quality", "ngo-1", "not-allowed", "/quality"),
            new("desk", "shelter-1", "desk", "/desk"),
            new("desk/{kind}/{id:guid}", "shelter-1", "desk-item-held", $"/desk/shelter/{network.Attempt(held)}"),
            new(
                "desk/{kind}/{id:guid}",
                "shelter-1",
                "desk-item-accepted",
                $"/desk/shelter/{network.Attempt(accepted)}"
            ),
            new("stays/{id:guid}", "shelter-1", "stay-at-the-desk", $"/stays/{network.Attempt(accepted)}"),
            new("clinic", "medical-1", "clinic", "/clinic"),
            new("clinic/{id:guid}", "medical-1", "clinic-item", $"/clinic/{network.Attempt(examined.Referral)}"),
            new(
                "clinic/{id:guid}",
                "medical-1",
                "clinic-custody",
                $"/clinic/{network.Attempt(examined.Referral)}?document={examined.Document}"
            ),
            new("courses", "training-1", "courses", "/courses"),
            new("courses/{id:guid}", "training-1", "learner", $"/courses/{network.Attempt(learner)}"),
            new("places", "shelter-1", "sites", "/places"),
            new("places/{kind}/site/{id:guid?}", "shelter-1", "site-new", "/places/shelter/site"),
            new("places/{kind}/site/{id:guid?}", "shelter-1", "site", $"/places/shelter/site/{pool["siteId"]}"),
            new(
                "places/{kind}/site/{site:guid}/pool/{id:guid?}",
                "shelter-1",
                "pool-new",
                $"/places/shelter/site/{pool["siteId"]}/pool"
            ),
            new(
                "places/{kind}/site/{site:guid}/pool/{id:guid?}",
                "shelter-1",
                "pool",
                $"/places/shelter/site/{pool["siteId"]}/pool/{pool["id"]}"
            ),
            new("quality", "coordinator", "quality", "/quality"),
            new("figures", "coordinator", "figures", "/figures?province=12"),
            new("figures/report", "coordinator", "figures-report", "/figures/report"),
            new("partners", "operator", "partners", "/partners"),
            new(
                "partners/{id:guid}",
                "coordinator",
                "partner",
                $"/partners/{network.Account("shelter-1").Organisation.Id}"
            ),
            new("directory", "coordinator", "directory", "/directory"),
            new("guide", "coordinator", "guide", "/guide"),
            new("people/{org:guid?}", "operator", "people", $"/people/{org}"),
            new("people/{org:guid}/{person:guid}", "operator", "person", $"/people/{org}/{person}"),
            new("gazetteer", "operator", "gazetteer", "/gazetteer"),
            new(
                "log",
                "auditor",
                "log",
                "/log",
                async p =>
                {
                    await p.Page.FillAsync("#Item", $"{accepted}");
                    await p.Page.ClickAsync("form:has(#Item) button");
                }
            ),
        ];
    }
}
