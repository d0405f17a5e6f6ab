using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.System.Tests.Races;
using static ReferralNetwork.System.Tests.Runs.Referring;

namespace ReferralNetwork.System.Tests.Runs;

/// <summary>A girl and her twin brother: together where both are taken, apart only as they choose.</summary>
internal static class TwinsRun
{
    public static async Task Go(Func<string, HttpClient> @as)
    {
        var caseworker = @as.Api("ngo-1");
        var house = await House.Open(@as.Api("shelter-1"), "shelters", caseworker);
        var (girls, both) = (await house.Pool(3, whom: new() { ["sexes"] = Codes("female") }), await house.Pool(3));
        await caseworker.Finds(both);
        await caseworker.Finds(girls);

        var found = await Found(caseworker, house);
        found.ShouldContain(both);
        found.ShouldNotContain(girls, "it would part them");
        (await caseworker.Post("/api/referrals", Referral(girls, "female", "male"))).MustBe(
            HttpStatusCode.UnprocessableEntity
        );
        var few = Referral(both, "female", "male");
        few["places"] = 1;
        (await caseworker.Post("/api/referrals", few)).MustBe(HttpStatusCode.BadRequest);

        var together = await caseworker.Holds(Referral(both, "female", "male"));
        (await house.Available(both)).ShouldBe(1, "a place for each");
        var seen = (await house.Item(together))["survivor"]!;
        ((string?)seen["siblings"]![0]!["ageBand"]).ShouldBe("12-14");
        seen["fits"]!.GetValue<bool>().ShouldBeTrue();

        // They want to be apart: a form for each, and their caseworker sees that they belong together.
        var she = await caseworker.Holds(Referral(girls, "female"));
        var his = Referral(both, "male");
        his["case"] = new JsonObject { ["with"] = she };
        var he = await caseworker.Holds(his);
        (await caseworker.Referral(she))["case"]!.AsArray().Select(one => (Guid)one!["id"]!).ShouldBe([he]);
    }

    private static async Task<IReadOnlyList<Guid>> Found(Api caseworker, House house)
    {
        var asked = new JsonObject
        {
            ["kinds"] = new JsonArray("shelter"),
            ["sex"] = "female",
            ["age"] = 13,
            ["siblings"] = Siblings("male"),
            ["from"] = "0102",
            ["limit"] = 200,
        };
        return
        [
            .. (await caseworker.Post("/api/availability/search", asked)).MustBe(HttpStatusCode.OK)["items"]!
                .AsArray()
                .Where(pool => (Guid)pool!["siteId"]! == house.Site)
                .Select(pool => (Guid)pool!["poolId"]!),
        ];
    }

    private static JsonObject Referral(Guid pool, string sex, params string[] siblings)
    {
        var body = Child.Referral("shelter", pool, 13, guardian: "consents");
        (body["survivor"]!["sex"], body["survivor"]!["siblings"]) = (sex, Siblings(siblings));
        return body;
    }

    private static JsonArray Siblings(params string[] sexes) =>
        [.. sexes.Select(sex => new JsonObject { ["sex"] = sex, ["age"] = 13 })];
}
