using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ReferralNetwork.Launch;

/// <summary>The API answered with an error status.</summary>
public sealed class ApiException(HttpStatusCode status, string message) : Exception(message)
{
    public HttpStatusCode Status => status;
}

/// <summary>An ordinary client of the public API. A request that is answered with 503 or 429 is repeated for up to 30
/// seconds.</summary>
public sealed class ApiClient(Uri address) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HttpClient _http = Local.Client(address, TimeSpan.FromMinutes(2));

    public async Task<string> Token(string clientId, string clientSecret, CancellationToken ct)
    {
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = clientId,
                ["client_secret"] = clientSecret,
                ["scope"] = "network",
            }
        );
        var (answer, _) = await Send(HttpMethod.Post, "/connect/token", null, form, null, ct);
        return (string)answer["access_token"]!;
    }

    public async Task<(JsonObject Body, string ETag)> Post(
        string path,
        string? token,
        JsonObject body,
        CancellationToken ct
    ) => await Send(HttpMethod.Post, path, token, Json(body), null, ct);

    public async Task Put(string path, string token, string etag, JsonObject body, CancellationToken ct) =>
        await Send(HttpMethod.Put, path, token, Json(body), etag, ct);

    public async Task<JsonObject> Send(
        HttpMethod method,
        string path,
        string token,
        JsonObject body,
        CancellationToken ct
    ) => (await Send(method, path, token, Json(body), null, ct)).Body;

    public async Task<JsonObject> Get(string path, string token, CancellationToken ct)
    {
        using var nothing = new ByteArrayContent([]);
        return (await Send(HttpMethod.Get, path, token, nothing, null, ct)).Body;
    }

    /// <exception cref="ApiException">The last answer was not 2xx.</exception>
    public async Task<(JsonObject Body, string ETag)> Send(
        HttpMethod method,
        string path,
        string? token,
        HttpContent content,
        string? etag,
        CancellationToken ct
    )
    {
        var (bytes, type) = (await content.ReadAsByteArrayAsync(ct), content.Headers.ContentType);
        var key = Guid.NewGuid().ToString();
        var until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            // An HttpContent can be sent only once, so each try gets its own.
            using var request = new HttpRequestMessage(method, path)
            {
                Content = new ByteArrayContent(bytes) { Headers = { ContentType = type } },
            };
            if (token is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (etag is not null)
                request.Headers.TryAddWithoutValidation("If-Match", etag);
            if (method == HttpMethod.Post)
                request.Headers.Add("Idempotency-Key", key);
            using var response = await _http.SendAsync(request, ct);
            var text = await response.Content.ReadAsStringAsync(ct);
            if (response.IsSuccessStatusCode)
                return (
                    text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject(),
                    response.Headers.ETag?.ToString() ?? ""
                );
            if (
                response.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests)
                || Environment.TickCount64 > until
            )
                throw new ApiException(
                    response.StatusCode,
                    $"{method} {path} answered {(int)response.StatusCode}: {text}"
                );
            await Task.Delay(200, ct);
        }
    }

    private static StringContent Json(JsonObject body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");

    public void Dispose() => _http.Dispose();
}
