using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace ReferralNetwork.Browser.Tests;

/// <summary>A clinic's work with somebody whom it has accepted: a visit, a report for court under seal, who held it,
/// and to whom it went.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class ClinicTests(BrowserNetwork network)
{
    private static readonly byte[] Report = Encoding.UTF8.GetBytes(
        "%PDF-1.7 what was seen " + new string('.', 300_000)
    );

    [Theory]
    [InlineData("phone", "km")]
    [InlineData("desktop", "en", Explicit = true)]
    public async Task A_report_is_handed_in_opened_and_given_out_and_its_chain_tells_all_of_it(
        string width,
        string language
    )
    {
        var id = (await Accepted(network)).Referral;
        await using var desk = await network.Person("medical-1", Screen.Of(width, language));
        await desk.Page.GotoAsync($"/desk/medical/{network.Attempt(id)}");
        await desk.Page.ClickAsync($"main a[href='/clinic/{network.Attempt(id)}']");
        await desk.Unfold("#At");
        await desk.Page.SelectOptionAsync("#Code", "counselling-session");
        await desk.Page.FillAsync("#At", $"{DateTime.UtcNow.AddHours(7).AddDays(1):yyyy-MM-dd}T09:30");
        await desk.Page.CheckAsync("main input[name=Interpreter]");
        await desk.Page.FillAsync("#Note", "second floor");
        await desk.Press("AddDate");
        await desk.Sees("told.saved");
        await desk.Reads("second floor");

        await HandIn(
            desk,
            new()
            {
                Name = "report.pdf",
                MimeType = "application/pdf",
                Buffer = Encoding.UTF8.GetBytes("no such file"),
            }
        );
        await desk.Sees("document.fault.kind");
        await HandIn(
            desk,
            new()
            {
                Name = "report.pdf",
                MimeType = "application/pdf",
                Buffer = Report,
            }
        );
        await desk.Sees("told.saved");
        var file = await desk.Page.RunAndWaitForDownloadAsync(() => desk.Press("Open"));
        file.SuggestedFilename.ShouldBe("document.pdf");
        (await File.ReadAllBytesAsync((await file.PathAsync())!)).ShouldBe(Report);

        await desk.Page.ClickAsync("main li.card a.button");
        await desk.Sees("custody.intact");
        await desk.Unfold("#To");
        await desk.Choose("Basis", "consent");
        await desk.Page.FillAsync("#To", "Prosecutor Sok");
        await desk.Page.SelectOptionAsync("#How", "thumbprint");
        await desk.Page.FillAsync("#TakenBy", "Nurse Chan");
        await desk.Press("Release");
        await desk.Sees("release.fault.agreed");
        await desk.Page.CheckAsync("#Agreed input");
        file = await desk.Page.RunAndWaitForDownloadAsync(() => desk.Press("Release"));
        (await File.ReadAllBytesAsync((await file.PathAsync())!)).ShouldBe(Report);

        await desk.Page.GotoAsync("/clinic");
        await desk.Page.ClickAsync($"main a[href='/clinic?day={DateTime.UtcNow.AddHours(7).AddDays(1):yyyy-MM-dd}']");
        await Assertions
            .Expect(
                desk.Main.Locator(
                    "li.card",
                    new() { Has = desk.Page.Locator($"a[href='/clinic/{network.Attempt(id)}']") }
                ).Last
            )
            .ToContainTextAsync(desk.Screen.Say("agenda.counselling-session"));
        await desk.Shot("clinic-day");
        await desk.Main.Locator($"li.card a[href='/clinic/{network.Attempt(id)}']").First.ClickAsync();
        await desk.Page.ClickAsync("main li.card a.button");
        await desk.Reads("Nurse Chan");
        (await desk.Main.Locator("tbody tr").CountAsync()).ShouldBe(3, "made, opened, given out");
        await desk.Sees("custody.intact");
        await desk.Shot("custody");
    }

    [Fact]
    public async Task Whose_hours_run_stands_first_at_the_desk_with_the_hours_left()
    {
        var soon = (await Accepted(network, accept: false)).Referral;
        var windowed = (await Accepted(network, 120)).Referral;
        await using var desk = await network.Person("medical-1", Screen.Desktop("en"));
        await desk.Page.GotoAsync("/desk");

        var cards = desk.Main.Locator("section[aria-labelledby=asked] li.card");
        var order = await cards.EvaluateAllAsync<string[]>(
            "all => all.map(card => card.querySelector('a.button.plain').getAttribute('href').split('/').pop())"
        );
        Array
            .IndexOf(order, $"{network.Attempt(windowed)}")
            .ShouldBeInRange(
                0,
                Array.IndexOf(order, $"{network.Attempt(soon)}") - 1,
                "its answer is due within the hour, and her window runs"
            );
        var card = cards.Filter(
            new() { Has = desk.Page.Locator($"a[href='/desk/medical/{network.Attempt(windowed)}']") }
        );
        await Assertions.Expect(card).ToContainTextAsync(desk.Screen.Say("desk.window"));
        await Assertions.Expect(card).ToContainTextAsync("118 hours left");
    }

    /// <summary>Somebody accepted, with a report that was opened.</summary>
    internal static async Task<(Guid Referral, Guid Document)> Examined(BrowserNetwork network)
    {
        var (id, clinic) = await Accepted(network, 72);
        var at = $"/api/medical/inbox/{network.Attempt(id)}";
        await Done(
            await clinic.PostAsJsonAsync(
                $"{at}/agenda",
                new
                {
                    code = "examination",
                    at = DateTimeOffset.UtcNow.AddMinutes(1),
                    accompanied = true,
                }
            )
        );
        var document = (Guid)
            (
                await Done(
                    await clinic.PostAsJsonAsync(
                        $"{at}/documents",
                        new
                        {
                            code = "forensic-report",
                            mediaType = "application/pdf",
                            content = Report,
                        }
                    )
                )
            )["id"]!;
        await Done(
            await clinic.PostAsJsonAsync(
                $"{at}/documents",
                new
                {
                    code = "test-result",
                    mediaType = "text/plain",
                    content = "negative"u8.ToArray(),
                }
            )
        );
        await Done(
            await clinic.PostAsJsonAsync(
                $"{at}/documents/{document}/release",
                new
                {
                    basis = "court-order",
                    to = "Judge Vann",
                    court = "Court of Battambang",
                    number = "113/2030",
                }
            )
        );
        return (id, document);
    }

    private static async Task<(Guid Referral, HttpClient Clinic)> Accepted(
        BrowserNetwork network,
        int? window = null,
        bool accept = true
    )
    {
        var (caseworker, clinic) = (network.Client("ngo-1"), network.Client("medical-1"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/referrals")
        {
            Content = JsonContent.Create(
                new JsonObject
                {
                    ["kind"] = "medical",
                    ["urgency"] = "emergency",
                    ["medicalWindow"] = window,
                    ["happenedAt"] = window is null ? null : DateTimeOffset.UtcNow.AddHours(-1).ToString("O"),
                    ["plan"] = new JsonArray($"{network.Pool(Kinds.Medical)}"),
                    ["survivor"] = new JsonObject { ["sex"] = "female", ["age"] = 24 },
                    ["consent"] = new JsonObject
                    {
                        ["purposes"] = new JsonArray("placement"),
                        ["recipients"] = "plan",
                        ["fields"] = new JsonArray("name"),
                        ["language"] = "km",
                        ["how"] = "spoken",
                        ["limitsExplained"] = true,
                        ["alone"] = true,
                        ["expiresAt"] = DateTimeOffset.UtcNow.AddDays(30).ToString("O"),
                    },
                }
            ),
        };
        request.Headers.Add("Prefer", "wait=10");
        var id = (Guid)(await Done(await caseworker.SendAsync(request)))["id"]!;
        await Eventually.IsSo(
            async () => (await clinic.GetAsync($"/api/medical/inbox/{network.Attempt(id)}")).IsSuccessStatusCode,
            "the clinic has it"
        );
        if (accept)
            await Done(
                await clinic.PostAsJsonAsync($"/api/medical/inbox/{network.Attempt(id)}/actions/accept", new { })
            );
        return (id, clinic);
    }

    private static async Task HandIn(Person desk, FilePayload file)
    {
        await desk.Unfold("#File");
        await desk.Page.SelectOptionAsync("#DocumentCode", "forensic-report");
        await desk.Page.SetInputFilesAsync("#File", file);
        await desk.Press("HandIn");
    }

    private static async Task<JsonNode> Done(HttpResponseMessage answer)
    {
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }
}
