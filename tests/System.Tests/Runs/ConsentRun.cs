using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.System.Tests.Races;
using static ReferralNetwork.System.Tests.Runs.Referring;

namespace ReferralNetwork.System.Tests.Runs;

/// <summary>A consent for which others press, and a child's that a guardian takes back for money.</summary>
internal static class ConsentRun
{
    public static async Task An_escort_presses_for_the_consent_and_her_name_is_refused_until_she_was_asked_alone(
        Func<string, HttpClient> @as
    )
    {
        var ngo = @as.Api("ngo-1");
        var house = await House.Open(@as.Api("shelter-1"), "shelters", ngo);
        var pool = await house.Pool(1);
        await ngo.Finds(pool);
        var pressed = Given.Referral("shelter", [pool]);
        pressed["consent"]!["alone"] = false;
        (await ngo.Post("/api/referrals", pressed)).MustFault("consent.fields");
        pressed["consent"]!["fields"] = new JsonArray();
        (await ngo.Post("/api/referrals", pressed)).MustFault("details.name");
        pressed.Remove("details");
        var she = await ngo.Holds(pressed);
        await house.Does(she, "accept");
        await ngo.Sees(she, "accepted", "accepted");

        (await IsNamed()).MustFault("name");
        (await AskedAgain(alone: false)).MustFault("consent.fields", "the escort sits there again");
        (await IsNamed()).MustFault("name");
        (await house.Details(she)).MustBe(HttpStatusCode.NotFound);

        (await AskedAgain(alone: true)).MustBe(HttpStatusCode.OK);
        (await IsNamed()).MustBe(HttpStatusCode.NoContent);
        var known = (await house.Details(she)).MustBe(HttpStatusCode.OK);
        ((string?)known["name"], known["narrative"]).ShouldBe(("Test Example", null));
        await house.Does(she, "arrive");

        Task<Answer> IsNamed() =>
            ngo.Put($"/api/referrals/{she}/details", new JsonObject { ["name"] = "Test Example" });

        Task<Answer> AskedAgain(bool alone)
        {
            var consent = Given.Referral("shelter", [pool])["consent"]!.DeepClone();
            (consent["alone"], consent["fields"]) = (alone, Codes("name"));
            return ngo.Post($"/api/referrals/{she}/consent", new JsonObject { ["consent"] = consent });
        }
    }

    public static async Task A_guardian_who_withdraws_for_a_bribe_takes_no_place_from_the_child(
        Func<string, HttpClient> @as
    )
    {
        var (ngo, coordinator) = (@as.Api("ngo-1"), @as.Api("coordinator"));
        var house = await House.Open(@as.Api("shelter-1"), "shelters", ngo);
        var pool = await house.Pool(1);
        var child = Child.Referral("shelter", pool, 14, guardian: "consents");
        var she = await ngo.Holds(child);
        await house.Does(she, "accept");
        await house.Does(she, "schedule", new() { ["at"] = InHours(2), ["meetingPoint"] = "the gate" });
        await ngo.Sees(she, "ready", "scheduled");
        (await house.Details(she)).MustBe(HttpStatusCode.OK);

        var contested = (await Withdraws()).MustBe(HttpStatusCode.OK);
        (contested.State, (string?)contested["consent"]!["status"]).ShouldBe(("ready", "contested"));
        await coordinator.Alerts("consent-contested", she);
        await Eventually.Get(Address, told => (string?)told["reason"] == "consent-contested", "nobody is told the way");
        (await house.Details(she)).MustBe(HttpStatusCode.NotFound);
        (await Withdraws()).MustBe(HttpStatusCode.Conflict);
        ((await house.Item(she)).State, await house.Available(pool)).ShouldBe(("ready", 0), "the place stands");

        // Her best interest is looked at: she stays, whatever the guardian was paid for.
        var again = Child.Referral("shelter", pool, 14, guardian: "suspected")["consent"]!;
        var judged = again["bestInterest"]!.DeepClone();
        again["bestInterest"] = null;
        (await Renews(again)).MustFault("consent.bestInterest");
        again["bestInterest"] = judged;
        ((string?)(await Renews(again)).MustBe(HttpStatusCode.OK)["consent"]!["status"]).ShouldBe("active");
        (await house.Details(she)).MustBe(HttpStatusCode.OK);
        await Eventually.Get(Address, told => told.Code == 200, "she is brought there");
        await house.Does(she, "arrive");

        Task<Answer> Withdraws() =>
            ngo.Post($"/api/referrals/{she}/consent/withdraw", new JsonObject { ["by"] = "guardian" });

        Task<Answer> Renews(JsonNode consent) =>
            ngo.Post($"/api/referrals/{she}/consent", new JsonObject { ["consent"] = consent.DeepClone() });

        Task<Answer> Address() =>
            ngo.Post($"/api/shelters/attempts/{she}/address", new JsonObject { ["escort"] = "Officer Example" });
    }
}
