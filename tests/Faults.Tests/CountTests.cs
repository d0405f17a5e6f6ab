namespace ReferralNetwork.Faults.Tests;

/// <summary>The count itself: what is lost, doubled or over-promised does not escape it.</summary>
[Collection(nameof(FaultedNetwork))]
public sealed class CountTests(FaultedNetwork network, ITestOutputHelper output)
{
    [Fact]
    public async Task What_goes_missing_and_what_is_there_twice_is_counted()
    {
        var house = network.Houses[0];
        var pool = await house.OpenPool(3, network.Caseworkers[0]);
        var one = network.Work.Also(house, network.Caseworkers[0], new Random(network.Random.Next()));
        await one.Send([pool]);
        await Eventually.Get(
            () => one.Caseworker.Get($"/api/referrals/{one.Id}"),
            told => told.State == "received",
            "the place is held"
        );

        await network.Databases.Change(
            "referrals",
            """UPDATE "Attempts" SET "BusinessStatus" = 'gone' WHERE "ReferralId" = $1""",
            one.Id
        );
        (await network.Work.Look()).Lost.ShouldContain(fault => fault.Contains($"{one.Id}"));
        await network.Databases.Change(
            "referrals",
            """UPDATE "Attempts" SET "BusinessStatus" = 'held' WHERE "ReferralId" = $1""",
            one.Id
        );

        await network.Databases.Change("shelters", """UPDATE "Pools" SET "Held" = "Held" + 1 WHERE "Id" = $1""", pool);
        (await network.Work.Look()).Doubled.ShouldContain(fault => fault.Contains($"{pool} held"));
        await network.Databases.Change("shelters", """UPDATE "Pools" SET "Held" = "Held" - 1 WHERE "Id" = $1""", pool);

        await network.Databases.Change(
            "shelters",
            """UPDATE "Pools" SET "Overbooked" = 1, "Occupied" = 3 WHERE "Id" = $1""",
            pool
        );
        (await network.Work.Look()).OverPromised.ShouldContain(fault => fault.Contains($"{pool}"));
        await network.Databases.Change(
            "shelters",
            """UPDATE "Pools" SET "Overbooked" = 0, "Occupied" = 0 WHERE "Id" = $1""",
            pool
        );

        await network.NothingIsAmiss(output);
        await one.End();
    }
}
