using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>What a coordinator sees of the partners.</summary>
public sealed class QualityTests(ServiceUnderTest service) : IClassFixture<ServiceUnderTest>
{
    private readonly string _coordinator = TestTokens.For(Guid.NewGuid(), Roles.Coordinator);
    private readonly string _caseworker = TestTokens.Caseworker();

    [Fact]
    public async Task A_partner_shows_how_old_its_counts_are_and_whom_it_has_not_answered()
    {
        var (quiet, busy) = (Guid.NewGuid(), Guid.NewGuid());
        await service.AddPool(quiet, TimeSpan.FromHours(1));
        await service.AddPool(quiet, TimeSpan.FromHours(30));
        await service.AddPool(quiet, TimeSpan.FromHours(80));
        var pool = await service.AddPool(busy);
        await service.Say(await service.Send(_caseworker, pool), pool, Status.Received, Business.Held);
        await service.Say(await service.Send(_caseworker, pool), pool, Status.Rejected, Business.NoResponse);
        await service.Say(await service.Send(_caseworker, pool), pool, Status.Rejected, "staff");
        Counts(await Partner(quiet)).ShouldBe([3, 1, 1, 0, 0, 0]);
        Counts(await Partner(busy)).ShouldBe([1, 0, 0, 1, 0, 1]);
        (await Partner(busy))
            .GetProperty("organisation")
            .GetProperty("name")
            .GetString()
            .ShouldBe(pool.OrganisationName);

        service.Clock.Advance(TimeSpan.FromHours(2));
        Counts(await Partner(busy)).ShouldBe([1, 0, 0, 1, 1, 1]);
        (await Partners())[0].GetProperty("organisation").GetProperty("id").GetGuid().ShouldBe(busy);

        service.Clock.Advance(TimeSpan.FromDays(31));
        Counts(await Partner(busy)).ShouldBe([1, 0, 1, 1, 1, 0]);
    }

    [Fact]
    public async Task The_pools_whose_count_is_old_come_oldest_first_page_after_page()
    {
        var mine = Guid.NewGuid();
        foreach (var hours in new[] { 1, 200, 30, 80, 300 })
            await service.AddPool(mine, TimeSpan.FromHours(hours));

        (await Hours("")).ShouldBe([300, 200, 80, 30]);
        (await Hours("freshness=stale")).ShouldBe([30]);
        (await Hours("freshness=unconfirmed")).ShouldBe([300, 200, 80]);
        (await service.Get("/api/quality/pools?freshness=current", _coordinator)).Expect(400);
        (
            await service.Get(
                "/api/quality/pools?cursor=9999999999999999999.00000000000000000000000000000000",
                _coordinator
            )
        ).Expect(400);
        (await service.Get("/api/quality/pools", _coordinator))
            .Items[0]
            .EnumerateObject()
            .Select(member => member.Name)
            .ShouldBe([
                "poolId",
                "kind",
                "name",
                "organisation",
                "area",
                "freshness",
                "confirmedAt",
                "available",
                "maximum",
                "intakeContact",
            ]);

        async Task<List<double>> Hours(string query)
        {
            var hours = new List<double>();
            for (string? cursor = ""; cursor is not null; )
            {
                var page = (
                    await service.Get(
                        $"/api/quality/pools?limit=1&{query}{(cursor.Length == 0 ? "" : $"&cursor={cursor}")}",
                        _coordinator
                    )
                ).Expect(200);
                hours.AddRange(
                    page.Items.Where(pool => pool.GetProperty("organisation").GetProperty("id").GetGuid() == mine)
                        .Select(pool =>
                            Math.Round(
                                (
                                    service.Clock.GetUtcNow() - pool.GetProperty("confirmedAt").GetDateTimeOffset()
                                ).TotalHours
                            )
                        )
                );
                cursor = page.Body.GetProperty("nextCursor").GetString();
            }
            return hours;
        }
    }

    private async Task<IReadOnlyList<JsonElement>> Partners() =>
        (await service.Get("/api/quality/partners", _coordinator)).Expect(200).Items;

    private async Task<JsonElement> Partner(Guid id) =>
        (await Partners()).Single(partner => partner.GetProperty("organisation").GetProperty("id").GetGuid() == id);

    private static int[] Counts(JsonElement partner) =>
        [
            .. new[] { "pools", "stale", "unconfirmed", "waitingForAnswer", "overdue", "unansweredLast30Days" }.Select(
                member => partner.GetProperty(member).GetInt32()
            ),
        ];
}
