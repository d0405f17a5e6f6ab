using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.System.Tests.Races;
using static ReferralNetwork.System.Tests.Runs.Referring;

namespace ReferralNetwork.System.Tests.Runs;

/// <summary>After an assault hours count: she is seen first, is reminded without a word of why, and what was found
/// leaves the clinic by her consent or a court's order alone.</summary>
internal static class ClinicRun
{
    public static async Task Go(Func<string, HttpClient> @as)
    {
        var (ngo, coordinator) = (@as.Api("ngo-1"), @as.Api("coordinator"));
        var clinic = await House.Open(@as.Api("medical-1"), "medical", ngo);
        var pool = await clinic.Pool(3, new() { ["services"] = Codes("forensic", "pep") });
        await ngo.Finds(pool);
        (await ngo.Get($"/api/availability/{pool}")).MustBe(HttpStatusCode.OK)["trade"]!["services"]!
            .AsArray()
            .Select(code => (string)code!)
            .ShouldBe(["forensic", "pep"]);

        var body = Given.Referral("medical", [pool], "normal");
        body["medicalWindow"] = 72;
        var happened = DateTimeOffset.UtcNow.AddHours(-50);
        body["happenedAt"] = happened.ToString("O");
        var she = await ngo.Holds(body);
        var item = await clinic.Item(she);
        ((string)item["urgency"]!).ShouldBe("emergency", "the hours are running");
        ((DateTimeOffset)item["medicalWindowEndsAt"]!).ShouldBe(
            happened.AddHours(72),
            TimeSpan.FromMinutes(1),
            "from what happened, not from when it was sent"
        );
        var desk = (await clinic.Desk.List("/api/medical/inbox?open=true&limit=200")).ToList();
        var hers = await clinic.Attempt(she);
        desk[..(desk.FindIndex(one => (Guid)one["attemptId"]! == hers) + 1)]
            .ShouldAllBe(one => one["medicalWindowEndsAt"] != null);
        await clinic.Does(she, "accept");

        await Visits(clinic, she, ngo);
        await clinic.Does(she, "arrive");
        await Documents(clinic, she, ngo, coordinator);

        await clinic.Does(she, "complete", new() { ["outcome"] = "helped", ["exit"] = "planned" });
        (await ngo.Sees(she, "completed", "helped"))
            .ToString()
            .ShouldNotContain("forensic", Case.Insensitive, "that there is a report is hers to tell");
    }

    private static async Task Visits(House clinic, Guid she, Api ngo)
    {
        var dose = DateTimeOffset.UtcNow.AddHours(28);
        (
            await clinic.Post(
                she,
                "agenda",
                new()
                {
                    ["code"] = "next-dose",
                    ["at"] = dose.ToString("O"),
                    ["interpreter"] = true,
                    ["note"] = "bring the card",
                }
            )
        ).MustBe(HttpStatusCode.Created);
        var day = await clinic.Desk.List($"/api/medical/day?date={dose.ToOffset(TimeSpan.FromHours(7)):yyyy-MM-dd}");
        var hers = await clinic.Attempt(she);
        var line = day.Single(visit => (Guid)visit["attemptId"]! == hers);
        ((string?)line["code"], (bool)line["interpreter"]!).ShouldBe(("next-dose", true));

        // It may be read out, or seen by whoever holds her telephone.
        var reminder = (await ngo.List("/api/medical/reminders"))
            .Single(hour => (Guid)hour["referralId"]! == she)
            .AsObject();
        reminder.Select(member => member.Key).ShouldBe(["referralId", "at", "accompanied"], ignoreOrder: true);
    }

    private static async Task Documents(House clinic, Guid she, Api ngo, Api coordinator)
    {
        var report = (
            await clinic.Post(she, "documents", Document("forensic-report", "application/pdf", "JVBERi0xLjQ="))
        )
            .MustBe(HttpStatusCode.Created)
            .Id;
        var hers = await clinic.Attempt(she);
        foreach (var outsider in new[] { ngo, coordinator })
        {
            (await outsider.Get($"/api/medical/inbox/{hers}/documents")).MustBe(HttpStatusCode.Forbidden);
            (await outsider.Post($"/api/medical/inbox/{hers}/documents/{report}/open")).MustBe(
                HttpStatusCode.Forbidden
            );
        }
        ((string)(await clinic.Post(she, $"documents/{report}/open")).MustBe(HttpStatusCode.OK)["content"]!).ShouldBe(
            "JVBERi0xLjQ="
        );

        var release = $"documents/{report}/release";
        (await clinic.Post(she, release, Consent(agreed: false))).MustBe(HttpStatusCode.BadRequest)["errors"]!
            ["agreed"]
            .ShouldNotBeNull();
        (await clinic.Post(she, release, new() { ["basis"] = "police", ["to"] = "the police" })).MustBe(
            HttpStatusCode.BadRequest
        )["errors"]!
            ["basis"]
            .ShouldNotBeNull();
        (await clinic.Post(she, release, Consent(agreed: true))).MustBe(HttpStatusCode.OK);
        var given = (await clinic.Post(she, release, Order())).MustBe(HttpStatusCode.OK);

        var custody = (await clinic.At(she, $"documents/{report}/custody")).MustBe(HttpStatusCode.OK);
        ((bool)custody["intact"]!).ShouldBeTrue();
        var links = custody["links"]!.AsArray();
        links
            .Select(link => ((string)link!["action"]!, (string?)link["basis"]))
            .ShouldBe([("made", null), ("opened", null), ("released", "consent"), ("released", "court-order")]);
        ((string)links[^1]!["hash"]!).ShouldBe(
            (string)given["linkHash"]!,
            "as it stands on the paper that went to court"
        );

        var test = (await clinic.Post(she, "documents", Document("test-result", "text/plain", "bmVnYXRpdmU=")))
            .MustBe(HttpStatusCode.Created)
            .Id;
        foreach (var basis in new[] { Consent(agreed: true), Order() })
            (
                (string?)
                    (await clinic.Post(she, $"documents/{test}/release", basis)).MustBe(HttpStatusCode.Conflict)[
                        "reason"
                    ]
            ).ShouldBe("never-released");
    }

    private static JsonObject Document(string code, string mediaType, string content) =>
        new()
        {
            ["code"] = code,
            ["mediaType"] = mediaType,
            ["content"] = content,
        };

    private static JsonObject Consent(bool agreed) =>
        new()
        {
            ["basis"] = "consent",
            ["to"] = "the prosecutor",
            ["agreed"] = agreed,
            ["how"] = "spoken",
            ["takenBy"] = "Nurse Example",
        };

    private static JsonObject Order() =>
        new()
        {
            ["basis"] = "court-order",
            ["to"] = "the judge",
            ["court"] = "Court of an Example",
            ["number"] = "113/2030",
        };
}
