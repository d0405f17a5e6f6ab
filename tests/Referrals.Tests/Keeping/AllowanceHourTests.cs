using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Tests.Keeping;

/// <summary>
/// A partner with every role of its own and an hour: whatever it tries, in any order and from several of its accounts,
/// it keeps no more than its share. <c>ALLOWANCE_SEED=n</c> repeats a sequence.
/// </summary>
[Collection(nameof(ServiceUnderTest))]
[Trait("Attack", "yes")]
public sealed class AllowanceHourTests(ServiceUnderTest service, ITestOutputHelper output)
{
    private const int Share = 50;
    private const int OfOne = 25;
    private const int Steps = 150;

    private static readonly string[] Keeping = ["requested", "received", "on-hold", "accepted", "ready"];

    private readonly Guid _organisation = Guid.NewGuid();
    private readonly Dictionary<Guid, (AvailabilityChanged Pool, int Version)> _referrals = [];
    private readonly Dictionary<Guid, AvailabilityChanged> _groups = [];
    private readonly Dictionary<(Guid Referral, int Round), Guid> _attempts = [];
    private readonly List<int> _answers = [];

    [Fact]
    public async Task Whatever_it_tries_within_an_hour_it_keeps_no_more_than_its_share()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("ALLOWANCE_SEED"), out var given)
            ? given
            : Random.Shared.Next();
        output.WriteLine($"ALLOWANCE_SEED={seed}");
        var random = new Random(seed);
        var pools = new List<AvailabilityChanged>();
        for (var i = 0; i < 4; i++)
            pools.Add(await service.AddPool(places: 90));

        for (var step = 0; step < Steps; step++)
        {
            await Try(random, pools[random.Next(pools.Count)], Person(random.Next(4)));
            service.Clock.Advance(TimeSpan.FromHours(1) / Steps);
            var kept = await Kept();
            kept.Values.Sum().ShouldBeLessThanOrEqualTo(Share, $"seed {seed}, step {step}");
            foreach (var (by, places) in kept)
                places.ShouldBeLessThanOrEqualTo(OfOne, $"seed {seed}, step {step}, {by}");
        }

        _answers.ShouldContain(429, $"seed {seed}: it never came near its share");
        _answers.Count(status => status is 201 or 202).ShouldBeGreaterThan(5, $"seed {seed}");
    }

    private async Task Try(Random random, AvailabilityChanged pool, string person)
    {
        switch (random.Next(9))
        {
            case 0 or 1:
                await Refer(person, pool, random.Next(1, 13));
                break;
            case 2:
                await Case(person, pool);
                break;
            case 3 or 4:
                await Group(person, pool, random.Next(2, 21));
                break;
            case 5 when _groups.Count > 0:
                var (group, house) = _groups.ElementAt(random.Next(_groups.Count));
                await Refer(person, house, random.Next(1, 4), group);
                break;
            case 6 when _groups.Count > 0:
                _answers.Add(
                    (
                        await service.Ask(
                            HttpMethod.Delete,
                            $"/api/referrals/groups/{_groups.ElementAt(random.Next(_groups.Count)).Key}",
                            person
                        )
                    ).Status
                );
                break;
            case 7 when _referrals.Count > 0:
                var id = _referrals.ElementAt(random.Next(_referrals.Count)).Key;
                var action = random.Next(2) == 0 ? "withdraw" : "reopen";
                _answers.Add(
                    (
                        await service.Ask(
                            HttpMethod.Post,
                            $"/api/referrals/{id}/actions/{action}",
                            person,
                            action == "withdraw"
                                ? new { reason = "unreachable" }
                                : new { note = "again", plan = new[] { pool.PoolId } }
                        )
                    ).Status
                );
                break;
            case 8 when _referrals.Count > 0:
                await Hear(random);
                break;
        }
    }

    // What the provider's side says of one of them.
    private async Task Hear(Random random)
    {
        var (id, (pool, version)) = _referrals.ElementAt(random.Next(_referrals.Count));
        (string, string)[] states =
        [
            (Status.Received, Business.Held),
            (Status.OnHold, Business.Waitlisted),
            (Status.Accepted, Business.Accepted),
            (Status.Failed, Business.NoShow),
        ];
        var (status, business) = states[random.Next(states.Length)];
        var (round, standing) = await service.Read(async db =>
            await db
                .Referrals.Where(r => r.Id == id)
                .Select(r => new ValueTuple<int, string>(r.Round, r.Status))
                .SingleAsync()
        );
        // An attempt that has ended is never held again.
        if (!Keeping.Contains(standing))
            return;
        _referrals[id] = (pool, version + 1);
        if (!_attempts.TryGetValue((id, round), out var attempt))
            _attempts.Add((id, round), attempt = Guid.NewGuid());
        await service.Say(id, pool, status, business, version + 1, round: round, attempt: attempt);
    }

    private async Task Refer(string person, AvailabilityChanged pool, int places, Guid? group = null)
    {
        var answer = await service.Ask(
            HttpMethod.Post,
            "/api/referrals",
            person,
            new
            {
                kind = pool.Kind,
                urgency = "urgent",
                plan = new[] { pool.PoolId },
                survivor = new { sex = "female", age = 24 },
                places,
                groupId = group,
                consent = service.Consent(),
            }
        );
        _answers.Add(answer.Status);
        if (answer.Status == 202)
            _referrals.Add(answer.Body.GetProperty("id").GetGuid(), (pool, 0));
    }

    private async Task Case(string person, AvailabilityChanged pool) =>
        _answers.Add(
            (
                await service.Ask(
                    HttpMethod.Post,
                    "/api/cases",
                    person,
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
                )
            ).Status
        );

    // Its house says at once that it keeps them.
    private async Task Group(string person, AvailabilityChanged pool, int count)
    {
        var answer = await service.Ask(
            HttpMethod.Post,
            "/api/referrals/groups",
            person,
            new
            {
                members = new[]
                {
                    new
                    {
                        sex = "female",
                        ageBand = "18-24",
                        count,
                    },
                },
                arrivesAt = service.Clock.GetUtcNow().AddHours(9),
                urgency = "urgent",
                pools = new[] { pool.PoolId },
            }
        );
        _answers.Add(answer.Status);
        if (answer.Status != 201)
            return;
        var id = answer.Body.GetProperty("id").GetGuid();
        _groups.Add(id, pool);
        var reservation = await service.Read(db =>
            db.GroupReservations.AsNoTracking().SingleAsync(b => b.GroupId == id)
        );
        await service.Deliver(
            new GroupReservationChanged(
                reservation.Id,
                1,
                id,
                pool.PoolId,
                GroupReservationStatus.Kept,
                null,
                count,
                count,
                null,
                "house",
                service.Clock.GetUtcNow()
            )
        );
    }

    private async Task<Dictionary<string, int>> Kept()
    {
        var referrals = await service.Read(db =>
            db.Referrals.AsNoTracking().Where(r => r.OrganisationId == _organisation).ToListAsync()
        );
        var groups = await service.Read(db =>
            db.Groups.AsNoTracking()
                .Where(g => g.OrganisationId == _organisation)
                .Join(
                    db.GroupReservations,
                    g => g.Id,
                    b => b.GroupId,
                    (g, b) =>
                        new
                        {
                            g.KeptBy,
                            b.Status,
                            b.Left,
                        }
                )
                .ToListAsync()
        );
        return referrals
            .Where(r => Keeping.Contains(r.Status))
            .Select(r => (By: r.KeptBy, r.Places))
            .Concat(groups.Where(g => g.Status is "asked" or "kept").Select(g => (By: g.KeptBy, Places: g.Left)))
            .GroupBy(one => one.By)
            .ToDictionary(all => all.Key, all => all.Sum(one => one.Places));
    }

    private string Person(int number) =>
        TestTokens.Of(
            $"account-{number}-of-{_organisation}",
            "portal",
            _organisation,
            Roles.All.Except([Roles.Operator, Roles.Coordinator]).ToArray()
        );
}
