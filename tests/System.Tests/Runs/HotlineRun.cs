using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.System.Tests.Races;
using static ReferralNetwork.System.Tests.Runs.Referring;

namespace ReferralNetwork.System.Tests.Runs;

/// <summary>A night at the hotline: who rings is counted, a number to call back is gone once she was called, a bed is
/// held while she is on the line, and the next shift has word.</summary>
internal static class HotlineRun
{
    public static async Task Go(Func<string, HttpClient> @as)
    {
        var (hotline, other) = (@as.Api("hotline"), @as.Api("ngo-2"));
        var house = await House.Open(@as.Api("shelter-1"), "shelters", hotline, other);
        var pool = await house.Pool(1, new() { ["stay"] = "emergency" });
        var before = await Counted();

        await SomebodyElseRings(hotline, pool);
        await TheLineGoesDead(hotline, other);

        // She is on the line and safe to talk: searched, agreed to without a name, and held.
        (
            await hotline.Post(
                "/api/calls",
                new JsonObject
                {
                    ["caller"] = "survivor",
                    ["kind"] = "shelter",
                    ["province"] = "01",
                }
            )
        ).MustBe(HttpStatusCode.Created);
        var found = await Eventually.Get(() => Found(hotline, pool), one => one is not null, "search shows the bed");
        (
            (bool)found!["protected"]!,
            found["position"],
            found.ToJsonString().Contains("Example Road", StringComparison.Ordinal)
        ).ShouldBe((true, null, false));
        var nameless = Given.Referral("shelter", [pool]);
        nameless.Remove("details");
        nameless["consent"]!["fields"] = new JsonArray();
        var she = await hotline.Holds(nameless);
        await Eventually.IsSo(async () => await Found(hotline, pool) is null, "nobody else is offered it");
        await house.Does(she, "accept");
        await hotline.Sees(she, "accepted", "accepted");
        (await hotline.Put($"/api/referrals/{she}/details", new JsonObject { ["name"] = "Test Example" })).MustBe(
            HttpStatusCode.BadRequest
        )["errors"]!
            ["name"]
            .ShouldNotBeNull("she agreed to no name");

        var after = await Counted();
        (
            after.Survivor - before.Survivor,
            after.ThirdParty - before.ThirdParty,
            after.Dropped - before.Dropped
        ).ShouldBe((1, 1, 1));

        // The next shift reads what is left to do, and nobody of another organisation.
        var word = (await hotline.Post("/api/shift-notes", new JsonObject { ["note"] = "One rings again at six." }))
            .MustBe(HttpStatusCode.Created)
            .Id;
        (await hotline.List("/api/shift-notes?limit=200")).Single(one => (Guid)one["id"]! == word)["note"]!
            .GetValue<string>()
            .ShouldBe("One rings again at six.");
        (await other.List("/api/shift-notes?limit=200")).ShouldNotContain(one => (Guid)one["id"]! == word);

        async Task<(int Survivor, int ThirdParty, int Dropped)> Counted()
        {
            // Of the week: a day may end while the run goes on.
            var week = (await hotline.Get("/api/calls/count")).MustBe(HttpStatusCode.OK)["last7Days"]!;
            return ((int)week["survivor"]!, (int)week["third-party"]!, (int)week["dropped"]!);
        }
    }

    /// <summary>A third party's call is counted. It leaves no number, and nobody else's word is her consent.</summary>
    private static async Task SomebodyElseRings(Api hotline, Guid pool)
    {
        (
            await hotline.Post(
                "/api/calls",
                new JsonObject { ["caller"] = "third-party", ["number"] = "+855 00 000 199" }
            )
        ).MustBe(HttpStatusCode.BadRequest)["errors"]!
            ["number"]
            .ShouldNotBeNull();
        (
            await hotline.Post(
                "/api/calls",
                new JsonObject
                {
                    ["caller"] = "third-party",
                    ["kind"] = "shelter",
                    ["province"] = "01",
                }
            )
        ).MustBe(HttpStatusCode.Created);
        await hotline.Finds(pool);
        foreach (
            var (member, value) in new (string, JsonNode?)[]
            {
                ("how", "third-party"),
                ("basis", "third-party"),
                ("fields", null),
            }
        )
        {
            var referral = Given.Referral("shelter", [pool]);
            referral["consent"]![member] = value;
            (await hotline.Post("/api/referrals", referral)).MustBe(HttpStatusCode.BadRequest)["errors"]!
                [$"consent.{member}"]
                .ShouldNotBeNull();
        }
    }

    /// <summary>It was not safe to go on: her number is kept to call back, and by no answer told any more once she
    /// was.</summary>
    private static async Task TheLineGoesDead(Api hotline, Api other)
    {
        var number = $"+855 00 {Random.Shared.Next(100_000, 999_999)}";
        var call = (await hotline.Post("/api/calls", new JsonObject { ["caller"] = "dropped", ["number"] = number }))
            .MustBe(HttpStatusCode.Created)
            .Id;
        (
            (string?)
                (await hotline.List("/api/calls?open=true&limit=200")).Single(one => (Guid)one["id"]! == call)["number"]
        ).ShouldBe(number.Replace(" ", "", StringComparison.Ordinal));
        (await other.List("/api/calls?limit=200")).ShouldNotContain(one => (Guid)one["id"]! == call);
        (await other.Post($"/api/calls/{call}/called-back")).MustBe(HttpStatusCode.NotFound);
        (await hotline.Post($"/api/calls/{call}/called-back")).MustBe(HttpStatusCode.NoContent);
        (await hotline.List("/api/calls?open=true&limit=200")).ShouldNotContain(one => (Guid)one["id"]! == call);
        var done = (await hotline.List("/api/calls?limit=200")).Single(one => (Guid)one["id"]! == call);
        (done["number"], done["calledBackAt"] is not null).ShouldBe((null, true), "it counts, without its number");
        (await hotline.Post($"/api/calls/{call}/called-back")).MustBe(HttpStatusCode.Conflict);
    }

    private static async Task<JsonNode?> Found(Api hotline, Guid pool)
    {
        var search = new JsonObject
        {
            ["kinds"] = Codes("shelter"),
            ["sex"] = "female",
            ["age"] = 30,
            ["province"] = "01",
            ["openOnly"] = true,
            ["limit"] = 200,
        };
        return (await hotline.Post("/api/availability/search", search)).MustBe(HttpStatusCode.OK)["items"]!
            .AsArray()
            .SingleOrDefault(one => (Guid)one!["poolId"]! == pool);
    }
}
