using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ReferralNetwork.System.Tests.Races;
using static ReferralNetwork.System.Tests.Making;

namespace ReferralNetwork.System.Tests;

/// <summary>
/// A mother with two children and a doctor for her after one conversation; the case goes to another owner; and places for a group of
/// whom one is named. Over HTTP alone, the same for every form of the network.
/// </summary>
internal static class CaseRun
{
    public static async Task Go(HttpClient hotline, HttpClient next, HttpClient house, HttpClient clinic)
    {
        var (beds, doctor) = (await Pool(hotline, house, "shelters", 5), await Pool(hotline, clinic, "medical", 1));
        var sent = (await Made(hotline, "/api/cases", Case(beds, doctor)))["referrals"]!.AsArray();
        var (bed, visit) = ((Guid)sent[0]!["id"]!, (Guid)sent[1]!["id"]!);
        await Eventually.IsSo(async () => await Status(hotline, bed) == "received" && await Status(hotline, visit) == "received", "both are held");
        (await Available(house, "shelters", beds)).ShouldBe(2, "three of five, in one decision");

        var me = (Guid)(await next.GetFromJsonAsync<JsonObject>("/connect/userinfo"))!["org"]!;
        var offer = (Guid)(await Made(hotline, $"/api/referrals/{bed}/owner-offer", new JsonObject
        {
            ["organisation"] = new JsonObject { ["id"] = me, ["name"] = "Next" }, ["how"] = "spoken", ["language"] = "km",
        }))["id"]!;
        await Made(next, $"/api/owner-offers/{offer}/accept", []);
        (await Status(next, visit)).ShouldBe("received", "all of the case goes");
        (await hotline.GetAsync($"/api/referrals/{bed}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await Eventually.IsSo(async () => (Guid?)(await house.GetFromJsonAsync<JsonObject>($"/api/shelters/inbox/{bed}"))!["referrer"]!["id"] == me, "the house knows who asks now");
        await Made(house, $"/api/shelters/inbox/{bed}/actions/accept", []);
        await Eventually.IsSo(async () => await Status(next, bed) == "accepted", "the new owner hears the answer");

        var room = await Pool(next, house, "shelters", 2);
        var group = await Made(next, "/api/shelters/groups", new JsonObject
        {
            ["places"] = 5, ["pools"] = new JsonArray(room), ["arrivesAt"] = DateTimeOffset.UtcNow.AddHours(20).ToString("O"),
        });
        ((int)group["places"]!).ShouldBe(2, "what there is");
        var named = Given.Referral("shelter", [room]);
        named["groupId"] = (Guid)group["id"]!;
        var one = (Guid)(await Made(next, "/api/referrals", named))["id"]!;
        await Eventually.IsSo(async () => await Status(next, one) == "received", "she has a place of the group's");
        (await next.DeleteAsync($"/api/shelters/groups/{(Guid)group["id"]!}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Available(house, "shelters", room)).ShouldBe(1, "the rest is free, hers is held");
    }

    private static JsonObject Case(Guid beds, Guid doctor)
    {
        var body = Given.Referral("shelter", [beds]);
        foreach (var member in new[] { "kind", "urgency", "plan", "waitlist" }) body.Remove(member);
        body["survivor"]!["withChildren"] = 2;
        body["referrals"] = new JsonArray(
            new JsonObject { ["kind"] = "shelter", ["urgency"] = "urgent", ["plan"] = new JsonArray(beds), ["places"] = 3, ["fields"] = new JsonArray("name") },
            new JsonObject { ["kind"] = "medical", ["urgency"] = "urgent", ["plan"] = new JsonArray(doctor) });
        return body;
    }

    private static async Task<Guid> Pool(HttpClient caseworker, HttpClient provider, string route, int maximum)
    {
        var site = (await provider.GetFromJsonAsync<JsonObject>($"/api/{route}/sites"))!["items"]![0]!["id"]!;
        var body = Given.Pool(maximum);
        body["eligibility"] = new JsonObject { ["maxChildren"] = 3 };
        var id = (Guid)(await Made(provider, $"/api/{route}/sites/{site}/pools", body))["id"]!;
        await Eventually.IsSo(async () => (await caseworker.GetAsync($"/api/availability/{id}")).IsSuccessStatusCode, "search knows the pool");
        return id;
    }

    private static async Task<string> Status(HttpClient caseworker, Guid id) => (string)(await caseworker.GetFromJsonAsync<JsonObject>($"/api/referrals/{id}"))!["status"]!;

    private static async Task<int> Available(HttpClient provider, string route, Guid pool) =>
        (int)(await provider.GetFromJsonAsync<JsonObject>($"/api/{route}/pools/{pool}"))!["capacity"]!["available"]!;
}
