using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.System.Tests.Races;
using static ReferralNetwork.System.Tests.Runs.Referring;

namespace ReferralNetwork.System.Tests.Runs;

/// <summary>A mother with two children and a doctor for her after one conversation; the case goes to another owner; and
/// places for a group of whom one is named.</summary>
internal static class CaseRun
{
    public static async Task Go(Func<string, HttpClient> @as)
    {
        var (hotline, next) = (@as.Api("hotline"), @as.Api("ngo-1"));
        var house = await House.Open(@as.Api("shelter-1"), "shelters", hotline, next);
        var clinic = await House.Open(@as.Api("medical-1"), "medical", hotline, next);
        var (beds, doctor) = (await house.Pool(5), await clinic.Pool(1));

        var sent = (
            await Eventually.Get(
                () => hotline.Post("/api/cases", Case(beds, doctor)),
                answer => answer.Code is 201 or 202,
                "the case is taken"
            )
        )["referrals"]!.AsArray();
        var (bed, visit) = ((Guid)sent[0]!["id"]!, (Guid)sent[1]!["id"]!);
        await hotline.Sees(bed, "received", "held");
        await hotline.Sees(visit, "received", "held");
        (await house.Available(beds)).ShouldBe(2, "three of five, in one decision");

        var me = (Guid)(await next.Get("/connect/userinfo"))["org"]!;
        var offer = (
            await hotline.Post(
                $"/api/referrals/{bed}/transfer",
                new JsonObject
                {
                    ["organisation"] = new JsonObject { ["id"] = me },
                    ["how"] = "spoken",
                    ["language"] = "km",
                }
            )
        ).MustBe(HttpStatusCode.Created).Id;
        (await next.Post($"/api/transfers/{offer}/accept")).MustBe(HttpStatusCode.OK);
        (await next.Referral(visit)).State.ShouldBe("received", "all of the case goes");
        (await hotline.Get($"/api/referrals/{bed}")).MustBe(HttpStatusCode.NotFound);
        await Eventually.IsSo(
            async () => (Guid?)(await house.Item(bed))["referrer"]!["id"] == me,
            "the house knows who asks now"
        );
        await house.Does(bed, "accept");
        await next.Sees(bed, "accepted", "accepted");

        var room = await house.Pool(2);
        await next.Finds(room);
        var group = (
            await next.Post(
                "/api/referrals/groups",
                new JsonObject
                {
                    ["members"] = new JsonArray(
                        new JsonObject
                        {
                            ["sex"] = "female",
                            ["ageBand"] = "25-59",
                            ["count"] = 5,
                        }
                    ),
                    ["urgency"] = "emergency",
                    ["pools"] = new JsonArray(room),
                    ["arrivesAt"] = InHours(20),
                }
            )
        ).MustBe(HttpStatusCode.Created);
        ((int)group["places"]!).ShouldBe(2, "what there is");
        await Eventually.IsSo(
            async () =>
                (string?)(await next.Get($"/api/referrals/groups/{group.Id}")).MustBe(HttpStatusCode.OK)["status"]
                == Contracts.GroupReservationStatus.Asked,
            "the house is asked"
        );
        var named = Given.Referral("shelter", [room]);
        named["groupId"] = group.Id;
        await next.Holds(named);
        (await next.Send(HttpMethod.Delete, $"/api/referrals/groups/{group.Id}", null)).MustBe(
            HttpStatusCode.NoContent
        );
        await Eventually.IsSo(async () => await house.Available(room) == 1, "the rest is free, hers is held");
    }

    private static JsonObject Case(Guid beds, Guid doctor)
    {
        var body = Given.Referral("shelter", [beds]);
        foreach (var member in new[] { "kind", "urgency", "plan", "waitlist" })
            body.Remove(member);
        body["survivor"]!["withChildren"] = 2;
        body["referrals"] = new JsonArray(
            new JsonObject
            {
                ["kind"] = "shelter",
                ["urgency"] = "emergency",
                ["plan"] = new JsonArray(beds),
                ["places"] = 3,
                ["fields"] = Codes("name"),
            },
            new JsonObject
            {
                ["kind"] = "medical",
                ["urgency"] = "emergency",
                ["plan"] = new JsonArray(doctor),
            }
        );
        return body;
    }
}
