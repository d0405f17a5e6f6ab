using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Testing.Databases;

namespace ReferralNetwork.Referrals.Tests.Keeping;

/// <summary>Two replicas over one PostgreSQL: there nothing but the lock by name keeps two requests from each other.</summary>
[Trait("Needs", "PostgreSQL")]
public sealed class AllowanceAtOnceTests(PrivatePostgres postgres)
{
    [Fact]
    public async Task Requests_at_the_same_moment_pass_the_share_no_further_than_one_after_another()
    {
        await using var database = new TestDatabase(await postgres.Server(), typeof(ReferralsDb));
        var folders = Enumerable.Range(0, 2).Select(_ => Directory.CreateTempSubdirectory("referrals-tests-")).ToList();
        var replicas = new List<WebApplication>();
        var pool = Pool();
        var key = Path.Combine(folders[0].FullName, "master.key");
        foreach (var folder in folders)
        {
            var (bus, settings) = (new InProcessBus(), new Dictionary<string, string?>
            {
                ["Issuer:Address"] = TestTokens.Issuer, ["urls"] = "http://127.0.0.1:0", ["Database:Provider"] = "postgres", ["Allowance:Organisation"] = "6",
                ["Allowance:Person"] = "6", ["MasterKey:File"] = key, ["Database:ConnectionString"] = database.Server.ConnectionString,
            });
            replicas.Add(ServiceHost.Build<ModuleUnderTest>(new Platform.HostOptions(folder.FullName, bus, settings, null, logging => logging.ClearProviders())));
            await ServiceHost.Prepare(replicas[^1]);
            await replicas[^1].StartAsync();
            await bus.Publish([new(Guid.NewGuid(), Envelope.TypeOf<AvailabilityChanged>(), Envelope.Serialize(pool), null, DateTimeOffset.UtcNow)], CancellationToken.None);
        }
        var token = TestTokens.Caseworker();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Send(replicas[i % 2].Urls.Single(), token, pool)));

        answers.Order().ShouldBe([202, 202, 202, .. Enumerable.Repeat(429, 13)]);
        (await database.Db.Set<Referral>().SumAsync(r => r.Places)).ShouldBe(6);
        foreach (var replica in replicas) await replica.DisposeAsync();
        foreach (var folder in folders) folder.Delete(recursive: true);
    }

    private static async Task<int> Send(string address, string token, AvailabilityChanged pool)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{address}/api/referrals") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        request.Content = JsonContent.Create(new
        {
            kind = "shelter", urgency = "urgent", plan = new[] { pool.PoolId }, places = 2, survivor = new { sex = "female", age = 24 }, consent = new
            {
                purposes = new[] { "placement" }, recipients = "plan", fields = new[] { "name" }, language = "km", how = "spoken", limitsExplained = true, alone = true,
                expiresAt = DateTimeOffset.UtcNow.AddDays(30),
            },
        });
        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private static AvailabilityChanged Pool() => new(Guid.NewGuid(), 1, false, "shelter", Guid.NewGuid(), Guid.NewGuid(), "House", new("Beds", null), new("01", null), true, null,
        "012 000 000", "places", true, new("bed", 90, 0, 0, 0, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow, "staff", false), Eligibility.Anyone, null);
}
