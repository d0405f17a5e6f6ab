using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.System.Tests.Races;
using static ReferralNetwork.System.Tests.Runs.Referring;

namespace ReferralNetwork.System.Tests.Runs;

/// <summary>A shelter's day: a family comes together, with an escort who alone is told where, and moves on; a house
/// closes for a while; somebody is missing.</summary>
internal static class ShelterRun
{
    public static async Task Go(Func<string, HttpClient> @as)
    {
        var (ngo, other, coordinator) = (@as.Api("ngo-1"), @as.Api("ngo-2"), @as.Api("coordinator"));
        var house = await House.Open(@as.Api("shelter-1"), "shelters", ngo, other);
        var next = await House.Open(@as.Api("shelter-2"), "shelters", ngo, other);
        var transit = new JsonObject { ["stay"] = "transit" };

        // Two beds are not enough for three: none of them is taken, and the family goes on together.
        var (small, large) = (
            await house.Pool(3, transit.DeepClone().AsObject(), occupied: 1),
            await house.Pool(3, transit)
        );
        var family = Given.Referral("shelter", [small, large]);
        family["survivor"]!["withChildren"] = 2;
        family["places"] = 3;
        var mother = await ngo.Holds(family);
        (await house.Item(mother))["poolId"]!.GetValue<Guid>().ShouldBe(large);
        (await house.Available(small), await house.Available(large)).ShouldBe((2, 0));
        await Eventually.IsSo(
            async () => (string?)(await ngo.Referral(mother))["attempts"]![0]!["businessStatus"] == "no-capacity",
            "the referrer knows which house had no room"
        );

        await Comes(house, mother, ngo, other);

        // From the first night on it is planned where she goes next; that is a referral to another house, of the same
        // case.
        (await house.Put(mother, "stay", new() { ["expectedEndAt"] = InHours(20) })).MustBe(HttpStatusCode.OK);
        (await house.Put(mother, "onward", new() { ["onward"] = "group-home" })).MustBe(HttpStatusCode.OK);
        var hers = await house.Attempt(mother);
        (await house.Desk.Get("/api/shelters/tonight"))["exits"]!
            .AsArray()
            .Single(exit => (Guid)exit!["attemptId"]! == hers)!["extension"]!["onward"]!
            .GetValue<string>()
            .ShouldBe("group-home");
        (await ngo.Get($"/api/shelters/attempts/{mother}"))["items"]![1]!["extension"]!["onward"]!
            .GetValue<string>()
            .ShouldBe("group-home");
        var onward = Given.Referral("shelter", [await next.Pool(3, new() { ["stay"] = "group-home" })]);
        onward["places"] = 3;
        onward["case"] = new JsonObject { ["with"] = mother, ["after"] = true };
        var home = await ngo.Holds(onward);
        await next.Does(home, "accept");
        await ngo.Sees(home, "accepted", "accepted");
        await house.Does(mother, "complete", new() { ["outcome"] = "helped", ["exit"] = "other-provider" });
        await ngo.Alerts("case-next", home);
        await next.Does(home, "arrive");
        (await house.Available(large)).ShouldBe(3, "they have left together");

        await Closes(house, small, ngo);

        var missing = await ngo.Holds(Given.Referral("shelter", [small]));
        await house.Does(missing, "accept");
        await house.Does(missing, "arrive");
        await house.Does(missing, "end-early", new() { ["exit"] = "left-missing" });
        await ngo.Alerts("missing", missing);
        await coordinator.Alerts("missing", missing);
    }

    private static async Task Comes(House house, Guid mother, Api ngo, Api other)
    {
        var address = $"/api/shelters/attempts/{mother}/address";
        (await ngo.Post(address, Escort("Officer Example"))).MustBe(HttpStatusCode.Conflict);
        await house.Does(mother, "accept");
        await house.Does(
            mother,
            "schedule",
            new()
            {
                ["at"] = InHours(2),
                ["meetingPoint"] = "the gate",
                ["escort"] = "Officer Example",
            }
        );
        var hers = await house.Attempt(mother);
        var arrival = (await house.Desk.Get("/api/shelters/tonight"))["arrivals"]!
            .AsArray()
            .Single(one => (Guid)one!["attemptId"]! == hers)!;
        ((string?)arrival["escort"], (string?)arrival["meetingPoint"], (bool)arrival["agreed"]!).ShouldBe(
            ("Officer Example", "the gate", true)
        );

        (await ngo.Post(address, Escort("Somebody Else"))).MustBe(HttpStatusCode.UnprocessableEntity);
        (await other.Post(address, Escort("Officer Example"))).MustBe(HttpStatusCode.NotFound);
        ((string)(await ngo.Post(address, Escort("Officer Example"))).MustBe(HttpStatusCode.OK)["address"]!).ShouldBe(
            (string)Given.Site("")["address"]!
        );
        var releases = (await ngo.Get($"/api/shelters/attempts/{mother}"))["items"]![1]!["addressReleases"]!.AsArray();
        releases
            .Select(release => (string)release!["escort"]!)
            .ShouldBe(["Officer Example"], "who got it stands there, and nobody else");

        await house.Does(mother, "arrive");
        (await ngo.Post(address, Escort("Officer Example"))).MustBe(HttpStatusCode.Conflict);
        (await house.Item(mother))["extension"]?["healthCheckOfferedAt"].ShouldBeNull();
        (await house.Post(mother, "health-check")).MustBe(HttpStatusCode.OK);
        (await house.Item(mother))["extension"]!["healthCheckOfferedAt"].ShouldNotBeNull();
    }

    private static async Task Closes(House house, Guid pool, Api ngo)
    {
        var closed = (
            await house.Desk.Put(
                $"/api/shelters/pools/{pool}/closure",
                new JsonObject { ["reason"] = "repairs", ["until"] = InHours(48) }
            )
        ).MustBe(HttpStatusCode.OK);
        ((string?)closed["capacity"]!["closedReason"], closed["capacity"]!["closedUntil"] is not null).ShouldBe(
            ("repairs", true)
        );
        var meanwhile = await ngo.Sends(Given.Referral("shelter", [pool]));
        await ngo.Sees(meanwhile, "failed", "no-provider");
        await ngo.Alerts("no-provider", meanwhile);
        (await house.Desk.Send(HttpMethod.Delete, $"/api/shelters/pools/{pool}/closure", null)).MustBe(
            HttpStatusCode.OK
        );

        // The count of every night: the same as before, looked at now.
        await ngo.Finds(pool);
        var before = (DateTimeOffset)(await ngo.Get($"/api/availability/{pool}"))["capacity"]!["confirmedAt"]!;
        (await house.Desk.Post($"/api/shelters/pools/{pool}/confirm")).MustBe(HttpStatusCode.OK);
        await Eventually.IsSo(
            async () =>
                (await ngo.Get($"/api/availability/{pool}"))["capacity"] is { } shown
                && (int)shown["available"]! == 2
                && (DateTimeOffset)shown["confirmedAt"]! > before,
            "search shows two beds, and when they were counted"
        );
    }

    private static JsonObject Escort(string name) => new() { ["escort"] = name };
}
