using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.Contracts;
using ReferralNetwork.System.Tests.Races;
using static ReferralNetwork.System.Tests.Runs.Referring;

namespace ReferralNetwork.System.Tests.Runs;

/// <summary>A coordinator admits a partner, inspects it, hears a complaint about it, and takes its house and then all
/// of it out of the network.</summary>
internal static class QualityRun
{
    public static async Task Go(Func<string, HttpClient> @as)
    {
        var (ngo, coordinator, auditor) = (@as.Api("ngo-1"), @as.Api("coordinator"), @as.Api("auditor"));
        await using var admitted = await Partner.Admit(@as, "shelter");
        var partner = admitted.Id;
        // One who coordinates belongs to it, so that what is kept from the partner is seen to be kept from all of it.
        var office = (await admitted.With(Roles.OrgAdmin, Roles.Coordinator)).Api;
        var desk = await admitted.With(Roles.Publisher, Roles.Intake);
        var house = await House.Open(desk.Api, "shelters", ngo);
        var pool = await house.Pool(2, new() { ["stay"] = "emergency" });

        await PutsDown(partner, house, office, coordinator, auditor);
        await Complains(partner, office, ngo, coordinator, auditor);
        await Suspends(house, pool, ngo, coordinator);

        // All of the partner: its tokens end, nobody finds it, and whoever has somebody there is told.
        var there = await ngo.Holds(Given.Referral("shelter", [pool]));
        (
            await coordinator.Post(
                $"/api/organisations/{partner}/suspend",
                new JsonObject { ["note"] = "visited by night" }
            )
        )
            .MustBe(HttpStatusCode.OK)["suspendedAt"]
            .ShouldNotBeNull();
        await ngo.Finds(pool, found: false);
        await Eventually.IsSo(
            async () => (await house.At(there)).Code == 403,
            "its token is refused before it has run out"
        );
        ((string?)(await Making.Token(@as("ngo-1").BaseAddress!, desk.Id, desk.Secret))["error"]).ShouldBe(
            "unauthorized_client"
        );
        await ngo.Alerts("suspended", there);
        (
            (string?)(await Records(auditor, partner)).MaxBy(record => (DateTimeOffset)record["createdAt"]!)!["kind"]
        ).ShouldBe("suspended");
        (await ngo.Post($"/api/referrals/{there}/actions/withdraw", Given.Reason("unsafe"))).MustBe(HttpStatusCode.OK);
    }

    private static async Task PutsDown(Guid partner, House house, Api itself, Api coordinator, Api auditor)
    {
        var inspection = new JsonObject
        {
            ["kind"] = "inspection",
            ["on"] = "2026-01-31",
            ["siteId"] = house.Site,
            ["unmet"] = Codes("fire-exits"),
            ["note"] = "the gate was locked",
            ["met"] = Codes(
                "free-to-leave",
                "private-rooms",
                "clean-water",
                "food",
                "address-kept",
                "details-kept",
                "staff-vetted",
                "child-safeguarding"
            ),
        };
        (await coordinator.Post(At(partner), inspection)).MustBe(HttpStatusCode.BadRequest)["errors"]!
            ["met"]
            .ShouldNotBeNull("a point of the checklist is left out");
        inspection["unmet"] = Codes("fire-exits", "complaints-known");
        (await coordinator.Post(At(partner), inspection)).MustBe(HttpStatusCode.Created);
        var agreement = new JsonObject { ["kind"] = "agreement", ["on"] = "2026-01-31" };
        (await coordinator.Post(At(partner), agreement)).MustBe(HttpStatusCode.BadRequest)["errors"]!
            ["until"]
            .ShouldNotBeNull();
        agreement["until"] = "2035-01-31";
        (await coordinator.Post(At(partner), agreement)).MustBe(HttpStatusCode.Created);
        foreach (var kind in new[] { "training", "conduct" })
            (
                await coordinator.Post(
                    At(partner),
                    new JsonObject
                    {
                        ["kind"] = kind,
                        ["on"] = "2026-01-31",
                        ["note"] = "Person Example",
                    }
                )
            ).MustBe(HttpStatusCode.Created);

        ((string?)(await coordinator.Get($"/api/organisations/{partner}"))["agreementUntil"]).ShouldBe("2035-01-31");
        var records = await Records(auditor, partner);
        records
            .Select(record => (string)record["kind"]!)
            .ShouldBe(["inspection", "agreement", "training", "conduct"], ignoreOrder: true);
        records.Single(record => (string?)record["kind"] == "inspection")["unmet"]!
            .AsArray()
            .Select(point => (string)point!)
            .ShouldBe(["fire-exits", "complaints-known"]);
        (await itself.Get(At(partner))).MustBe(HttpStatusCode.NotFound);
    }

