using System.Diagnostics.Metrics;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>What this service knows of others is asked for again each night: whatever was missed is mended and
/// counted.</summary>
[Collection(nameof(ServiceUnderTest))]
public sealed class AskedAgainTests(ServiceUnderTest service, ITestOutputHelper output)
{
    [Fact]
    public async Task After_a_hundred_lost_doubled_and_late_messages_a_night_mends_everything_and_the_next_finds_nothing()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var (now, late) = (new Dictionary<Guid, AvailabilityChanged>(), new List<AvailabilityChanged>());
        for (var n = 0; n < 12; n++)
        {
            var pool = await service.AddPool(places: 20);
            now[pool.PoolId] = pool;
        }
        var known = now.ToDictionary(pool => pool.Key, pool => pool.Value.Version);
        for (var fault = 0; fault < 100; fault++)
        {
            var pool = now.Values.ElementAt(random.Next(now.Count));
            pool = now[pool.PoolId] = pool with
            {
                Version = pool.Version + 1,
                Capacity = pool.Capacity with { Occupied = random.Next(20) },
            };
            switch (random.Next(3))
            {
                case 0:
                    break;
                case 1:
                    await Hears(pool);
                    await Hears(pool);
                    break;
                default:
                    late.Add(pool);
                    break;
            }
            if (late.Count > 3)
                await Hears(Taken(late, random));
        }

        var missed = now.Values.Count(pool => known[pool.PoolId] < pool.Version);
        (await Night(now.Values)).ShouldBe(missed);
        (await Night(now.Values)).ShouldBe(0);
        foreach (var (id, pool) in now)
            (await service.Get($"/api/availability/{id}", TestTokens.Caseworker()))
                .Expect(200)
                .Body.GetProperty("capacity")
                .GetProperty("available")
                .GetInt32()
                .ShouldBe(pool.Capacity.Available);

        async Task Hears(AvailabilityChanged pool)
        {
            await service.Deliver(pool);
            known[pool.PoolId] = Math.Max(known[pool.PoolId], pool.Version);
        }
    }

    [Fact]
    public async Task An_organisation_that_was_missed_is_heard_of_at_night()
    {
        var partner = new OrganisationChanged(
            Guid.NewGuid(),
            new LocalText("Partner", null),
            ["shelter"],
            true,
            3,
            service.Clock.GetUtcNow()
        );

        (await Counted(() => service.Deliver(partner))).ShouldBe(0, "nobody had to ask");
        (await Counted(() => service.Deliver(partner with { Again = true }))).ShouldBe(0);
        (await Counted(() => service.Deliver(partner with { Again = true, Version = 4 }))).ShouldBe(1);
    }

    private static AvailabilityChanged Taken(List<AvailabilityChanged> late, Random random)
    {
        var pool = late[random.Next(late.Count)];
        late.Remove(pool);
        return pool;
    }

    private Task<long> Night(IEnumerable<AvailabilityChanged> pools) =>
        Counted(async () =>
        {
            foreach (var pool in pools)
                await service.Deliver(pool with { Again = true });
        });

    private static async Task<long> Counted(Func<Task> act)
    {
        long counted = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name == "copies.repaired")
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, measured, _, _) => Interlocked.Add(ref counted, measured));
        listener.Start();
        await act();
        return counted;
    }
}
