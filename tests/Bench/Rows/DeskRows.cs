using System.Net.Http.Headers;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Shelters;

namespace ReferralNetwork.Bench.Rows;

/// <summary>Desks that stand open while nothing happens, as at night: each follows its inbox.</summary>
internal static class DeskRows
{
    private const int Desks = 2_000;

    public static async Task Measure(Run run)
    {
        await using var issuer = await Issuer.Start();
        var servers = await run.Servers();
        await servers.Create("desks");
        var settings = Settings.Of(run, "desks", servers.Database("desks"), servers.Broker);
        await using (var host = ServiceHost.Build<SheltersModule>(settings))
            await ServiceHost.Prepare(host);
        var told = new Dictionary<string, string?>(settings.Settings);
        told.Remove("urls");
        foreach (var (name, value) in issuer.Settings)
            told[name] = value;
        await using var service = await Child.Service(run, "Shelters", told);

        var turns = await run.Turns(
            () => Busy(run, service),
            async () =>
            {
                using var desks = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Desks })
                {
                    BaseAddress = service.Address,
                };
                var streams = new List<HttpResponseMessage>();
                foreach (var some in Enumerable.Range(0, Desks).Chunk(50))
                    streams.AddRange(await Task.WhenAll(some.Select(_ => Open(desks, issuer))));
                var busy = await Busy(run, service);
                foreach (var stream in streams)
                    stream.Dispose();
                return busy;
            }
        );
        run.Add("desks-idle", turns.Select(turn => turn[1] - turn[0]));
        run.Add("yardstick-desks-none", turns.Select(turn => turn[0]));
    }

    private static async Task<HttpResponseMessage> Open(HttpClient desks, Issuer issuer)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, "/api/shelters/inbox/stream");
        // Each of a house of its own: what one person may have open is limited.
        ask.Headers.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Token(Roles.Intake));
        var stream = await desks.SendAsync(ask, HttpCompletionOption.ResponseHeadersRead);
        return stream.EnsureSuccessStatusCode();
    }

    /// <returns>Milliseconds of one processor for each second.</returns>
    private static async Task<double> Busy(Run run, Child service)
    {
        await Task.Delay(run.Time(2));
        var (before, time) = (service.ProcessorMs, run.Time(20));
        await Task.Delay(time);
        return (service.ProcessorMs - before) / time.TotalSeconds;
    }
}
