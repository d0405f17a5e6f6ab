using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Tests.Keeping;

/// <summary>Nobody takes more than a share: 50 places an organisation, half of it one person.</summary>
[Collection(nameof(ServiceUnderTest))]
[Trait("Attack", "yes")]
public sealed class AllowanceTests(ServiceUnderTest service)
{
    private readonly Guid _organisation = Guid.NewGuid();

    [Fact]
    public async Task Places_are_counted_and_not_referrals()
    {
        var pool = await service.AddPool();
        for (var i = 0; i < 4; i++)
            (await Send(pool, 12, Person(i))).Expect(202);

        var refused = (await Send(pool, 3, Person(9))).Expect(429).Body;

        (
            refused.GetProperty("of").GetString(),
            refused.GetProperty("keeps").GetInt32(),
            refused.GetProperty("most").GetInt32()
        ).ShouldBe(("organisation", 48, 50));
        (await Send(pool, 2, Person(9))).Expect(202);
    }

    [Fact]
    public async Task One_person_does_not_take_all_of_the_organisations()
    {
        var pool = await service.AddPool();
        for (var i = 0; i < 2; i++)
            (await Send(pool, 12, Person(0))).Expect(202);

        var refused = (await Send(pool, 2, Person(0))).Expect(429).Body;

        (refused.GetProperty("of").GetString(), refused.GetProperty("most").GetInt32()).ShouldBe(("person", 25));
        (await Send(pool, 12, Person(1))).Expect(202);
    }

    [Fact]
    public async Task Who_is_refused_is_told_what_is_kept_and_how_to_free_it()
    {
        var pool = await service.AddPool();
        var held = (await Send(pool, 12, Person(0))).Expect(202).Body.GetProperty("id").GetGuid();
        await service.Say(held, pool, Status.Received, Business.Held);
        (await Send(pool, 12, Person(0))).Expect(202);

        var refused = (await Send(pool, 12, Person(0))).Expect(429).Body;

        refused.GetProperty("reason").GetString().ShouldBe("allowance");
        refused.GetProperty("kept").GetProperty("held").GetInt32().ShouldBe(12);
        refused.GetProperty("kept").GetProperty("asked").GetInt32().ShouldBe(12);
        refused.GetProperty("free").EnumerateArray().Select(way => way.GetString()).ShouldContain("withdraw");
    }

    [Fact]
    public async Task What_is_withdrawn_is_free_again()
    {
        var pool = await service.AddPool();
        var first = (await Send(pool, 12, Person(0))).Expect(202).Body.GetProperty("id").GetGuid();
        (await Send(pool, 12, Person(0))).Expect(202);
        (await Send(pool, 12, Person(0))).Expect(429);

        (
            await service.Ask(
                HttpMethod.Post,
                $"/api/referrals/{first}/actions/withdraw",
                Person(0),
                new { reason = "unreachable" }
            )
        ).Expect(200);

        (await Send(pool, 12, Person(0))).Expect(202);
    }

    [Fact]
    public async Task Who_has_come_is_counted_no_more()
    {
        var pool = await service.AddPool();
        var ids = new List<Guid>();
        for (var i = 0; i < 2; i++)
            ids.Add((await Send(pool, 12, Person(0))).Expect(202).Body.GetProperty("id").GetGuid());
        foreach (var id in ids)
            await service.Say(id, pool, Status.InProgress, Business.Arrived);

        (await Send(pool, 12, Person(0))).Expect(202);
    }

