using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.System.Tests.Races;
using static ReferralNetwork.System.Tests.Runs.Referring;

namespace ReferralNetwork.System.Tests.Runs;

/// <summary>The Bar's desk: nobody stands on both sides, a matter gets the lawyer who fits and another after her, and
/// loses nothing by it.</summary>
internal static class LegalAidRun
{
    public static async Task Go(Func<string, HttpClient> @as)
    {
        var ngo = @as.Api("ngo-1");
        var bar = await House.Open(@as.Api("legal-aid-1"), "legal-aid", ngo);
        var pool = await bar.Pool(5, new() { ["matters"] = Codes("divorce-custody", "criminal-complaint") });
        var (wife, husband) = ($"Wife {Guid.NewGuid():N}", $"Husband {Guid.NewGuid():N}");

        var hers = await ngo.Holds(Matter(pool));
        (await Check(hers, wife, husband)).ShouldBe("""{"conflict":false}""");
        await bar.Does(hers, "accept");

        // He comes too; the desk learns yes or no, and no more.
        var his = await ngo.Holds(Matter(pool));
        (await Check(his, husband, wife)).ShouldBe("""{"conflict":true}""");
        await bar.Does(his, "reject", Given.Reason("conflict-of-interest"));
        var refused = await ngo.Sees(his, "failed", "no-provider");
        ((string?)refused["attempts"]![0]!["reason"]).ShouldBe("conflict-of-interest");

        var matter = await bar.Attempt(hers);
        (await Open(unassigned: true)).ShouldContain(line => (Guid)line["attemptId"]! == matter);
        var (near, far) = (
            await Lawyer("01", "km", "divorce-custody", most: 1),
            await Lawyer("12", "en", "labour-wages", most: 5)
        );
        var ranked = (await bar.Desk.List($"/api/legal-aid/inbox/{matter}/lawyers")).ToList();
        var (first, last) = (
            ranked.FindIndex(one => (Guid)one["memberId"]! == near),
            ranked.FindIndex(one => (Guid)one["memberId"]! == far)
        );
        first.ShouldBeInRange(
            0,
            last - 1,
            "who speaks her language, nearby, and does such matters, comes before who does none of it"
        );
        ranked[first]["fits"]!
            .AsArray()
            .Select(ground => (string)ground!)
            .ShouldBe(["province", "language", "matter", "load"]);

        (await bar.Post(hers, "assign", new() { ["memberId"] = near })).MustBe(HttpStatusCode.OK);
        (await Open(unassigned: true)).ShouldNotContain(line => (Guid)line["attemptId"]! == matter);
        var second = await ngo.Holds(Matter(pool));
        await bar.Does(second, "accept");
        (
            (string?)
                (await bar.Post(second, "assign", new() { ["memberId"] = near })).MustBe(HttpStatusCode.Conflict)[
                    "reason"
                ]
        ).ShouldBe("full", "never more than agreed");

        var hearing = (
            await bar.Post(
                hers,
                "agenda",
                new()
                {
                    ["code"] = "hearing",
                    ["at"] = InHours(48),
                    ["interpreter"] = true,
                    ["note"] = "room 2",
                }
            )
        ).MustBe(HttpStatusCode.Created).Id;
        await Complains(hers);

        // Handed over, agenda and complaint are where they were; a page sent twice hands nothing over twice.
        var handOver = new JsonObject
        {
            ["memberId"] = far,
            ["from"] = near,
            ["note"] = "The judge wants the originals.",
        };
        var chain = (await bar.Post(hers, "assign", handOver)).MustBe(HttpStatusCode.OK)["items"]!.AsArray();
        chain.Select(one => ((Guid)one!["memberId"]!, one["until"] is null)).ShouldBe([(near, false), (far, true)]);
        ((string?)chain[1]!["note"]).ShouldBe("The judge wants the originals.");
        ((string?)(await bar.Post(hers, "assign", handOver)).MustBe(HttpStatusCode.Conflict)["reason"]).ShouldBe(
            "assigned"
        );
        (await Open(unassigned: false)).Single(line => (Guid)line["attemptId"]! == matter)["next"]!["code"]!
            .GetValue<string>()
            .ShouldBe("hearing");
        var week = (await bar.Desk.List("/api/legal-aid/agenda")).Single(line => (Guid)line["id"]! == hearing);
        ((Guid)week["extension"]!["assignedTo"]!, (bool)week["interpreter"]!).ShouldBe((far, true));
        (await bar.Desk.List($"/api/legal-aid/inbox/{matter}/agenda")).Single()["note"]!
            .GetValue<string>()
            .ShouldBe("room 2");
        ((string?)(await bar.At(hers, "complaint"))["registered"]!["reference"]).ShouldBe("17/2026");
        (
            (string?)
                (await bar.Post(second, "assign", new() { ["memberId"] = near })).MustBe(HttpStatusCode.Conflict)[
                    "reason"
                ]
        ).ShouldBe("unchecked");
        await Check(second, "Client Of The Second", "Nobody Known");
        (await bar.Post(second, "assign", new() { ["memberId"] = near })).MustBe(HttpStatusCode.OK);

        async Task<string> Check(Guid matter, string client, string opposing) =>
            (
                await bar.Post(
                    matter,
                    "conflict-check",
                    new() { ["client"] = Codes(client), ["opposing"] = Codes(opposing) }
                )
            )
                .MustBe(HttpStatusCode.OK)
                .Body.ToJsonString();

        Task<IReadOnlyList<JsonNode>> Open(bool unassigned) =>
            bar.Desk.List($"/api/legal-aid/matters?unassigned={(unassigned ? "true" : "false")}");

        async Task<Guid> Lawyer(string province, string language, string matter, int most) => (
                await bar.Desk.Post(
                    "/api/legal-aid/panel",
                    new JsonObject
                    {
                        ["name"] = $"Advocate {province}",
                        ["provinces"] = Codes(province),
                        ["languages"] = Codes(language),
                        ["does"] = Codes(matter),
                        ["most"] = most,
                    }
                )
            ).MustBe(HttpStatusCode.Created).Id;

        async Task Complains(Guid matter)
        {
            (await bar.Put(matter, "complaint", Complaint(agreed: false))).MustBe(HttpStatusCode.BadRequest)["errors"]!
                ["agreed"]
                .ShouldNotBeNull();
            (await bar.Put(matter, "complaint", Complaint(agreed: true))).MustBe(HttpStatusCode.OK);
            (
                (string?)
                    (await bar.Put(matter, "complaint", Complaint(agreed: true))).MustBe(HttpStatusCode.Conflict)[
                        "reason"
                    ]
            ).ShouldBe("registered");
        }
    }

    private static JsonObject Matter(Guid pool)
    {
        var body = Given.Referral("legal-aid", [pool]);
        body["survivor"]!["languages"] = Codes("km");
        return body;
    }

    private static JsonObject Complaint(bool agreed) =>
        new()
        {
            ["complainant"] = "survivor",
            ["authority"] = "prosecutor",
            ["registeredOn"] = "2026-01-31",
            ["reference"] = "17/2026",
            ["agreed"] = agreed,
        };
}
