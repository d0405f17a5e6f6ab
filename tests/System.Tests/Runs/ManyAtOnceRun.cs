using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.Contracts;
using ReferralNetwork.System.Tests.Races;
using static ReferralNetwork.System.Tests.Runs.Referring;

namespace ReferralNetwork.System.Tests.Runs;

/// <summary>Sixty are found in one night, more than any partner's share, and no coordinator is awake.</summary>
internal static class ManyAtOnceRun
{
    public static async Task Sixty_people_at_two_in_the_morning_are_placed_by_an_incident(Func<string, HttpClient> @as)
    {
        await using var one = await Partner.Admit(@as);
        await using var other = await Partner.Admit(@as);
        var (first, second) = ((await one.With(Roles.Caseworker)).Api, (await other.With(Roles.Caseworker)).Api);
        var here = await House.Open(@as.Api("shelter-1"), "shelters", first);
        var there = await House.Open(@as.Api("shelter-2"), "shelters", second);
        var (thirty, more, ordinary) = (await here.Pool(30), await there.Pool(30), await here.Pool(1));
        foreach (var pool in new[] { thirty, more, ordinary })
            await first.Finds(pool);

        var people = new JsonObject { ["people"] = 60, ["district"] = "01" };
        var declared = (await first.Post("/api/incidents", people)).MustBe(HttpStatusCode.Created);
        var (incident, at) = (declared.Id, (DateTimeOffset)declared["at"]!);
        declared.State.ShouldBe("declared");
        (await Expects(first, 30, thirty, incident)).MustFault("incidentId", "one alone declares nothing");
        var open = (await second.Post($"/api/incidents/{incident}/second")).MustBe(HttpStatusCode.OK);
        open.State.ShouldBe("open");
        ((DateTimeOffset)open["until"]!).ShouldBeGreaterThanOrEqualTo(at.AddHours(72));

        // No step waits for a clock or a person, and the limit of what waits for a message is less than five minutes.
        var group = (await Expects(first, 30, thirty, incident)).MustBe(HttpStatusCode.Created).Id;
        (await Expects(second, 28, more, incident)).MustBe(HttpStatusCode.Created);
        var mother = await second.Holds(Of(incident, more, places: 2));
        await Eventually.Becomes(async () => (await here.Available(thirty), await there.Available(more)), (0, 0));

        var full = await second.Post("/api/referrals", Of(incident, ordinary));
        full.MustBe(HttpStatusCode.TooManyRequests);
        ((string?)full["of"], (int)full["keeps"]!, (int)full["most"]!).ShouldBe(("incident", 60, 60));
        await first.Holds(Given.Referral("shelter", [ordinary]));

        await Accepts(here, thirty);
        var reached = $"/api/referrals/groups/{group}";
        await Eventually.Get(
            () => first.Get(reached),
            now => now.State == GroupReservationStatus.Kept,
            "they may come"
        );
        var named = Of(incident, thirty);
        named["groupId"] = group;
        var girl = await first.Holds(named);
        await here.Does(girl, "accept");
        await there.Does(mother, "accept");
        await first.Sees(girl, "accepted", "accepted");
        await second.Sees(mother, "accepted", "accepted");
        await Eventually.Becomes(async () => (int)(await Listed(first, incident))["kept"]!["shelter"]!, 60);

        await IsLookedAt(incident, first, @as.Api("coordinator"));
        (await here.Item(girl)).State.ShouldBe("accepted");
    }

    /// <summary>Nobody has looked at it until now, and nothing has waited for that.</summary>
    private static async Task IsLookedAt(Guid incident, Api caseworker, Api coordinator)
    {
        (await Listed(caseworker, incident))["reviewedAt"].ShouldBeNull();
        var alerts = await coordinator.List("/api/alerts?limit=200");
        alerts
            .Where(alert => (Guid?)alert["incidentId"] == incident)
            .Select(alert => (string)alert["code"]!)
            .ShouldBe(["incident-declared"], "and again only after a day without a look");
        var review = await coordinator.Post($"/api/incidents/{incident}/review", new JsonObject { ["upheld"] = true });
        review.MustBe(HttpStatusCode.OK).State.ShouldBe("open");
        review["reviewedAt"].ShouldNotBeNull();
    }

    private static async Task<JsonNode> Listed(Api reader, Guid incident) =>
        (await reader.List("/api/incidents")).Single(one => (Guid)one["id"]! == incident);

    private static Task<Answer> Expects(Api caseworker, int people, Guid pool, Guid incident)
    {
        var member = new JsonObject
        {
            ["sex"] = "female",
            ["ageBand"] = "18-24",
            ["count"] = people,
        };
        return caseworker.Post(
            "/api/referrals/groups",
            new JsonObject
            {
                ["members"] = new JsonArray(member),
                ["urgency"] = "emergency",
                ["pools"] = new JsonArray(pool),
                ["arrivesAt"] = InHours(3),
                ["incidentId"] = incident,
            }
        );
    }

    private static async Task Accepts(House house, Guid pool)
    {
        var expected = await house.Desk.List("/api/shelters/groups/expected");
        var reservation = (Guid)expected.Single(group => (Guid)group["poolId"]! == pool)["reservationId"]!;
        (await house.Desk.Post($"/api/shelters/groups/expected/{reservation}/accept")).MustBe(HttpStatusCode.NoContent);
    }

    private static JsonObject Of(Guid incident, Guid pool, int places = 1)
    {
        var referral = Given.Referral("shelter", [pool]);
        (referral["incidentId"], referral["places"]) = (incident, places);
        referral["survivor"]!["withChildren"] = places - 1;
        return referral;
    }
}
