using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Npgsql;
using ReferralNetwork.System.Tests.Races;

namespace ReferralNetwork.System.Tests.Distributed;

/// <summary>Each decides by what it has read, and neither sees the other's until both have committed: the referral's row lets one pass.</summary>
[Collection(nameof(TwoOfEach))]
public sealed class OneLiveAttemptTests(TwoOfEach network)
{
    private static readonly string[] Live = ["requested", "received", "accepted", "ready", "in-progress"];

    [Fact]
    public async Task Two_places_that_become_free_at_once_for_one_who_waits_at_both_give_her_one()
    {
        var caseworker = await network.As("ngo-1");
        (string Label, HttpClient Provider, Guid Pool)[] houses = [await House("shelter-1", 0), await House("shelter-2", 1)];
        for (var round = 0; round < 12; round++)
        {
            var id = await WaitsAtBoth(caseworker, houses);

            // A count that says "as before" gives the free place to the first in line; both go on from the same moment.
            Task<HttpResponseMessage>[] counts;
            await using (await Held([.. houses.Select(house => house.Pool)]))
            {
                counts = [.. houses.Select(house => house.Provider.PostAsJsonAsync($"/api/shelters/pools/{house.Pool}/confirm", new { }))];
                await BothWait();
            }
            foreach (var answer in await Task.WhenAll(counts)) answer.StatusCode.ShouldBe(HttpStatusCode.OK);

            var statuses = new List<string>();
            foreach (var (_, provider, _) in houses)
                statuses.Add((string)(await provider.GetFromJsonAsync<JsonObject>($"/api/shelters/inbox/{id}"))!["status"]!);
            statuses.Count(Live.Contains).ShouldBe(1, string.Join(", ", statuses));
            (await caseworker.PostAsJsonAsync($"/api/referrals/{id}/actions/withdraw", new { reason = "found-elsewhere" })).StatusCode.ShouldBe(HttpStatusCode.OK);
            foreach (var (_, provider, _) in houses) await Becomes(provider, $"/api/shelters/inbox/{id}", "cancelled");
        }
    }

    /// <summary>The pools' rows, locked until disposed of.</summary>
    private async Task<NpgsqlConnection> Held(Guid[] pools)
    {
        var connection = new NpgsqlConnection(network.Network.ConnectionString("shelters"));
        await connection.OpenAsync();
        // Closing the connection ends the transaction.
        await connection.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("SELECT 1 FROM \"Pools\" WHERE \"Id\" = ANY(@pools) FOR UPDATE", connection) { Parameters = { new("pools", pools) } };
        await hold.ExecuteNonQueryAsync();
        return connection;
    }

    private async Task BothWait()
    {
        await using var source = NpgsqlDataSource.Create(network.Network.ConnectionString("shelters"));
        await using var waiting = source.CreateCommand("SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()");
        await Eventually.IsSo(async () => (long)(await waiting.ExecuteScalarAsync())! >= 2, "both wait for their pool's row");
    }

    // Each of them at another process of the shelters.
    private async Task<(string, HttpClient, Guid)> House(string label, int process) =>
        (label, await network.As(label, network.ReplicasOf("shelters")[process]), await network.Pool(maximum: 1, of: label));

    private static async Task<Guid> WaitsAtBoth(HttpClient caseworker, (string Label, HttpClient Provider, Guid Pool)[] houses)
    {
        var sent = await caseworker.PostAsJsonAsync("/api/referrals", Given.Referral("shelter", [.. houses.Select(house => house.Pool)]));
        var id = (Guid)(await sent.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
        foreach (var (_, provider, _) in houses)
        {
            await Becomes(provider, $"/api/shelters/inbox/{id}", "received");
            (await provider.PostAsJsonAsync($"/api/shelters/inbox/{id}/actions/waitlist", new { })).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        return id;
    }

    private static Task Becomes(HttpClient client, string path, string status) => Eventually.IsSo(async () =>
    {
        var answer = await client.GetAsync(path);
        return answer.IsSuccessStatusCode && (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["status"] == status;
    }, $"{path} is {status}");
}
