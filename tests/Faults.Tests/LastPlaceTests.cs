namespace ReferralNetwork.Faults.Tests;

/// <summary>The last place under a crowd, while those who decide about it die.</summary>
[Collection(nameof(FaultedNetwork))]
public sealed class LastPlaceTests(FaultedNetwork network, ITestOutputHelper output)
{
    private const int Callers = 200;

    [Fact]
    public async Task Of_two_hundred_callers_for_the_last_place_one_has_it_whoever_dies()
    {
        var house = network.Houses[0];
        var pool = await house.OpenPool(1, network.Caseworkers[0]);
        await Eventually.IsSo(
            () => network.Databases.IsKeptForSearch(pool),
            "the pool outlives who answers the search"
        );
        var cases = Enumerable
            .Range(0, Callers)
            .Select(i => network.Work.Also(house, network.Caseworkers[i % 2], new Random(network.Random.Next())))
            .ToList();
        // Told beforehand: the crowd itself leads them there.
        var dying = Task.WhenAll(network.CrashAt("shelters-1", "handled"), network.CrashAt("referrals-1", "committed"));
        var sending = Task.WhenAll(cases.Select(one => one.Send([pool])));
        await network.Answered(10);
        await network.Kill("gateway");
        await dying;
        await sending;
        await network.NothingIsAmiss(output);

        var at = (await house.Inbox())
            .Where(item => (Guid)item["poolId"]! == pool)
            .ToLookup(item => (string)item["status"]!, item => (Guid)item["attemptId"]!);
        at["received"].Count().ShouldBe(1, "one has the place");
        at["rejected"].Count().ShouldBe(Callers - 1, "the others are told");
        foreach (var one in cases)
            if (await one.Attempt() == at["received"].Single())
                await one.End();
    }
}
