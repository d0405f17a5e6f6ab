using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.System.Tests.Races;

namespace ReferralNetwork.System.Tests.Runs;

/// <summary>What every run asks of a caseworker.</summary>
internal static class Referring
{
    public static Api Api(this Func<string, HttpClient> @as, string label) => new(@as(label));

    /// <summary>Sends a referral, as soon as whoever is asked knows of the pools, which are new.</summary>
    public static async Task<Guid> Sends(this Api caseworker, JsonObject referral) =>
        (
            await Eventually.Get(
                () => caseworker.Post("/api/referrals", referral),
                answer => answer.Code is 201 or 202,
                "the referral is taken"
            )
        ).Id;

    /// <summary>Sends a referral and waits until she has a place.</summary>
    public static async Task<Guid> Holds(this Api caseworker, JsonObject referral)
    {
        var id = await caseworker.Sends(referral);
        await caseworker.Sees(id, "received", "held");
        return id;
    }

    /// <summary>Waits until the referrer sees this.</summary>
    public static Task<Answer> Sees(this Api caseworker, Guid id, string status, string business) =>
        Eventually.Get(
            () => caseworker.Referral(id),
            now => now.State == status && now.Business == business,
            $"the referrer sees {status}, {business}"
        );

    public static async Task<Answer> Referral(this Api caseworker, Guid id) =>
        (await caseworker.Get($"/api/referrals/{id}")).MustBe(HttpStatusCode.OK);

    /// <summary>Waits until whoever is asked finds the pool, or does not.</summary>
    public static Task Finds(this Api caseworker, Guid pool, bool found = true) =>
        Eventually.IsSo(
            async () => (await caseworker.Get($"/api/availability/{pool}")).Code == (found ? 200 : 404),
            found ? "search knows the pool" : "nobody finds the pool"
        );

    public static Task Alerts(this Api reader, string code, Guid referral) =>
        Eventually.IsSo(
            async () =>
                (await reader.List("/api/alerts?limit=200")).Any(alert =>
                    (string?)alert["code"] == code && (Guid)alert["referralId"]! == referral
                ),
            $"is told: {code}"
        );

    /// <summary>The items of a list to its end.</summary>
    public static async Task<IReadOnlyList<JsonNode>> List(this Api reader, string path)
    {
        var items = new List<JsonNode>();
        for (var next = path; ; )
        {
            var page = (await reader.Get(next)).MustBe(HttpStatusCode.OK);
            items.AddRange(page["items"]!.AsArray().Select(item => item!));
            if ((string?)page["nextCursor"] is not { } cursor)
                return items;
            next =
                $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cursor={Uri.EscapeDataString(cursor)}";
        }
    }

    public static string InHours(double hours) => DateTimeOffset.UtcNow.AddHours(hours).ToString("O");

    public static JsonArray Codes(params string[] codes) => [.. codes.Select(code => JsonValue.Create(code))];
}
