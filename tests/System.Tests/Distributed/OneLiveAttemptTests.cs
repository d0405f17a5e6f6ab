using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Npgsql;
using ReferralNetwork.System.Tests.Races;

namespace ReferralNetwork.System.Tests.Distributed;

/// <summary>Each decides by what it has read, and neither sees the other's until both have committed: the referral's
/// row lets one pass.</summary>
[Collection(nameof(TwoOfEach))]
public sealed class OneLiveAttemptTests(TwoOfEach network)
{
    private const int Pause = 4711;

    private sealed record House(HttpClient Provider, Guid Pool);

    [Fact]
    public async Task Two_places_that_become_free_at_once_for_one_who_waits_at_both_give_her_one()
    {
        var caseworker = network.As("ngo-1");
        House[] houses = [await HouseOf("shelter-1", 0), await HouseOf("shelter-2", 1)];
        var id = await WaitsAtBoth(caseworker, houses);

        // The first has seen her waiting and is about to give her its place when the second gives her its own.
        Task<HttpResponseMessage> first;
        await using (await Paused(houses[0].Pool))
        {
            first = houses[0].Provider.SendAsync(await Count(houses[0], occupied: 0));
            await Waits();
            (await houses[1].Provider.SendAsync(await Count(houses[1], occupied: 0))).StatusCode.ShouldBe(
                HttpStatusCode.OK
            );
            (await StatusOf(houses[1], id)).ShouldBe("received");
        }
        (await first).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await StatusOf(houses[0], id)).ShouldBe("on-hold");
        (
            await caseworker.PostAsJsonAsync(
                $"/api/referrals/{id}/actions/withdraw",
                new { reason = "found-elsewhere" }
            )
        ).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var house in houses)
            await Becomes(house, id, "cancelled");
    }

    // Each of them at another process of the shelters.
    private async Task<House> HouseOf(string label, int process) =>
        new(network.As(label, network.ReplicasOf("shelters")[process]), await network.Pool(maximum: 1, of: label));

    /// <summary>Each house puts her on its list and fills its only place with somebody who walked in, so that she goes
    /// on waiting there.</summary>
    private async Task<Guid> WaitsAtBoth(HttpClient caseworker, House[] houses)
    {
        var sent = await caseworker.PostAsJsonAsync(
            "/api/referrals",
            Given.Referral("shelter", [.. houses.Select(house => house.Pool)])
        );
        var id = (Guid)(await sent.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
        foreach (var house in houses)
        {
            await Becomes(house, id, "received");
            (
                await house.Provider.PostAsJsonAsync($"{await Path(house, id)}/actions/waitlist", new { })
            ).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await house.Provider.SendAsync(await Count(house, occupied: 1))).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        foreach (var house in houses)
            (await StatusOf(house, id)).ShouldBe("on-hold");
        return id;
    }

    private static async Task<HttpRequestMessage> Count(House house, int occupied)
    {
        var now = await house.Provider.GetAsync($"/api/shelters/pools/{house.Pool}");
        var count = new HttpRequestMessage(HttpMethod.Put, $"/api/shelters/pools/{house.Pool}/capacity")
        {
            Content = JsonContent.Create(new { maximum = 1, occupied }),
        };
        count.Headers.TryAddWithoutValidation("If-Match", now.Headers.ETag!.ToString());
        return count;
    }

    /// <summary>Whoever takes a place of the pool waits at that statement until this is disposed of.</summary>
    private async Task<NpgsqlConnection> Paused(Guid pool)
    {
        var connection = new NpgsqlConnection($"{network.Network.ConnectionString("shelters")};Pooling=false");
        await connection.OpenAsync();
        await using var pause = connection.CreateCommand();
        pause.CommandText = $"""
            CREATE OR REPLACE FUNCTION pause() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_advisory_xact_lock_shared({Pause}); RETURN NEW; END';
            CREATE OR REPLACE TRIGGER pause BEFORE UPDATE ON "Pools" FOR EACH ROW WHEN (NEW."Id" = '{pool}' AND NEW."Held" > OLD."Held") EXECUTE FUNCTION pause();
            SELECT pg_advisory_lock({Pause});
            """;
        // Closing the connection gives the lock back.
        await pause.ExecuteNonQueryAsync();
        return connection;
    }

    private async Task Waits()
    {
        await using var source = NpgsqlDataSource.Create(network.Network.ConnectionString("shelters"));
        await using var waiting = source.CreateCommand(
            $"SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = {Pause} AND NOT granted"
        );
        await Eventually.IsSo(
            async () => (long)(await waiting.ExecuteScalarAsync())! > 0,
            "the first is about to take its place"
        );
    }

    private async Task<string> Path(House house, Guid id)
    {
        var asked = await Eventually.Get(
            async () =>
                (await network.As("ngo-1").GetFromJsonAsync<JsonObject>($"/api/referrals/{id}"))!["attempts"]!
                    .AsArray()
                    .SingleOrDefault(attempt => (Guid)attempt!["poolId"]! == house.Pool),
            attempt => attempt is not null,
            "the house is asked"
        );
        return $"/api/shelters/inbox/{asked!["attemptId"]}";
    }

    private async Task<string> StatusOf(House house, Guid id) =>
        (string)(await house.Provider.GetFromJsonAsync<JsonObject>(await Path(house, id)))!["status"]!;

    private Task Becomes(House house, Guid id, string status) =>
        Eventually.IsSo(
            async () =>
            {
                var answer = await house.Provider.GetAsync(await Path(house, id));
                return answer.IsSuccessStatusCode
                    && (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["status"] == status;
            },
            $"{id} is {status}"
        );
}
