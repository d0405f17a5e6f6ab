using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.System.Tests.Races;

namespace ReferralNetwork.System.Tests.Runs;

/// <summary>
/// What a ministry may ask of a network that began today: which partners answer and count, and of whole months alone
/// how many were helped. No month has ended here, so that nothing is counted yet; what is hidden of one that has is
/// Referrals.Tests' to show.
/// </summary>
internal static class FiguresRun
{
    public static async Task Go(Func<string, HttpClient> @as)
    {
        var (ngo, coordinator, auditor) = (@as.Api("ngo-1"), @as.Api("coordinator"), @as.Api("auditor"));
        var desk = @as.Api("shelter-1");
        var house = await House.Open(desk, "shelters", ngo);
        var pool = await house.Pool(2, new() { ["stay"] = "emergency" });

        // Who waits for an answer is counted by partner, and no case with it.
        var she = await ngo.Holds(Given.Referral("shelter", [pool]));
        var organisation = (Guid)(await ngo.Referral(she))["attempts"]![0]!["organisationId"]!;
        var waiting = (int)(await Partner(coordinator, organisation))["waitingForAnswer"]!;
        waiting.ShouldBeGreaterThan(0);
        await house.Does(she, "accept");
        await ngo.Sees(she, "accepted", "accepted");
        await Eventually.IsSo(
            async () => (int)(await Partner(coordinator, organisation))["waitingForAnswer"]! < waiting,
            "it has answered"
        );
        (await coordinator.Get("/api/quality/partners")).ToString().ShouldNotContain(she.ToString());
        var old = await coordinator.List("/api/quality/pools?limit=200");
        old.ShouldNotContain(one => (Guid)one["poolId"]! == pool, "it was counted now");
        old.ShouldNotBeEmpty("the demo has houses that count seldom");
        old.ShouldAllBe(one => (string?)one["freshness"] == "stale" || (string?)one["freshness"] == "unconfirmed");
        (await ngo.Get("/api/quality/partners")).MustBe(HttpStatusCode.Forbidden);

        // A month that is not over tells nothing, however much has happened in it, in whatever form it is asked for.
        var month = $"{DateTimeOffset.UtcNow:yyyy-MM}";
        foreach (var reader in new[] { coordinator, auditor })
        {
            (await reader.List("/api/figures")).ShouldNotContain(closed => (string?)closed["month"] == month);
            foreach (
                var path in new[]
                {
                    month,
                    $"{month}.csv",
                    $"{month}?kind=shelter&by=province",
                    $"{month}.csv?by=outcome",
                }
            )
                (await reader.Get($"/api/figures/{path}")).MustBe(HttpStatusCode.NotFound);
        }

        // Breakdowns are fixed: nobody asks for one that fits one person.
        foreach (var (query, field) in new[] { ("by=age", "by"), ("by=language", "by"), ("kind=adoption", "kind") })
            (await coordinator.Get($"/api/figures/{month}?{query}")).MustBe(HttpStatusCode.BadRequest)["errors"]!
                [field]
                .ShouldNotBeNull();
        (await coordinator.Get("/api/figures/2026-10-31")).MustBe(HttpStatusCode.BadRequest)["errors"]!
            ["yearMonth"]
            .ShouldNotBeNull("a day is no month");
        foreach (var outsider in new[] { ngo, desk })
        foreach (var path in new[] { "", $"/{month}", $"/{month}.csv" })
            (await outsider.Get($"/api/figures{path}")).MustBe(HttpStatusCode.Forbidden);
    }

    private static async Task<JsonNode> Partner(Api coordinator, Guid organisation) =>
        (await coordinator.List("/api/quality/partners")).Single(one =>
            (Guid)one["organisation"]!["id"]! == organisation
        );
}
