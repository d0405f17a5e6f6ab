using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.System.Tests.Races;
using static ReferralNetwork.System.Tests.Runs.Referring;

namespace ReferralNetwork.System.Tests.Runs;

/// <summary>Her passport says one age and her face another: she may be a child, and is treated as one.</summary>
internal static class DoubtfulAgeRun
{
    public static Task Who_looks_fifteen_is_a_child_everywhere_whatever_her_passport_says(
        Func<string, HttpClient> @as
    ) => IsAChild(@as, 15);

    public static Task Who_is_nineteen_by_a_passport_that_is_doubted_is_a_child_everywhere(
        Func<string, HttpClient> @as
    ) => IsAChild(@as, 19);

    private static async Task IsAChild(Func<string, HttpClient> @as, int age)
    {
        var ngo = @as.Api("ngo-1");
        var house = await House.Open(@as.Api("shelter-1"), "shelters", ngo);
        var bar = await House.Open(@as.Api("legal-aid-1"), "legal-aid", ngo);
        var ofWomen = await house.Pool(2, whom: new() { ["minAge"] = 18 });
        var shared = await house.Pool(2, whom: new() { ["maxAge"] = 17, ["placeAs"] = Codes("women") });
        var ownRoom = await house.Pool(2, whom: new() { ["maxAge"] = 17, ["placeAs"] = Codes("private") });
        var desk = await bar.Pool(2, new() { ["matters"] = Codes("criminal-complaint") });
        foreach (var pool in new[] { ofWomen, shared, ownRoom, desk })
            await ngo.Finds(pool);

        var offered = await Offered(ngo, age);
        (offered.Contains(ofWomen), offered.Contains(shared), offered.Contains(ownRoom)).ShouldBe((false, false, true));
        foreach (var (pool, rule) in new[] { (ofWomen, "wrong-age"), (shared, "wrong-sex") })
        {
            var refused = await ngo.Post("/api/referrals", Her("shelter", pool, age));
            ((string?)refused.MustBe(HttpStatusCode.UnprocessableEntity)["rule"]).ShouldBe(rule);
        }
        foreach (var member in new[] { "assent", "guardian", "bestInterest" })
        {
            var asked = Her("shelter", ownRoom, age);
            asked["consent"]!.AsObject().Remove(member);
            (await ngo.Post("/api/referrals", asked)).MustFault($"consent.{member}", "it is asked of a child");
        }

        var she = await ngo.Holds(Her("shelter", ownRoom, age));
        var shown = (await house.Item(she))["survivor"]!;
        ((string?)shown["ageBand"], (bool)shown["ageEstimated"]!, (bool)shown["fits"]!).ShouldBe(("15-17", true, true));
        var matter = await ngo.Holds(Her("legal-aid", desk, age));
        var mayComplain = (await bar.At(matter, "complaint")).MustBe(HttpStatusCode.OK)["mayComplain"]!.AsArray();
        mayComplain
            .Select(one => (string)one!)
            .ShouldBe(["guardian", "special-guardian", "lawyer-with-mandate", "association"]);
        var withdraw = $"/api/referrals/{she}/consent/withdraw";
        var withdrawn = await ngo.Post(withdraw, new JsonObject { ["by"] = "guardian" });
        ((string?)withdrawn.MustBe(HttpStatusCode.OK)["consent"]!["status"]).ShouldBe("contested");
    }

    private static async Task<IReadOnlyList<Guid>> Offered(Api ngo, int age)
    {
        var found = await ngo.Post(
            "/api/availability/search",
            new JsonObject
            {
                ["kinds"] = Codes("shelter"),
                ["sex"] = "female",
                ["age"] = age,
                ["ageEstimated"] = true,
                ["placeAs"] = "private",
                ["province"] = "01",
                ["limit"] = 200,
            }
        );
        return [.. found.MustBe(HttpStatusCode.OK)["items"]!.AsArray().Select(one => (Guid)one!["poolId"]!)];
    }

    private static JsonObject Her(string kind, Guid pool, int age)
    {
        var body = Child.Referral(kind, pool, age, guardian: "none");
        (body["survivor"]!["ageEstimated"], body["survivor"]!["placeAs"]) = (true, "private");
        return body;
    }
}
