using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ReferralNetwork.Bench;

/// <param name="PerSecond">Answers a second, closed loop.</param>
internal sealed record Result(double PerSecond, double P50Ms, double P99Ms, int Errors);

/// <summary>Asks from this process, over HTTP, as a client would.</summary>
internal sealed class Load(Uri address, string token)
{
    /// <summary>Each caller asks again as soon as it is answered, for the time given, after a tenth of it to warm up.</summary>
    public async Task<Result> Closed(int callers, TimeSpan time, Func<HttpClient, int, Task<bool>> ask)
    {
        await Run(callers, time / 5, ask);
        return await Run(callers, time, ask);
    }

    private async Task<Result> Run(int callers, TimeSpan time, Func<HttpClient, int, Task<bool>> ask)
    {
        using var http = Client(address, token);
        var started = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var (took, errors) = (new List<double>(), 0);
            while (started.Elapsed < time)
            {
                var from = Stopwatch.GetTimestamp();
                if (!await ask(http, caller)) errors++;
                took.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            }
            return (took, errors);
        })));
        var sorted = all.SelectMany(one => one.took).Order().ToList();
        return new(sorted.Count / started.Elapsed.TotalSeconds, At(sorted, 0.50), At(sorted, 0.99), all.Sum(one => one.errors));
    }

    private static double At(List<double> sorted, double share) => sorted[(int)(share * (sorted.Count - 1))];

    public static HttpClient Client(Uri address, string? token)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address };
        if (token is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    public static StringContent Json(JsonNode body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");
}