    /// <summary>All there are: a new one is a line here, and takes an <c>Allowed</c> in the code.</summary>
    [Theory]
    [InlineData("a referral")]
    [InlineData("one of a case")]
    [InlineData("a wait")]
    [InlineData("a referral reopened")]
    [InlineData("a case taken over")]
    [InlineData("a group")]
    public async Task Every_way_to_keep_a_place_is_counted(string way)
    {
        var (pool, mine) = (await service.AddPool(), Person(0));
        var failed = (await Send(pool, 12, mine)).Expect(202).Body.GetProperty("id").GetGuid();
        await service.Say(failed, pool, Status.Failed, Business.NoShow);
        var offered = await Offered(pool);
        var places = new List<Guid>();
        for (var i = 0; i < 2; i++)
            places.Add((await Send(pool, 12, mine)).Expect(202).Body.GetProperty("id").GetGuid());
        if (way == "a wait")
            foreach (var id in places)
                await service.Say(id, pool, Status.OnHold, Business.Waitlisted);

        var answer = way switch
        {
            "one of a case" => await SendCase(pool, mine),
            "a referral reopened" => await service.Ask(
                HttpMethod.Post,
                $"/api/referrals/{failed}/actions/reopen",
                mine,
                new { note = "again", plan = new[] { pool.PoolId } }
            ),
            "a group" => await service.Ask(
                HttpMethod.Post,
                "/api/referrals/groups",
                mine,
                new
                {
                    members = new[]
                    {
                        new
                        {
                            sex = "female",
                            ageBand = "18-24",
                            count = 2,
                        },
                    },
                    arrivesAt = service.Clock.GetUtcNow().AddHours(5),
                    urgency = "urgent",
                    pools = new[] { pool.PoolId },
                }
            ),
            "a case taken over" => await service.Ask(HttpMethod.Post, $"/api/transfers/{offered}/accept", mine),
            _ => await Send(pool, 2, mine),
        };

        answer.Expect(429).Body.GetProperty("reason").GetString().ShouldBe("allowance");
        var kept = await service.Read(db =>
            db.Referrals.Where(r => r.OrganisationId == _organisation && r.Status != Status.Failed)
                .SumAsync(r => r.Places)
        );
        kept.ShouldBe(24, "a refusal keeps nothing");
    }

    [Fact]
    public async Task An_unusual_taking_is_told_to_the_coordinator_at_once_and_once()
    {
        var pool = await service.AddPool();
        for (var i = 0; i < 4; i++)
            (await Send(pool, 12, Person(i))).Expect(202);

        var told = await service.Read(db =>
            db.Alerts.AsNoTracking().Where(a => a.OrganisationId == _organisation).ToListAsync()
        );

        told.Select(a => (a.Code, a.Coordinator)).ShouldBe([("unusual-taking", true)]);
    }

    private string Person(int number) =>
        TestTokens.Of($"person-{number}-of-{_organisation}", "portal", _organisation, Roles.Caseworker);

    private Task<Answer> Send(AvailabilityChanged pool, int places, string token) =>
        service.Ask(
            HttpMethod.Post,
            "/api/referrals",
            token,
            new
            {
                kind = pool.Kind,
                urgency = "urgent",
                plan = new[] { pool.PoolId },
                survivor = new { sex = "female", age = 24 },
                places,
                consent = service.Consent(),
            }
        );

    private Task<Answer> SendCase(AvailabilityChanged pool, string token) =>
        service.Ask(
            HttpMethod.Post,
            "/api/cases",
            token,
            new
            {
                survivor = new { sex = "female", age = 24 },
                consent = service.Consent(),
                referrals = Enumerable
                    .Range(0, 2)
                    .Select(_ => new
                    {
                        kind = pool.Kind,
                        urgency = "urgent",
                        plan = new[] { pool.PoolId },
                    }),
            }
        );

    // Of another organisation, two places, offered to this one.
    private async Task<Guid> Offered(AvailabilityChanged pool)
    {
        var other = TestTokens.Caseworker();
        var id = (await Send(pool, 2, other)).Expect(202).Body.GetProperty("id").GetGuid();
        await service.Deliver(
            new OrganisationChanged(
                _organisation,
                new LocalText("Helping Hands", null),
                [],
                false,
                1,
                service.Clock.GetUtcNow()
            )
        );
        return (
            await service.Ask(
                HttpMethod.Post,
                $"/api/referrals/{id}/transfer",
                other,
                new
                {
                    organisation = new { id = _organisation },
                    how = "spoken",
                    language = "km",
                }
            )
        ).Expect(201).Body.GetProperty("id").GetGuid();
    }
}
