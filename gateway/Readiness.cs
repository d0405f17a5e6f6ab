using System.Net;

namespace ReferralNetwork.Gateway;

/// <summary>Calls the services directly, not through the public routes.</summary>
internal sealed class ServiceClient(IReadOnlyDictionary<string, IReadOnlyList<Uri>> services) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(2) };

    public IReadOnlyList<string> Services { get; } = [.. services.Keys.Order()];

    /// <returns>Null when the service is away or answers anything but 200, at each of its addresses.</returns>
    public async Task<string?> Get(string service, string path, CancellationToken ct)
    {
        foreach (var address in services[service])
            if (await Get(new Uri(address, path), ct) is { } text)
                return text;
        return null;
    }

    private async Task<string?> Get(Uri address, CancellationToken ct)
    {
        try
        {
            using var response = await _http.GetAsync(address, ct);
            return response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadAsStringAsync(ct) : null;
        }
        catch (Exception e)
            when (e is HttpRequestException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();
}

internal static class Readiness
{
    public static void MapReadiness(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/health/ready",
                async (ServiceClient client, Loading loading, CancellationToken ct) =>
                {
                    var answers = await Task.WhenAll(
                        client.Services.Select(service => client.Get(service, "/health/ready", ct))
                    );
                    var away = client.Services.Where((_, i) => answers[i] is null).ToList();
                    if (away.Count > 0)
                        return Results.Json(
                            new { status = "not ready", away },
                            statusCode: StatusCodes.Status503ServiceUnavailable
                        );
                    return loading.Now
                        ? Results.Json(new { status = "ready", loading = "the demo" })
                        : Results.Json(new { status = "ready" });
                }
            )
            .AllowAnonymous();
}
