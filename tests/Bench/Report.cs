using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace ReferralNetwork.Bench;

/// <summary>Measures and prints the table that the README shows. Takes about four minutes.</summary>
internal static class Report
{
    private const int Port = 18480;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(10);

    /// <param name="args">The program to start and time, for the start row: the built AllInOne.dll.</param>
    public static async Task<int> Run(string[] args)
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores, {RuntimeInformation()}, {DateTime.UtcNow:yyyy-MM-dd}\n");
        Console.WriteLine("| what | value |\n|---|---|");
        if (args is [var program]) await Start(program);
        foreach (var pools in new[] { 1_000, 100_000, 1_000_000 }) await Search(pools);
        await Refer();
        return 0;
    }

    private static string RuntimeInformation() => System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription;

    private static async Task Start(string program)
    {
        var folder = Directory.CreateTempSubdirectory("network-start-").FullName;
        var times = new List<double>();
        long idle = 0;
        for (var run = 0; run < 6; run++)
        {
            var clock = Stopwatch.StartNew();
            using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "--data", folder, "--port", $"{Port}"]) { RedirectStandardOutput = true })!;
            using var http = Load.Client(new Uri($"http://127.0.0.1:{Port}"), null);
            while (!await IsReady(http)) await Task.Delay(10);
            // The first start loads the demo network and is not counted.
            if (run > 0) times.Add(clock.Elapsed.TotalSeconds);
            await Task.Delay(TimeSpan.FromSeconds(run == 0 ? 8 : 5));
            process.Refresh();
            idle = process.WorkingSet64 / 1024 / 1024;
            using var stop = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync();
        }
        times.Sort();
        Row("start to ready, all services, median of 5", $"{times[2]:0.0} s ({times[0]:0.0}-{times[^1]:0.0})");
        Row("idle memory (RSS), demo network of 100 pools", $"{idle} MB");
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<bool> IsReady(HttpClient http)
    {
        try { return (await http.GetAsync("/health/ready")).IsSuccessStatusCode; }
        catch (HttpRequestException) { return false; }
    }

    private static async Task Search(int pools)
    {
        await using var child = await Child.Start(pools, Port);
        var load = new Load(child.Address, await child.Token("ngo-1"));
        var body = JsonNode.Parse("""
            { "kinds": ["shelter"], "sex": "female", "age": 16, "needs": ["trafficking"], "languages": ["km"],
              "near": { "lat": 13.656, "lon": 102.563 }, "openOnly": true, "limit": 20 }
            """)!;
        async Task<bool> Ask(HttpClient http, int caller)
        {
            using var answer = await http.PostAsync("/api/availability/search", Load.Json(body));
            await answer.Content.ReadAsByteArrayAsync();
            return answer.IsSuccessStatusCode;
        }
        var one = await load.Closed(1, Time, Ask);
        var many = await load.Closed(16, Time, Ask);
        Row($"search, {pools:N0} pools, 1 caller", $"p50 {one.P50Ms:0.00} ms, p99 {one.P99Ms:0.00} ms{Errors(one)}");
        Row($"search, {pools:N0} pools, 16 callers", $"{many.PerSecond:N0}/s, p50 {many.P50Ms:0.0} ms, p99 {many.P99Ms:0.0} ms{Errors(many)}; server {child.WorkingSetMb} MB");
    }

    private static async Task Refer()
    {
        await using var child = await Child.Start(0, Port);
        var token = await child.Token("ngo-1");
        var pools = await OpenPools(child.Address, token);
        var load = new Load(child.Address, token);
        async Task<bool> SendAndWithdraw(HttpClient http, int caller)
        {
            var body = Referral(pools[Random.Shared.Next(pools.Count)]);
            using var message = new HttpRequestMessage(HttpMethod.Post, "/api/referrals") { Content = Load.Json(body) };
            message.Headers.Add("Prefer", "wait=10");
            using var answer = await http.SendAsync(message);
            var sent = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            if ((int)answer.StatusCode != 201) return false;
            // Given back, so that places do not run out.
            using var back = await http.PostAsync($"/api/referrals/{(string)sent["id"]!}/actions/withdraw", Load.Json(JsonNode.Parse("""{"reason":"wrong-pool"}""")!));
            return back.IsSuccessStatusCode;
        }
        var one = await load.Closed(1, Time, SendAndWithdraw);
        var many = await load.Closed(8, Time, SendAndWithdraw);
        Row("referral sent, held (201) and withdrawn, 1 caller", $"p50 {one.P50Ms:0.0} ms, p99 {one.P99Ms:0.0} ms{Errors(one)}");
        Row("the same, 8 callers", $"{many.PerSecond:N0}/s, p50 {many.P50Ms:0.0} ms, p99 {many.P99Ms:0.0} ms{Errors(many)}");
    }

    private static async Task<List<string>> OpenPools(Uri address, string token)
    {
        using var http = Load.Client(address, token);
        var answer = await http.PostAsync("/api/availability/search", Load.Json(JsonNode.Parse("""
            { "kinds": ["shelter"], "sex": "female", "age": 16, "openOnly": true, "limit": 200 }
            """)!));
        return [.. JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["items"]!.AsArray()
            .Where(item => (string)item!["access"]! == "places" && (int)item["capacity"]!["available"]! >= 3).Select(item => (string)item!["poolId"]!)];
    }

    private static JsonNode Referral(string pool) => JsonNode.Parse($$"""
        { "kind": "shelter", "urgency": "urgent", "plan": ["{{pool}}"],
          "survivor": { "sex": "female", "age": 16, "languages": ["km"], "needs": [] },
          "consent": { "purposes": ["placement"], "recipients": "plan", "fields": ["name"], "language": "km", "how": "spoken",
            "guardian": "none", "bestInterestBy": "bench", "expiresAt": "{{DateTimeOffset.UtcNow.AddDays(30):O}}" },
          "details": { "name": "Bench Example" } }
        """)!;

    private static string Errors(Result result) => result.Errors == 0 ? "" : $", {result.Errors} errors";

    private static void Row(string what, string value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {value} |"));
}
