using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ReferralNetwork.Capacity.Data;

namespace ReferralNetwork.Capacity.Tests;

/// <summary>Counters that a fault has put wrong are set right by the rows they stand for.</summary>
[Collection(nameof(Shelters))]
public sealed class RecountTests(Shelters service)
{
    [Fact]
    public async Task Counters_that_differ_from_their_rows_are_set_right_told_and_recorded()
    {
        var (wrong, right) = (await service.AddPool(4), await service.AddPool(4));
        foreach (var house in new[] { wrong, right })
            await service.Send([house]);
        await Spoil(wrong, held: 3, waiting: 2);

        await Run();

        (await service.Counts(wrong), await service.Counts(right)).ShouldBe(((0, 1, 0), (0, 1, 0)));
        var shown = (await service.Published<Contracts.V1.AvailabilityChanged>(wrong.Pool))
            .OrderBy(one => one.Version)
            .Last();
        (shown.Capacity.Held, shown.Capacity.Waiting).ShouldBe((1, 0));
        (await Repairs(wrong))
            .Select(one => (one.HeldBefore, one.Held, one.WaitingBefore, one.Waiting))
            .ShouldBe([(3, 1, 2, 0)]);
        (await Repairs(right)).ShouldBeEmpty();
        await Run();
        (await Repairs(wrong)).Count.ShouldBe(1, "once");
    }

    [Fact]
    public async Task Where_more_was_promised_than_there_is_nobody_more_is_admitted()
    {
        var house = await service.AddPool(2);
        await service.Send([house]);
        await service.Send([house]);
        await Spoil(house, held: 0, waiting: 0);
        (await service.Publish(house, 2, 1)).ShouldBeOk();

        await Run();

        (await service.Counts(house)).ShouldBe((1, 2, 0));
        var row = await service.Row(house);
        (row.Overbooked, row.Admitting).ShouldBe((true, false));
    }

    [Fact]
    public async Task A_place_that_is_found_free_goes_to_who_waits()
    {
        var house = await service.AddPool(1);
        await Spoil(house, held: 1, waiting: 0);
        var waits = await service.Send([house], waitlist: true);

        await Run();

        (await service.Story(waits)).ShouldEndWith("received/held");
        (await service.Counts(house)).ShouldBe((0, 1, 0));
    }

    private Task Run() =>
        new LedgerAuditJob(
            service.Services.GetRequiredService<IServiceScopeFactory>(),
            NullLogger<LedgerAuditJob>.Instance
        ).Run(TestContext.Current.CancellationToken);

    private Task<int> Spoil(House house, int held, int waiting) =>
        service.Read(db =>
            db.Pools.Where(p => p.Id == house.Pool)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.Held, held).SetProperty(p => p.Waiting, waiting))
        );

    private Task<List<LedgerRepair>> Repairs(House house) =>
        service.Read(db => db.LedgerRepairs.AsNoTracking().Where(one => one.PoolId == house.Pool).ToListAsync());
}
