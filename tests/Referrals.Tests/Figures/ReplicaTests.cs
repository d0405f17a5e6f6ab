using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Clocks;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain.Figures;
using ReferralNetwork.Testing.Databases;

namespace ReferralNetwork.Referrals.Tests.Figures;

/// <summary>Two replicas over one PostgreSQL.</summary>
[Trait("Needs", "PostgreSQL")]
public sealed class ReplicaTests(PrivatePostgres postgres)
{
    [Fact]
    public async Task Replicas_that_close_a_month_at_once_close_it_once_and_neither_fails()
    {
        await using var database = new TestDatabase(await postgres.Server(), typeof(ReferralsDb));
        await using Replica one = await Replica.Over(database),
            other = await Replica.Over(database);
        // The database's clock cannot be moved: three whole months lie behind it.
        var first = Month.Of(DateTimeOffset.UtcNow.AddDays(-100));
        var house = Past.Pool("0102");
        database.Db.AddRange([
            house,
            .. Past.Many(20, first.From.AddDays(1), house, "normal", Status.Accepted, Business.Accepted),
        ]);
        await database.Db.SaveChangesAsync();

        await Task.WhenAll(
            new[] { one, other }.Select(replica =>
                Task.Run(() =>
                    ActivatorUtilities.CreateInstance<MonthEnd>(replica.Services).Close(CancellationToken.None)
                )
            )
        );

        var months = await database.Db.Set<ClosedMonth>().OrderBy(m => m.Month).Select(m => m.Month).ToListAsync();
        months.Count.ShouldBeGreaterThanOrEqualTo(2);
        months[0].ShouldBe($"{first}");
        (
            await database
                .Db.Set<Figure>()
                .SingleAsync(f =>
                    f.Month == $"{first}" && f.Measure == "accepted" && f.Kind == "shelter" && f.By == "all"
                )
        ).Count.ShouldBe(20);
    }
}
