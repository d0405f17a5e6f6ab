using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ReferralNetwork.Browser.Tests;

/// <summary>A guardian withdraws for a child: the caseworker looks at the child's best interest first.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class ContestedTests(BrowserNetwork network)
{
    [Theory]
    [InlineData("phone", "km")]
    [InlineData("desktop", "en", Explicit = true)]
    public async Task What_a_guardian_withdraws_stands_until_the_best_interest_was_looked_at(
        string width,
        string language
    )
    {
        await using var caseworker = await network.Person("ngo-1", Screen.Of(width, language));
        var id = await Child();
        await caseworker.Page.GotoAsync($"/items/{id}");
        await caseworker.Sees("purpose.follow-up");

        await caseworker.Unfold("input[name=By]");
        await caseworker.Press("ConsentWithdrawn");
        await caseworker.Sees("error.needed");
        await caseworker.Choose("By", "guardian");
        await caseworker.Press("ConsentWithdrawn");
        await caseworker.Sees("item.consent.contested");
        await caseworker.Shot("contested");

        await AsksAgain(caseworker, id);
        await caseworker.Page.GotoAsync($"/items/{id}");
        await caseworker.Unfold("input[name=By]");
        await caseworker.Choose("By", "guardian");
        await caseworker.Press("ConsentWithdrawn");
        await caseworker.Sees("item.consent.contested");

        await caseworker.Unfold("[name='Best.Role']");
        await caseworker.Press("BestInterest");
        await caseworker.Sees("agree.fault.best");
        await FillsBest(caseworker);
        await caseworker.Press("BestInterest");
        await caseworker.Sees("item.consent.ended");
    }

    private static async Task AsksAgain(Person caseworker, Guid id)
    {
        await caseworker.Page.ClickAsync($"main .warning a[href='/items/{id}/consent']");
        await caseworker.Sees("consent.contested");
        foreach (
            var (asked, answer) in new[]
            {
                ("LimitsExplained", "yes"),
                ("Alone", "yes"),
                ("How", "spoken"),
                ("Assent", "yes"),
                ("Guardian", "consents"),
            }
        )
            await caseworker.Choose(asked, answer);
        var keep = caseworker.Page.Locator("main form:has(#How) button.wide");
        await keep.ClickAsync();
        await caseworker.Sees("agree.fault.best");
        (await caseworker.Page.IsCheckedAsync("input[name=Guardian][value=consents]")).ShouldBeTrue(
            "what was answered stays"
        );
        await FillsBest(caseworker);
        await keep.ClickAsync();
        await caseworker.Sees("told.saved");
    }

    private static async Task FillsBest(Person caseworker)
    {
        foreach (var field in new[] { "Role", "Options", "Views", "Why" })
            await caseworker.Page.FillAsync($"[name='Best.{field}']", "Example");
    }

    private async Task<Guid> Child()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/referrals")
        {
            Content = JsonContent.Create(
                new JsonObject
                {
                    ["kind"] = "shelter",
                    ["urgency"] = "urgent",
                    ["plan"] = new JsonArray($"{network.Pool(Kinds.Shelter)}"),
                    ["survivor"] = new JsonObject { ["sex"] = "female", ["age"] = 14 },
                    ["consent"] = new JsonObject
                    {
                        ["purposes"] = new JsonArray("placement", "follow-up"),
                        ["recipients"] = "plan",
                        ["fields"] = new JsonArray("name"),
                        ["language"] = "km",
                        ["how"] = "spoken",
                        ["limitsExplained"] = true,
                        ["alone"] = true,
                        ["assent"] = "yes",
                        ["guardian"] = "consents",
                        ["expiresAt"] = DateTimeOffset.UtcNow.AddDays(30).ToString("O"),
                    },
                }
            ),
        };
        request.Headers.Add("Prefer", "wait=10");
        using var answer = await network.Client("ngo-1").SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (Guid)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
    }
}
