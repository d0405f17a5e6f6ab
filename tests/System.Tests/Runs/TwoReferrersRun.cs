using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.System.Tests.Races;

namespace ReferralNetwork.System.Tests.Runs;

/// <summary>Two organisations help one woman, and neither knows of the other until she says so.</summary>
internal static class TwoReferrersRun
{
    public static async Task Two_NGOs_refer_the_same_woman_she_chooses_who_leads_and_no_name_links_their_cases(
        Func<string, HttpClient> @as
    )
    {
        var (one, other) = (@as.Api("ngo-1"), @as.Api("ngo-2"));
        var house = await House.Open(@as.Api("shelter-1"), "shelters", one, other);
        var clinic = await House.Open(@as.Api("medical-1"), "medical", one, other);
        var bed = await one.Holds(Her("shelter", await house.Pool(2)));
        var visit = await other.Holds(Her("medical", await clinic.Pool(2)));

        await StandsAlone(one, bed, visit);
        await StandsAlone(other, visit, bed);
        Answer[] asReferred = [await one.Referral(bed), await other.Referral(visit)];
        Answer[] told = [.. asReferred, await house.Item(bed), await clinic.Item(visit)];
        told.Select(answer => (string)answer["caseCode"]!).Distinct().Count().ShouldBe(4, "each has a code of its own");

        // The other hands its part over, by her word. That both are hers the network still does not say.
        var leads = new JsonObject { ["id"] = (Guid)(await one.Get("/connect/userinfo"))["org"]! };
        var offer = new JsonObject
        {
            ["organisation"] = leads,
            ["how"] = "spoken",
            ["language"] = "km",
        };
        var offered = (await other.Post($"/api/referrals/{visit}/transfer", offer)).MustBe(HttpStatusCode.Created);
        (await one.Post($"/api/transfers/{offered.Id}/accept")).MustBe(HttpStatusCode.OK);
        (await other.Get($"/api/referrals/{visit}")).MustBe(HttpStatusCode.NotFound);
        foreach (var hers in new[] { bed, visit })
            (await one.Referral(hers))["case"]!.AsArray().ShouldBeEmpty();
    }

    private static async Task StandsAlone(Api mine, Guid my, Guid theirs)
    {
        var shown = await mine.Referral(my);
        (shown["case"]!.AsArray().Count, shown["alerts"]!.AsArray().Count).ShouldBe((0, 0));
        shown.ToString().ShouldNotContain($"{theirs}");
        (await mine.Get($"/api/referrals/{theirs}")).MustBe(HttpStatusCode.NotFound);
        (await mine.List("/api/alerts?limit=200")).ShouldNotContain(alert => (Guid?)alert["referralId"] == theirs);
        (await mine.Post($"/api/referrals/{my}/case", new JsonObject { ["with"] = theirs })).MustFault("with");
    }

    private static JsonObject Her(string kind, Guid pool)
    {
        var body = Given.Referral(kind, [pool]);
        body["details"]!["contact"] = "+855 00 000 198";
        return body;
    }
}
