using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Tests.Keeping;

/// <summary>A hundred alerts of one sender bury nobody else's.</summary>
[Collection(nameof(ServiceUnderTest))]
public sealed class CrowdTests(ServiceUnderTest service)
{
    private readonly Guid _organisation = Guid.NewGuid();
    private string Mine => TestTokens.Caseworker(_organisation);

    [Fact]
    public async Task One_alert_a_kind_and_sender_stands_for_all_within_the_hour_and_says_how_many()
    {
        var pool = await service.AddPool();
        var ids = new List<Guid>();
        for (var i = 0; i < 6; i++)
            ids.Add(await Unmet(pool));

        var alert = (await service.Get("/api/alerts", Mine)).Expect(200).Items.ShouldHaveSingleItem();

        (
            alert.GetProperty("code").GetString(),
            alert.GetProperty("count").GetInt32(),
            alert.GetProperty("referralId").GetGuid()
        ).ShouldBe(("no-provider", 6, ids[^1]));
        (await service.Get($"/api/referrals/{ids[0]}", Mine))
            .Expect(200)
            .Body.GetProperty("alerts")
            .EnumerateArray()
            .Select(code => code.GetString())
            .ShouldBe(["no-provider"], "each referral keeps its own");
    }

    [Fact]
    public async Task Another_kind_and_another_hour_are_alerts_of_their_own()
    {
        await Unmet(await service.AddPool());
        await Unmet(await service.AddPool(kind: "medical"));
        service.Clock.Advance(TimeSpan.FromMinutes(61));
        await Unmet(await service.AddPool());

        (await service.Get("/api/alerts", Mine))
            .Expect(200)
            .Items.Select(alert => alert.GetProperty("count").GetInt32())
            .ShouldBe([1, 1, 1]);
    }

    [Fact]
    public async Task Everybody_who_is_missing_has_an_alert_of_her_own()
    {
        var pool = await service.AddPool();
        for (var i = 0; i < 2; i++)
            await service.Say(await service.Send(Mine, pool), pool, Status.Completed, Business.Missing);

        (await service.Get("/api/alerts", Mine)).Expect(200).Items.Count.ShouldBe(2);
    }

    private async Task<Guid> Unmet(AvailabilityChanged pool)
    {
        var id = await service.Send(Mine, pool);
        await service.Deliver(
            new AttemptChanged(
                Guid.NewGuid(),
                1,
                id,
                1,
                0,
                pool.Kind,
                pool.PoolId,
                pool.OrganisationId,
                pool.OrganisationName,
                Status.Rejected,
                Business.NoCapacity,
                null,
                null,
                null,
                Business.NoCapacity,
                null,
                null,
                true,
                "service",
                service.Clock.GetUtcNow()
            )
        );
        return id;
    }
}
