using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Tests;

/// <summary>A place is never promised twice (rule 1).</summary>
[Collection(nameof(Shelters))]
public sealed class LastPlaceTests(Shelters service)
{
    private const int Callers = 200;
    private const int Places = 5;

    [Fact]
    public async Task Of_200_requests_at_once_for_5_places_5_are_held()
    {
        var house = await service.AddPool(Places);
        var requests = Enumerable.Range(0, Callers).Select(_ => service.Request([house.Pool])).ToList();

        await Task.WhenAll(requests.Select(request => Task.Run(() => service.Deliver(request))));

        (await service.Counts(house)).ShouldBe((0, Places, 0));
        var ids = requests.Select(r => r.ReferralId).ToList();
        var attempts = await service.Read(db =>
            db.Attempts.AsNoTracking().Where(a => ids.Contains(a.ReferralId)).ToListAsync()
        );
        attempts.Count.ShouldBe(Callers);
        attempts.Count(a => a.Status == Status.Received).ShouldBe(Places);
        attempts
            .Count(a => a is { Status: Status.Rejected, BusinessStatus: Business.NoCapacity, PlanExhausted: true })
            .ShouldBe(Callers - Places);
        (await service.Published<AttemptChanged>()).Count(e => ids.Contains(e.ReferralId)).ShouldBe(Callers);
    }

    // The gate only spares SQLite the polling of its lock: what decides is the conditional update and the constraint.
    [Fact]
    public async Task Of_200_connections_around_the_gate_5_take_a_place()
    {
        var house = await service.AddPool(Places);
        using var start = new Barrier(8);
        var taken = 0;

        // Eight threads of 25, each with a connection of its own for each caller.
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    Task.Factory.StartNew(
                        () =>
                        {
                            start.SignalAndWait();
                            for (var i = 0; i < Callers / 8; i++)
                                if (TakeOnOwnConnection(house).GetAwaiter().GetResult())
                                    Interlocked.Increment(ref taken);
                        },
                        CancellationToken.None,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                )
        );

        taken.ShouldBe(Places);
        (await service.Counts(house)).ShouldBe((0, Places, 0));
        (await service.Read(db => db.Holds.CountAsync(h => h.PoolId == house.Pool))).ShouldBe(Places);
    }

    [Fact]
    public async Task The_database_itself_refuses_a_promise_too_many_and_a_count_below_nothing()
    {
        var house = await service.AddPool(Places, occupied: Places);

        await Should.ThrowAsync<Microsoft.Data.Sqlite.SqliteException>(
            service.Read(db =>
                db.Pools.Where(p => p.Id == house.Pool).ExecuteUpdateAsync(set => set.SetProperty(p => p.Held, 1))
            )
        );
        await Should.ThrowAsync<Microsoft.Data.Sqlite.SqliteException>(
            service.Read(db =>
                db.Pools.Where(p => p.Id == house.Pool).ExecuteUpdateAsync(set => set.SetProperty(p => p.Waiting, -1))
            )
        );
        (await service.Counts(house)).ShouldBe((Places, 0, 0));
    }

    private async Task<bool> TakeOnOwnConnection(House house)
    {
        await using var scope = service.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CapacityDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var taken = await scope
            .ServiceProvider.GetRequiredService<Capacity.Placement.Ledger>()
            .Hold(Guid.NewGuid(), house.Pool, 1, service.Now, CancellationToken.None);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return taken;
    }
}
