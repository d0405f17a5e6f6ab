using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Testing.Databases;

namespace ReferralNetwork.Referrals.Tests.Keeping;

/// <summary>Two replicas over one PostgreSQL: there nothing but the lock by name keeps two requests from each
/// other.</summary>
[Trait("Needs", "PostgreSQL")]
public sealed class AllowanceAtOnceTests(PrivatePostgres postgres)
{
    [Fact]
    public async Task Requests_at_the_same_moment_pass_the_share_no_further_than_one_after_another()
    {
        await using var database = new TestDatabase(await postgres.Server(), typeof(ReferralsDb));
        var (key, pool) = (Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.key"), Pool());
        var replicas = new List<Replica>();
        for (var i = 0; i < 2; i++)
        {
            var replica = await Replica.Over(
                database,
                ("MasterKey:File", key),
                ("Allowance:Organisation", "6"),
                ("Allowance:Person", "6")
            );
            replicas.Add(await replica.Start());
            var told = new Envelope(
                Guid.NewGuid(),
                Envelope.TypeOf<AvailabilityChanged>(),
                Envelope.Serialize(pool),
                null,
                DateTimeOffset.UtcNow
            );
            await replica.Bus.Publish([told], CancellationToken.None);
        }
        var token = TestTokens.Caseworker();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Send(replicas[i % 2].Http, token, pool)));

        answers.Order().ShouldBe([202, 202, 202, .. Enumerable.Repeat(429, 13)]);
        (await database.Db.Set<Referral>().SumAsync(r => r.Places)).ShouldBe(6);
        foreach (var replica in replicas)
            await replica.DisposeAsync();
        File.Delete(key);
    }

    private static async Task<int> Send(HttpClient http, string token, AvailabilityChanged pool)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/referrals")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
        request.Content = JsonContent.Create(
            new
            {
                kind = "shelter",
                urgency = "urgent",
                plan = new[] { pool.PoolId },
                places = 2,
                survivor = new { sex = "female", age = 24 },
                consent = new
                {
                    purposes = new[] { "placement" },
                    recipients = "plan",
                    fields = new[] { "name" },
                    language = "km",
                    how = "spoken",
                    limitsExplained = true,
                    alone = true,
                    expiresAt = DateTimeOffset.UtcNow.AddDays(30),
                },
            }
        );
        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private static AvailabilityChanged Pool() =>
        new(
            Guid.NewGuid(),
            1,
            false,
            "shelter",
            Guid.NewGuid(),
            Guid.NewGuid(),
            "House",
            new("Beds", null),
            new("01", null),
            true,
            null,
            "012 000 000",
            "places",
            true,
            new("bed", 90, 0, 0, 0, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow, "staff", false),
            Eligibility.Anyone,
            null
        );
}
