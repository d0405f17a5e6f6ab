using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.System.Tests.Races;
using static ReferralNetwork.System.Tests.Runs.Referring;

namespace ReferralNetwork.System.Tests.Runs;

/// <summary>
/// A course begins while somebody waits for it: she goes on to its next intake, is screened, accepted and given a
/// grant, which comes back when the centre cannot take her after all.
/// </summary>
internal static class CourseRun
{
    public static async Task Go(Func<string, HttpClient> @as)
    {
        var ngo = @as.Api("ngo-1");
        var centre = await House.Open(@as.Api("training-1"), "training", ngo);
        var spring = await centre.Pool(
            1,
            new()
            {
                ["course"] = "weaving",
                ["weeks"] = 10,
                ["screening"] = true,
            },
            occupied: 1
        );
        await ngo.Finds(spring);
        (
            await centre.Desk.Put(
                $"/api/training/pools/{spring}/start",
                new JsonObject { ["startsAt"] = DateTimeOffset.UtcNow.AddSeconds(12).ToString("O") },
                ("If-Match", "*")
            )
        ).MustBe(HttpStatusCode.OK);

        var she = await ngo.Sends(Given.Referral("training", [spring], "normal", waitlist: true));
        await centre.Sees(she, "on-hold", "waitlisted");
        var autumn = (
            await centre.Desk.Post(
                $"/api/training/pools/{spring}/intakes",
                new JsonObject { ["startsAt"] = InHours(90 * 24), ["maximum"] = 1 }
            )
        )
            .MustBe(HttpStatusCode.Created)
            .Id;

        await centre.Sees(she, "received", "held");
        ((Guid)(await centre.Item(she))["poolId"]!).ShouldBe(autumn, "a seat of the next intake");
        await Eventually.IsSo(async () => Moved(await ngo.Referral(she), autumn), "her referrer knows it, once");
        await Counts(centre, spring, waiting: 0, available: 0);
        await Counts(centre, autumn, waiting: 0, available: 0);

        ((string?)(await centre.Post(she, "actions/accept")).MustBe(HttpStatusCode.Conflict)["reason"]).ShouldBe(
            "screening-needed"
        );
        (await centre.Put(she, "screening", new() { ["result"] = "fit" })).MustBe(HttpStatusCode.OK);
        await centre.Does(she, "accept");

        var fund = (
            await centre.Desk.Post(
                "/api/training/funds",
                new JsonObject
                {
                    ["name"] = new JsonObject { ["en"] = "Fund of a run" },
                    ["grants"] = 1,
                }
            )
        ).MustBe(HttpStatusCode.Created).Id;
        (await centre.Post(she, "grant", new() { ["fundId"] = fund })).MustBe(HttpStatusCode.OK);
        (await Left(centre, fund)).ShouldBe(0);
        await centre.Does(she, "cancel", Given.Reason("staff"));
        (await Left(centre, fund)).ShouldBe(1);
        await Counts(centre, autumn, waiting: 0, available: 1);
    }

    private static bool Moved(Answer referral, Guid to) =>
        referral["history"]!.AsArray().Count(row => (Guid?)row!["poolId"] == to) == 1
        && referral["attempts"]!.AsArray().Any(attempt => (Guid)attempt!["poolId"]! == to);

    private static async Task Counts(House centre, Guid pool, int waiting, int available)
    {
        var count = (await centre.Desk.Get($"/api/training/pools/{pool}")).MustBe(HttpStatusCode.OK)["capacity"]!;
        ((int)count["waiting"]!, (int)count["available"]!).ShouldBe((waiting, available));
    }

    private static async Task<int> Left(House centre, Guid fund) =>
        (int)
            (await centre.Desk.List("/api/training/funds?limit=200")).Single(item => (Guid)item["id"]! == fund)[
                "left"
            ]!;
}
