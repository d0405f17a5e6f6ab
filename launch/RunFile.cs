using System.Text.Json;

namespace ReferralNetwork.Launch;

/// <summary>Where the network of a data folder listens, while it runs: <c>run.json</c>.</summary>
public sealed record RunFile(Uri Address, int ProcessId)
{
    private static string PathIn(string folder) => Path.Combine(folder, "run.json");

    public static void Write(string folder, Uri address) =>
        PrivateFile.Write(
            PathIn(folder),
            JsonSerializer.Serialize(new RunFile(address, Environment.ProcessId), JsonSerializerOptions.Web)
        );

    public static void Delete(string folder) => File.Delete(PathIn(folder));

    /// <returns>The address of the network that runs on this folder; null when none answers there.</returns>
    public static async Task<Uri?> Running(string folder, CancellationToken ct)
    {
        if (!File.Exists(PathIn(folder)))
            return null;
        try
        {
            var run = JsonSerializer.Deserialize<RunFile>(
                await File.ReadAllTextAsync(PathIn(folder), ct),
                JsonSerializerOptions.Web
            );
            using var http = Local.Client(run!.Address, TimeSpan.FromSeconds(5));
            using var answer = await http.GetAsync("/health/live", ct);
            return answer.IsSuccessStatusCode ? run.Address : null;
        }
        // The file was left behind by a process that was killed.
        catch (Exception e)
            when (e is HttpRequestException or JsonException or OperationCanceledException
                && !ct.IsCancellationRequested
            )
        {
            return null;
        }
    }
}
