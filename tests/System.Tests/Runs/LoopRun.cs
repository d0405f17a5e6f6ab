using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.System.Tests.Races;
using static ReferralNetwork.System.Tests.Runs.Referring;

namespace ReferralNetwork.System.Tests.Runs;

/// <summary>From the plan to the confirmed outcome: refused and gone on, waited and promoted, not come and tried again;
/// and those who help her speak with each other.</summary>
internal static class LoopRun
{
    public static async Task Go(Func<string, HttpClient> @as)
    {
        var (ngo, stranger) = (@as.Api("ngo-1"), @as.Api("ngo-2"));
        var (one, two) = (
            await House.Open(@as.Api("shelter-1"), "shelters", ngo),
            await House.Open(@as.Api("shelter-2"), "shelters", ngo)
        );
        var (first, only) = (await one.Pool(1), await two.Pool(1));

        // A refusal goes on to the next of the plan, and only who says yes learns who she is.
        var she = await ngo.Holds(Given.Referral("shelter", [first, only]));
        await one.Does(she, "reject", new() { ["reason"] = "staff", ["text"] = "No night staff." });
        var moved = await Eventually.Get(
            () => ngo.Referral(she),
            now =>
                now["attempts"]!
                    .AsArray()
                    .Select(attempt => ((string)attempt!["status"]!, (string?)attempt["reason"]))
                    .SequenceEqual([("rejected", "staff"), ("received", null)]),
            "the referrer knows of the refusal, and of the second house, whichever of both it heard first"
        );
        (await one.Available(first), await two.Available(only)).ShouldBe((1, 0));
        await ListSays(she, "received", only, "withdraw");
        await two.Does(she, "accept");
        await ngo.Sees(she, "accepted", "accepted");
        (await two.Details(she)).MustBe(HttpStatusCode.OK);
        (await one.Details(she)).MustBe(HttpStatusCode.NotFound);

        var conference = await Confers();

        // Another waits for the bed. The first withdraws after she was accepted: the house is told, and the bed is the
        // waiting one's.
        var waits = await ngo.Sends(Given.Referral("shelter", [only], waitlist: true));
        await ngo.Sees(waits, "on-hold", "waitlisted");
        await ListSays(waits, "on-hold", only, "withdraw");
        (await ngo.Post($"/api/referrals/{she}/actions/withdraw", Given.Reason("survivor-declined"))).MustBe(
            HttpStatusCode.OK
        );
        await two.Sees(she, "cancelled", "withdrawn");
        (await two.Item(she))["availableActions"]!.AsArray().ShouldBeEmpty();
        (await two.Details(she)).MustBe(HttpStatusCode.NotFound);
        (await two.Desk.Get($"/api/conferences/{conference}")).MustBe(HttpStatusCode.NotFound);
        await two.Sees(waits, "received", "held");
        await two.Does(waits, "accept");
        (await two.Available(only)).ShouldBe(0);

        // She does not come; found again, she is asked for anew, comes, and is helped.
        await two.Does(waits, "no-show");
        await ngo.Sees(waits, "failed", "no-show");
        await ngo.Alerts("no-show", waits);
        (await two.Available(only)).ShouldBe(1);
        await ListSays(waits, "failed", only, "reopen");
        (
            await ngo.Post(
                $"/api/referrals/{waits}/actions/reopen",
                new JsonObject { ["note"] = "Found again.", ["plan"] = new JsonArray(only) }
            )
        ).MustBe(HttpStatusCode.OK);
        await two.Sees(waits, "received", "held");
        await two.Does(waits, "accept");
        await two.Does(waits, "arrive");
        await two.Does(waits, "complete", new() { ["outcome"] = "helped", ["exit"] = "planned" });
        await ngo.Sees(waits, "completed", "helped");
        await ListSays(waits, "completed", only, "confirm-outcome");

        // Receipt is not closure: the referrer says how it ended.
        (await ngo.Post($"/api/referrals/{waits}/actions/confirm-outcome"))
            .MustBe(HttpStatusCode.OK)["closedAt"]
            .ShouldNotBeNull();
        (
            await ngo.Post(
                $"/api/referrals/{waits}/actions/reopen",
                new JsonObject { ["note"] = "Again.", ["plan"] = new JsonArray(only) }
            )
        ).MustBe(HttpStatusCode.Conflict);
        (await ngo.List("/api/referrals?open=true&limit=200")).ShouldNotContain(line => (Guid)line["id"]! == waits);
        (await ngo.Referral(waits))["followUps"]!.AsArray().Select(ask => (int)ask!["month"]!).ShouldBe([1, 3, 6, 12]);
        (await ngo.List("/api/follow-ups?limit=200")).ShouldContain(ask =>
            (Guid)ask["referralId"]! == waits && (int)ask["month"]! == 1
        );
        (
            (string?)
                (await ngo.Post($"/api/referrals/{waits}/follow-ups/1", new JsonObject { ["result"] = "safe" })).MustBe(
                    HttpStatusCode.Conflict
                )["state"]
        ).ShouldBe("pending");

        // What the referrer's list says: whose answer it waits for, by when and since when, and what is the referrer's
        // to do.
        async Task ListSays(Guid id, string status, Guid pool, string mine)
        {
            var line = (await ngo.List("/api/referrals?open=true&limit=200")).Single(row => (Guid)row["id"]! == id);
            ((string)line["status"]!, (Guid)line["attempt"]!["poolId"]!).ShouldBe((status, pool));
            ((string?)line["attempt"]!["organisationName"]).ShouldNotBeNullOrEmpty();
            ((DateTimeOffset)line["updatedAt"]!).ShouldBeGreaterThan((DateTimeOffset)line["createdAt"]!);
            (line["attempt"]!["answerDueAt"] is not null).ShouldBe(
                status == "received",
                "only who was asked and has not answered has an hour to answer by"
            );
            line["availableActions"]!.AsArray().Select(action => (string)action!).ShouldContain(mine);
        }

        async Task<Guid> Confers()
        {
            var house = (Guid)moved["attempts"]![1]!["organisationId"]!;
            var called = (
                await ngo.Post(
                    $"/api/referrals/{she}/conferences",
                    new JsonObject
                    {
                        ["at"] = InHours(24),
                        ["organisations"] = new JsonArray(house),
                        ["note"] = "The hearing.",
                    }
                )
            ).MustBe(HttpStatusCode.Created).Id;
            foreach (var unnamed in new[] { stranger, one.Desk })
                (await unnamed.Get($"/api/conferences/{called}")).MustBe(HttpStatusCode.NotFound);
            (await two.Desk.List("/api/conferences?limit=200"))
                .Single(row => (Guid)row["id"]! == called)["note"]
                .ShouldBeNull();
            ((string?)(await two.Desk.Get($"/api/conferences/{called}")).MustBe(HttpStatusCode.OK)["note"]).ShouldBe(
                "The hearing."
            );
            (await ngo.List($"/api/referrals/{she}/access-log"))
                .Count(entry => (string?)entry["what"] == "conference")
                .ShouldBe(1, "who read it stands in the log");
            return called;
        }
    }
}
