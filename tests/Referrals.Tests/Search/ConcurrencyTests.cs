using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Referrals.Domain.Search;
using static ReferralNetwork.Referrals.Tests.Search.Given;

namespace ReferralNetwork.Referrals.Tests.Search;

public class ConcurrencyTests
{
    private const int Pools = 100;
    private static readonly string[] Areas = ["0102", "0110", "12", "1201", "1202", "17"];

    [Fact]
    public async Task Readers_see_every_pool_once_while_writers_move_them_about()
    {
        var index = Index(Enumerable.Range(1, Pools).Select(id => Pool(id)));
        var ct = TestContext.Current.CancellationToken;
        var done = 0;

        var writers = Enumerable
            .Range(0, 2)
            .Select(writer =>
                Task.Run(
                    () =>
                    {
                        for (var version = 2; version < 1_500; version++)
                            index.Apply(Moved((version * 7 % Pools) + 1, version, writer));
                        Interlocked.Increment(ref done);
                    },
                    ct
                )
            )
            .ToList();
        var ageing = Task.Run(
            () =>
            {
                for (var hour = 0; hour < 200; hour++)
                    index.Age(Now.AddHours(hour));
            },
            ct
        );
        var readers = Enumerable
            .Range(0, 2)
            .Select(_ =>
                Task.Run(
                    () =>
                    {
                        while (Volatile.Read(ref done) < 2)
                            ReadOnce(index);
                    },
                    ct
                )
            );

        await Task.WhenAll([.. writers, ageing, .. readers]);
        index.Count.ShouldBe(Pools);
    }

    private static AvailabilityChanged Moved(int id, int version, int writer) =>
        Pool(
            id,
            version,
            area: Areas[(version + writer) % Areas.Length],
            hoursOld: version % 90,
            free: version % 2,
            takes: new Eligibility(MinAge: version % 5)
        );

    private static void ReadOnce(AvailabilityIndex index)
    {
        var result = index.Search(Shelters with { Limit = 200 }, Now);

        result.Total.ShouldBe(Pools);
        result.Items.Select(hit => hit.Pool.PoolId).Distinct().Count().ShouldBe(Pools);
        result.Items.ShouldAllBe(hit => hit.Open == hit.Pool.Capacity.Available > 0);
    }
}
