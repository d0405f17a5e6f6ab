using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Tests;

[Collection(nameof(ServiceUnderTest))]
public sealed class ReferralListTests(ServiceUnderTest service)
{
    [Fact]
    public async Task Open_is_what_still_wants_something_of_somebody()
    {
        var (mine, pool) = (TestTokens.Caseworker(), await service.AddPool());
        var all = new List<Guid>();
        foreach (var _ in Enumerable.Range(0, 6))
            all.Add(await service.Send(mine, pool));
        var (received, failed, completed, closed, withdrawn, mistaken) = (
            all[0],
            all[1],
            all[2],
            all[3],
            all[4],
            all[5]
        );
        await service.Say(received, pool, Status.Received, Business.Held);
        await service.Say(failed, pool, Status.Failed, Business.NoShow);
        await service.Say(completed, pool, Status.Completed, "helped");
        await service.Say(closed, pool, Status.Completed, "helped");
        await Act(mine, closed, "confirm-outcome", new { });
        await Act(mine, withdrawn, "withdraw", new { reason = "unsafe" });
        await Act(mine, mistaken, "entered-in-error", new { note = "sent twice" });

        (await Ids(mine, "open=true")).ShouldBe([completed, failed, received]);
        (await Ids(mine, "open=false")).ShouldBe([mistaken, withdrawn, closed]);
        (await Ids(mine, "")).ShouldBe(all.AsEnumerable().Reverse());
        (await Ids(mine, "open=true&status=failed")).ShouldBe([failed]);
        var first = (await service.Get("/api/referrals?open=true&limit=2", mine))
            .Expect(200)
            .Body.GetProperty("nextCursor")
            .GetString();
        (await Ids(mine, $"open=true&limit=2&cursor={first}")).ShouldBe([received]);
        (await service.Get("/api/referrals?open=perhaps", mine))
            .Expect(400)
            .Body.GetProperty("errors")
            .TryGetProperty("open", out _)
            .ShouldBeTrue();
        var ended = (await service.Get("/api/referrals?open=false", mine)).Items;
        ended[2].GetProperty("closedAt").ValueKind.ShouldBe(JsonValueKind.String);
        ended[0].GetProperty("closedAt").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_line_shows_the_current_attempt_the_hours_left_and_what_must_not_go_unseen()
    {
        var (mine, first, second) = (
            TestTokens.Caseworker(),
            await service.AddPool(kind: "medical"),
            await service.AddPool(kind: "medical")
        );
        var id = await service.Send(mine, first, medicalWindow: 72, hoursAgo: 50);
        (await Line(mine)).GetProperty("attempt").ValueKind.ShouldBe(JsonValueKind.Null);

        await service.Say(id, second, Status.Received, Business.Held, ordinal: 1);
        await service.Say(id, first, Status.Rejected, Business.NoResponse);
        await service.Say(id, first, Status.Rejected, Business.NoResponse, ordinal: 2);

        var line = await Line(mine);
        var attempt = line.GetProperty("attempt");
        attempt
            .EnumerateObject()
            .Select(member => member.Name)
            .ShouldBe([
                "organisationName",
                "poolId",
                "status",
                "businessStatus",
                "heldUntil",
                "answerDueAt",
                "arrivalDueAt",
                "reason",
            ]);
        attempt.GetProperty("poolId").GetGuid().ShouldBe(second.PoolId);
        attempt.GetProperty("status").GetString().ShouldBe(line.GetProperty("status").GetString());
        attempt
            .GetProperty("answerDueAt")
            .GetDateTimeOffset()
            .ShouldBeGreaterThan(line.GetProperty("createdAt").GetDateTimeOffset());
        line.GetProperty("medicalWindowEndsAt")
            .GetDateTimeOffset()
            .ShouldBe(line.GetProperty("createdAt").GetDateTimeOffset().AddHours(22));
        line.GetProperty("alerts").EnumerateArray().Select(code => code.GetString()).ShouldBe(["no-response"]);
    }

    [Fact]
    public async Task The_history_tells_what_one_moment_brought_in_the_order_of_the_plan()
    {
        var (mine, first, second) = (TestTokens.Caseworker(), await service.AddPool(), await service.AddPool());
        var id = await service.Send(mine, first);
        await service.Say(id, second, Status.Received, Business.Held, ordinal: 1);
        await service.Say(id, first, Status.Rejected, "full", version: 2);

        (await service.Get($"/api/referrals/{id}", mine))
            .Body.GetProperty("history")
            .EnumerateArray()
            .Select(step => step.GetProperty("businessStatus").GetString())
            .ShouldBe(["sent", "full", "held"]);
    }

    [Fact]
    public async Task A_round_that_nobody_has_taken_up_has_no_current_attempt()
    {
        var (mine, pool) = (TestTokens.Caseworker(), await service.AddPool());
        var id = await service.Send(mine, pool);
        await service.Say(id, pool, Status.Failed, Business.NoShow);
        (await Line(mine)).GetProperty("attempt").GetProperty("businessStatus").GetString().ShouldBe(Business.NoShow);

        await Act(mine, id, "reopen", new { note = "she came back", plan = new[] { pool.PoolId } });

        (await Line(mine)).GetProperty("attempt").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_page_asks_as_often_however_long_it_is()
    {
        var (mine, pool) = (TestTokens.Caseworker(), await service.AddPool());
        foreach (var _ in Enumerable.Range(0, 8))
            await service.Say(await service.Send(mine, pool), pool, Status.Rejected, Business.NoResponse);
        service.Statements.Take();

        (await Ids(mine, "")).Count.ShouldBe(8);

        service.Statements.Take("Referrals", "Attempts", "Alerts", "History").Count.ShouldBe(3);
    }

    private async Task<IReadOnlyList<Guid>> Ids(string token, string query) =>
        [
            .. (await service.Get($"/api/referrals?{query}", token))
                .Expect(200)
                .Items.Select(line => line.GetProperty("id").GetGuid()),
        ];

    private async Task<JsonElement> Line(string token) =>
        (await service.Get("/api/referrals", token)).Expect(200).Items.ShouldHaveSingleItem();

    private async Task Act(string token, Guid id, string action, object body) =>
        (await service.Ask(HttpMethod.Post, $"/api/referrals/{id}/actions/{action}", token, body)).Expect(200);
}
