using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Referrals;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Bench.Rows;

/// <summary>A replica joins: it reads its index from PostgreSQL and answers a search from all of it.</summary>
internal static class IndexRows
{
    private const int Pools = 100_000;

    public static async Task Measure(Run run)
    {
        await using var issuer = await Issuer.Start();
        var servers = await run.Servers();
        await servers.Create("index_ready");
        var settings = Settings.Of(run, "index_ready", servers.Database("index_ready"), servers.Broker);
        await using (var host = ServiceHost.Build<ReferralsModule>(settings))
        {
            await ServiceHost.Prepare(host);
            await Fill(host.Services);
        }
        var told = new Dictionary<string, string?>(settings.Settings);
        told.Remove("urls");
        foreach (var (name, value) in issuer.Settings)
            told[name] = value;
        var turns = await run.Turns(async () =>
        {
            await using var replica = await Child.Service(
                run,
                "Referrals",
                told,
                "/",
                http => Answers(http, issuer.Token())
            );
            return replica.ReadyAfterSeconds;
        });
        run.Add("index-ready", turns.Select(turn => turn[0]));
    }

    private static async Task<bool> Answers(HttpClient http, string token)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Post, SearchRows.Path)
        {
            Content = new StringContent(SearchRows.Body, Encoding.UTF8, "application/json"),
        };
        ask.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(ask);
        return answer.IsSuccessStatusCode
            && (int)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["total"]! > 0;
    }

    // Applied an hour ago: a sweep reads what is newer, and these are not.
    private static async Task Fill(IServiceProvider services)
    {
        var (now, applied) = (DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(-1));
        foreach (var page in Synthetic.Pools(Pools, now).Chunk(5_000))
        {
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ReferralsDb>();
            db.AddRange(
                page.Select(pool => new AvailabilityRow
                {
                    PoolId = pool.PoolId,
                    Version = pool.Version,
                    AppliedAt = applied,
                    State = pool,
                })
            );
            await db.SaveChangesAsync();
        }
    }
}