    private static async Task Complains(Guid partner, Api itself, Api ngo, Api coordinator, Api auditor)
    {
        var complaint = (
            await ngo.Post(
                "/api/complaints",
                new JsonObject { ["about"] = partner, ["text"] = "They asked her for money." }
            )
        )
            .MustBe(HttpStatusCode.Accepted)
            .Id;
        foreach (var reader in new[] { coordinator, auditor })
            (await reader.List("/api/complaints?limit=200")).Single(one => (Guid)one["id"]! == complaint)["text"]!
                .GetValue<string>()
                .ShouldBe("They asked her for money.");
        (await itself.List("/api/complaints?limit=200")).ShouldNotContain(one => (Guid)one["id"]! == complaint);
        (await itself.Post($"/api/complaints/{complaint}/close", new JsonObject { ["note"] = "nothing" })).MustBe(
            HttpStatusCode.NotFound
        );
        (await ngo.Get("/api/complaints")).MustBe(HttpStatusCode.Forbidden);
        (
            await coordinator.Post(
                $"/api/complaints/{complaint}/close",
                new JsonObject { ["note"] = "the fee is given back" }
            )
        )
            .MustBe(HttpStatusCode.OK)["closedAt"]
            .ShouldNotBeNull();
    }

    /// <summary>One house: what is open there stays open and its referrer is told, nothing new is sent; and all is well
    /// again.</summary>
    private static async Task Suspends(House house, Guid pool, Api ngo, Api coordinator)
    {
        var expected = await ngo.Holds(Given.Referral("shelter", [pool]));
        (await coordinator.Post($"/api/shelters/sites/{house.Site}/suspend")).MustBe(HttpStatusCode.NoContent);
        await ngo.Finds(pool, found: false);
        await Eventually.Get(
            () => ngo.Post("/api/referrals", Given.Referral("shelter", [pool])),
            answer => answer.Code == 400 && answer["errors"]!["plan[0]"] is not null,
            "nobody new is sent there"
        );
        await ngo.Alerts("suspended", expected);
        var told = await ngo.Referral(expected);
        (told.State, (string?)told["attempts"]![0]!["reason"]).ShouldBe(("received", "suspended"));
        ((string?)(await house.Post(expected, "actions/accept")).MustBe(HttpStatusCode.Conflict)["reason"]).ShouldBe(
            "suspended"
        );
        var listed = (
            await coordinator.List(
                $"/api/shelters/directory?organisation={(Guid)told["attempts"]![0]!["organisationId"]!}"
            )
        ).Single();
        ((Guid)listed["id"]!, (bool)listed["suspended"]!, (string?)listed["address"]).ShouldBe(
            (house.Site, true, null),
            "the directory tells no protected address"
        );

        (await coordinator.Post($"/api/shelters/sites/{house.Site}/resume")).MustBe(HttpStatusCode.NoContent);
        await ngo.Finds(pool);
        await house.Does(expected, "accept");
        await ngo.Sees(expected, "accepted", "accepted");
        (await ngo.Post($"/api/referrals/{expected}/actions/withdraw", Given.Reason("found-elsewhere"))).MustBe(
            HttpStatusCode.OK
        );
        await house.Sees(expected, "cancelled", "withdrawn");
    }

    private static string At(Guid partner) => $"/api/organisations/{partner}/records";

    private static Task<IReadOnlyList<JsonNode>> Records(Api reader, Guid partner) =>
        reader.List($"{At(partner)}?limit=200");
}
