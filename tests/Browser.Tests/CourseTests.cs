using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ReferralNetwork.Browser.Tests;

/// <summary>A training centre: a course with intakes and a fund, and one learner from the screening to the days she was
/// there.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class CourseTests(BrowserNetwork network)
{
    [Theory]
    [InlineData("phone", "km")]
    [InlineData("desktop", "en", Explicit = true)]
    public async Task A_centre_makes_an_intake_and_a_fund_and_follows_a_learner(string width, string language)
    {
        await using var caseworker = await network.Person("ngo-1", Screen.Desktop("en"));
        await using var desk = await network.Person("training-1", Screen.Of(width, language));
        var name = $"Weaving {Guid.NewGuid():N}"[..16];
        var pool = await Course(network, name);
        await desk.Page.GotoAsync("/courses");
        var course = desk.Main.Locator("section.card", new() { Has = desk.Page.Locator($"#c-{pool}") });
        await desk.Unfold($"#d-{pool}");
        await desk.Page.FillAsync($"#d-{pool}", $"{DateTime.UtcNow.AddDays(100):yyyy-MM-dd}");
        await desk.Page.FillAsync($"#m-{pool}", "7");
        await course.Locator("button[formaction*='handler=Intake']").ClickAsync();
        await desk.Sees("told.saved");
        await Assertions.Expect(course.Locator("li")).ToHaveCountAsync(2);
        await desk.Unfold($"#g-{Guid.Empty}");
        await desk.Page.FillAsync($"#k-{Guid.Empty}", name);
        await desk.Page.FillAsync($"#g-{Guid.Empty}", "1");
        await desk.Page.Locator("button[formaction$='handler=Fund']").ClickAsync();
        await desk.Sees("told.saved");
        await desk.Shot("courses");

        await caseworker.Searches(Kinds.Training);
        await caseworker.Asks(pool);
        var id = await caseworker.Sends();
        await caseworker.Sees("business.held");
        await desk.Page.GotoAsync($"/desk/training/{network.Attempt(id)}");
        await desk.Press("Accept");
        await desk.Sees("told.screening");
        await desk.Page.Locator("button[value='fit-with-help']").ClickAsync();
        await desk.Sees("told.saved");
        await desk.Page.GotoAsync($"/desk/training/{network.Attempt(id)}");
        await desk.Press("Accept");
        await desk.Sees("business.accepted");

        await desk.Page.ClickAsync($"main a[href='/courses/{network.Attempt(id)}']");
        await desk.Main.Locator("form", new() { HasText = name }).Locator("button").ClickAsync();
        await desk.Sees("told.saved");
        await Assertions.Expect(desk.Button("TakeBack")).ToHaveCountAsync(1);
        await desk.Page.GotoAsync($"/desk/training/{network.Attempt(id)}");
        await desk.Press("Arrive");
        await desk.Sees("business.arrived");
        await desk.Page.GotoAsync($"/courses/{network.Attempt(id)}");
        await desk.Page.Locator("button[value='present']").First.ClickAsync();
        await desk.Sees("told.saved");
        await desk.Reads(desk.Screen.Say("courses.days").Split("{0}")[0].Trim());
        await Assertions.Expect(desk.Main.Locator(".big")).ToContainTextAsync(language == "km" ? "១០០" : "100");
        await desk.Shot("learner");
    }

    [Theory]
    [InlineData("phone", "km")]
    [InlineData("phone", "en", Explicit = true)]
    public async Task A_course_is_not_published_before_it_says_whom_it_is_for(string width, string language)
    {
        await using var centre = await network.Person("training-1", Screen.Of(width, language));
        var site = (await network.Get("training-1", "/api/training/sites"))["items"]![0]!["id"];
        await centre.Page.GotoAsync($"/places/training/site/{site}/pool");
        await centre.Page.FillAsync("#Km", "ត្បាញ");
        await centre.Page.SelectOptionAsync("#Gives", "weaving");
        await centre.Page.FillAsync("#Maximum", "5");

        await centre.Page.ClickAsync("form:has(#Maximum) button");

        await centre.Sees("pool.fault.sexes");
        await centre.Sees("pool.fault.age");
        await centre.Shot("course-whom");
        await centre.Choose("Sexes", "female");
        await centre.Page.FillAsync("#MinAge", "15");
        await centre.Page.ClickAsync("form:has(#Maximum) button");
        await centre.Page.ReachesEnd("/places");
    }

    [Theory]
    [InlineData("km")]
    [InlineData("en", Explicit = true)]
    public async Task The_printed_guide_says_of_a_course_what_there_is(string language)
    {
        await using var office = await network.Person("coordinator", Screen.Desktop(language));

        await office.Page.GotoAsync("/guide");

        foreach (
            var key in new[]
            {
                "offer.boarding",
                "offer.childCare",
                "offer.stipend",
                "certificate.national",
                "level.basic",
            }
        )
            await office.Sees(key);
        await office.Shot("guide");
    }

    private static async Task<Guid> Course(BrowserNetwork network, string name)
    {
        var centre = network.Client("training-1");
        var site = (await network.Get("training-1", "/api/training/sites"))["items"]![0]!["id"];
        using var made = await centre.PostAsJsonAsync(
            $"/api/training/sites/{site}/pools",
            new JsonObject
            {
                ["name"] = new JsonObject { ["en"] = name, ["km"] = name },
                ["maximum"] = 5,
                ["trade"] = new JsonObject { ["course"] = "weaving", ["screening"] = true },
                ["eligibility"] = new JsonObject
                {
                    ["sexes"] = new JsonArray("female", "male", "other"),
                    ["minAge"] = 15,
                },
            }
        );
        made.IsSuccessStatusCode.ShouldBeTrue();
        var id = (Guid)(await made.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
        await Eventually.IsSo(
            async () => (await network.Client("ngo-1").GetAsync($"/api/availability/{id}")).IsSuccessStatusCode,
            "search knows the course"
        );
        return id;
    }
}
