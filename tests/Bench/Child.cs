using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ReferralNetwork.Bench;

/// <summary>A server process of this same program.</summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly Process _process;

    private Child(Process process, Uri address, string folder, int workingSetMb) =>
        (_process, Address, Folder, WorkingSetMb) = (process, address, folder, workingSetMb);

    public Uri Address { get; }
    public string Folder { get; }
    public int WorkingSetMb { get; }
    public int Id => _process.Id;

    public static async Task<Child> Start(int pools, int port)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [typeof(Child).Assembly.Location, "serve", $"{pools}", $"{port}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith("READY ", StringComparison.Ordinal) && line.Split(' ') is [_, var folder, _, var memory])
                return new(process, new Uri($"http://127.0.0.1:{port}"), folder, int.Parse(memory));
        throw new InvalidOperationException("The server ended before it was ready.");
    }

    public async Task<string> Token(string label)
    {
        var account = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "demo-accounts.json")))!.AsArray()
            .Single(a => (string)a!["label"]! == label)!;
        using var http = Load.Client(Address, null);
        var answer = await http.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["scope"] = "network",
            ["client_id"] = (string)account["clientId"]!,
            ["client_secret"] = (string)account["clientSecret"]!,
        }));
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["access_token"]!;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
