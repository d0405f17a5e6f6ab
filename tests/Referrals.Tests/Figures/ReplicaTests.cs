using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain.Figures;
using ReferralNetwork.Referrals.Indexing;
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
        var folders = Enumerable.Range(0, 2).Select(_ => Directory.CreateTempSubdirectory("referrals-tests-")).ToList();
        var replicas = new List<WebApplication>();
        foreach (var folder in folders)
        {
            var settings = new Dictionary<string, string?>
            {
                ["Issuer:Address"] = TestTokens.Issuer, ["urls"] = "http://127.0.0.1:0", ["Database:Provider"] = "postgres", ["Database:ConnectionString"] = database.Server.ConnectionString,
            };
            replicas.Add(ServiceHost.Build<ModuleUnderTest>(new Platform.HostOptions(folder.FullName, new InProcessBus(), settings, null, logging => logging.ClearProviders())));
            await ServiceHost.Prepare(replicas[^1]);
        }
        // The database's clock cannot be moved: three whole months lie behind it.
        var first = Month.Of(DateTimeOffset.UtcNow.AddDays(-100));
        var house = Past.Pool("0102");
        database.Db.AddRange([house, .. Past.Many(20, first.From.AddDays(1), house, "normal", Status.Accepted, Business.Accepted)]);
        await database.Db.SaveChangesAsync();

        await Task.WhenAll(replicas.Select(replica => Task.Run(() => ActivatorUtilities.CreateInstance<MonthEnd>(replica.Services).Close(CancellationToken.None))));

        var months = await database.Db.Set<ClosedMonth>().OrderBy(m => m.Month).Select(m => m.Month).ToListAsync();
        months.Count.ShouldBeGreaterThanOrEqualTo(2);
        months[0].ShouldBe($"{first}");
        (await database.Db.Set<Figure>().SingleAsync(f => f.Month == $"{first}" && f.Measure == "accepted" && f.Kind == "shelter" && f.By == "all")).Count.ShouldBe(20);
        foreach (var replica in replicas) await replica.DisposeAsync();
        foreach (var folder in folders) folder.Delete(recursive: true);
    }
}
