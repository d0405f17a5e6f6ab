using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ReferralNetwork.System.Tests.Races;
using static ReferralNetwork.System.Tests.Making;

namespace ReferralNetwork.System.Tests;

/// <summary>
/// A course begins while somebody waits for it: she goes on to its next intake, is screened, accepted and given a grant, which
/// comes back when the centre cannot take her after all. Over HTTP alone, the same for every form of the network.
/// </summary>
internal static class CourseRun
{
    /// <param name="other">The centre's desk, at another process where there is one.</param>
    public static async Task Go(HttpClient caseworker, HttpClient centre, HttpClient other)
    {
        var site = (await centre.GetFromJsonAsync<JsonObject>("/api/training/sites"))!["items"]![0]!["id"]!;
        var body = Given.Pool(maximum: 1, occupied: 1);
        body["trade"] = new JsonObject { ["course"] = "weaving", ["weeks"] = 10, ["screening"] = true };
        var spring = (Guid)(await Made(centre, $"/api/training/sites/{site}/pools", body))["id"]!;
        await Eventually.IsSo(async () => (await caseworker.GetAsync($"/api/availability/{spring}")).IsSuccessStatusCode, "search knows the course");
        using var start = new HttpRequestMessage(HttpMethod.Put, $"/api/training/pools/{spring}/start") { Content = JsonContent.Create(new { startsAt = DateTimeOffset.UtcNow.AddSeconds(12) }) };
        start.Headers.TryAddWithoutValidation("If-Match", "*");
        (await centre.SendAsync(start)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var id = (Guid)(await Made(caseworker, "/api/referrals", Given.Referral("training", [spring], "normal", waitlist: true)))["id"]!;
        await Eventually.IsSo(async () => (string?)(await Item(centre, id))?["status"] == "on-hold", "she waits");
        var autumn = (Guid)(await Made(other, $"/api/training/pools/{spring}/intakes", new JsonObject { ["startsAt"] = DateTimeOffset.UtcNow.AddDays(90).ToString("O"), ["maximum"] = 1 }))["id"]!;

        await Eventually.IsSo(async () => (string?)(await Item(other, id))?["status"] == "received", "she has a seat of the next intake");
        ((Guid)(await Item(centre, id))!["poolId"]!).ShouldBe(autumn);
        await Eventually.IsSo(async () => Moved(await caseworker.GetFromJsonAsync<JsonObject>($"/api/referrals/{id}"), autumn), "her referrer knows it, once");
        await Counts(centre, spring, waiting: 0, available: 0);
        await Counts(centre, autumn, waiting: 0, available: 0);

        var inbox = $"/api/training/inbox/{id}";
        var unscreened = await centre.PostAsJsonAsync($"{inbox}/actions/accept", new { });
        unscreened.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        ((string?)(await unscreened.Content.ReadFromJsonAsync<JsonObject>())!["reason"]).ShouldBe("screening-needed");
        (await other.PutAsJsonAsync($"{inbox}/screening", new { result = "fit" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await centre.PostAsJsonAsync($"{inbox}/actions/accept", new { })).StatusCode.ShouldBe(HttpStatusCode.OK);

        var fund = (Guid)(await Made(centre, "/api/training/funds", new JsonObject { ["name"] = new JsonObject { ["en"] = "Fund of a test" }, ["grants"] = 1 }))["id"]!;
        (await other.PostAsJsonAsync($"{inbox}/grant", new { fundId = fund })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Left(centre, fund)).ShouldBe(0);
        (await centre.PostAsJsonAsync($"{inbox}/actions/cancel", new { reason = "staff" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Left(other, fund)).ShouldBe(1);
        await Counts(centre, autumn, waiting: 0, available: 1);
    }

    private static bool Moved(JsonObject? referral, Guid to) =>
        referral!["history"]!.AsArray().Count(row => (Guid?)row!["poolId"] == to) == 1 && referral["attempts"]!.AsArray().Any(attempt => (Guid)attempt!["poolId"]! == to);

    private static async Task<JsonObject?> Item(HttpClient client, Guid id)
    {
        var answer = await client.GetAsync($"/api/training/inbox/{id}");
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonObject>() : null;
    }

    private static async Task Counts(HttpClient client, Guid pool, int waiting, int available)
    {
        var count = (await client.GetFromJsonAsync<JsonObject>($"/api/training/pools/{pool}"))!["capacity"]!;
        ((int)count["waiting"]!, (int)count["available"]!).ShouldBe((waiting, available));
    }

    private static async Task<int> Left(HttpClient client, Guid fund) =>
        (int)(await client.GetFromJsonAsync<JsonObject>("/api/training/funds?limit=200"))!["items"]!.AsArray().Single(item => (Guid)item!["id"]! == fund)!["left"]!;
}
