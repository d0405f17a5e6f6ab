using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ReferralNetwork.System.Tests.Races;
using static ReferralNetwork.System.Tests.Making;

namespace ReferralNetwork.System.Tests.Distributed;

/// <summary>What SQLite cannot show, since it has one writer: two replicas that decide at once over the same lawyer,
/// and the same names.</summary>
[Collection(nameof(TwoOfEach))]
public sealed class LawyerTests(TwoOfEach network)
{
    private const int Rounds = 6;

    [Fact]
    public async Task Of_two_matters_at_once_a_lawyer_with_room_for_one_gets_one()
    {
        var (one, other) = await Desks();
        var pool = await Pool(one);
        for (var round = 0; round < Rounds; round++)
        {
            var lawyer = (Guid)
                (
                    await Made(
                        one,
                        "/api/legal-aid/panel",
                        new JsonObject
                        {
                            ["name"] = $"Advocate {round}",
                            ["languages"] = new JsonArray("km"),
                            ["does"] = new JsonArray("identity-papers"),
                            ["most"] = 1,
                        }
                    )
                )["id"]!;
            var matters = new[] { await Accepted(one, pool), await Accepted(one, pool) };

            var answers = await Task.WhenAll(Assign(one, matters[0], lawyer), Assign(other, matters[1], lawyer));

            answers.ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict], ignoreOrder: true, $"round {round}");
        }
    }

    [Fact]
    public async Task Of_two_checks_at_once_with_the_parties_turned_round_one_is_a_conflict()
    {
        var (one, other) = await Desks();
        var pool = await Pool(one);
        for (var round = 0; round < Rounds; round++)
        {
            var matters = new[] { await Accepted(one, pool), await Accepted(one, pool) };
            var (wife, husband) = ($"Wife {Guid.NewGuid():N}", $"Husband {Guid.NewGuid():N}");

            var answers = await Task.WhenAll(
                Conflict(one, matters[0], wife, husband),
                Conflict(other, matters[1], husband, wife)
            );

            answers.ShouldBe([false, true], ignoreOrder: true, $"round {round}");
        }
    }

    private async Task<(HttpClient One, HttpClient Other)> Desks()
    {
        var replicas = network.ReplicasOf("legal-aid");
        return (network.As("legal-aid-1", replicas[0]), network.As("legal-aid-1", replicas[1]));
    }

    private async Task<Guid> Pool(HttpClient desk)
    {
        var site = (await desk.GetFromJsonAsync<JsonObject>("/api/legal-aid/sites"))!["items"]![0]!["id"]!;
        var body = Given.Pool(1000);
        body["trade"] = new JsonObject { ["matters"] = new JsonArray("identity-papers") };
        var id = (Guid)(await Made(desk, $"/api/legal-aid/sites/{site}/pools", body))["id"]!;
        var caseworker = network.As("ngo-2");
        await Eventually.IsSo(
            async () => (await caseworker.GetAsync($"/api/availability/{id}")).IsSuccessStatusCode,
            "search knows the pool"
        );
        return id;
    }

    private async Task<Guid> Accepted(HttpClient desk, Guid pool)
    {
        var id = (Guid)(await Made(network.As("ngo-2"), "/api/referrals", Given.Referral("legal-aid", [pool])))["id"]!;
        var attempt = await Attempts.LastOf(network.As("ngo-2"), id);
        await Made(desk, $"/api/legal-aid/inbox/{attempt}/actions/accept", []);
        return attempt;
    }

    private static async Task<HttpStatusCode> Assign(HttpClient desk, Guid matter, Guid lawyer)
    {
        await Conflict(desk, matter, $"Client {matter:N}", $"Other {matter:N}");
        return (
            await desk.PostAsJsonAsync($"/api/legal-aid/inbox/{matter}/assign", new { memberId = lawyer })
        ).StatusCode;
    }

    private static async Task<bool> Conflict(HttpClient desk, Guid matter, string client, string opposing) =>
        (bool)
            (
                await Made(
                    desk,
                    $"/api/legal-aid/inbox/{matter}/conflict-check",
                    new JsonObject { ["client"] = new JsonArray(client), ["opposing"] = new JsonArray(opposing) }
                )
            )["conflict"]!;
}
