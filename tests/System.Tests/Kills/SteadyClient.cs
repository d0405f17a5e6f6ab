using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using ReferralNetwork.Demo;

namespace ReferralNetwork.System.Tests.Kills;

/// <summary>What was answered at last, and whether an earlier try got no answer, so that nobody knows what it
/// did.</summary>
internal sealed record Told(int Code, JsonObject Body, string? ETag, bool InDoubt)
{
    public bool IsGood => Code is >= 200 and < 300;

    public string State => (string)(Body["state"] ?? Body["status"])!;

    public override string ToString() => $"{Code} {Body.ToJsonString()}";
}

/// <summary>How far the work has come, in answers: a kill at the n-th is the same moment on a fast and on a slow
/// machine.</summary>
internal sealed class Answers
{
    private readonly Lock _lock = new();
    private readonly List<(long At, TaskCompletionSource Reached)> _awaited = [];
    private long _count;

    public void Add()
    {
        lock (_lock)
        {
            _count++;
            foreach (var (_, reached) in _awaited.Where(a => a.At <= _count))
                reached.TrySetResult();
            _awaited.RemoveAll(a => a.At <= _count);
        }
    }

    public Task More(int answers)
    {
        lock (_lock)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((_count + answers, reached));
            return reached.Task;
        }
    }
}

/// <summary>A client that asks until it is answered. No answer, a broken connection and 5xx say nothing of what was
/// done.</summary>
internal sealed class SteadyClient(Uri address, DemoAccount account, Answers answers) : IDisposable
{
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(15) };
    private volatile string? _token;
    private int _unanswered;

    public int Unanswered => _unanswered;

    public Task<Told> Get(string path) => Ask(HttpMethod.Get, path, null);

    public Task<Told> Post(string path, JsonNode body, params (string Name, string Value)[] headers) =>
        Ask(HttpMethod.Post, path, body, headers);

    public async Task<Told> Ask(
        HttpMethod method,
        string path,
        JsonNode? body,
        params (string Name, string Value)[] headers
    )
    {
        var (until, inDoubt) = (Environment.TickCount64 + (long)GiveUpAfter.TotalMilliseconds, false);
        while (Environment.TickCount64 < until)
        {
            if (await Once(method, path, body, headers) is { } told)
                return told with { InDoubt = inDoubt };
            inDoubt = true;
            Interlocked.Increment(ref _unanswered);
            await Task.Delay(Pause);
        }
        throw new TimeoutException($"{method} {path} was not answered for {GiveUpAfter}");
    }

    /// <returns>Null: no answer, so it may have been done or not.</returns>
    public async Task<Told?> Once(
        HttpMethod method,
        string path,
        JsonNode? body,
        params (string Name, string Value)[] headers
    )
    {
        try
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token ??= await SignIn());
            if (body is not null)
                request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            foreach (var (name, value) in headers)
                request.Headers.TryAddWithoutValidation(name, value);
            using var response = await _http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            if (response.StatusCode == global::System.Net.HttpStatusCode.Unauthorized)
                _token = null;
            if (_token is null || (int)response.StatusCode >= 500)
                return null;
            answers.Add();
            return new(
                (int)response.StatusCode,
                text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject(),
                response.Headers.ETag?.ToString(),
                false
            );
        }
        catch (Exception e)
            when (e is HttpRequestException or SocketException or OperationCanceledException or IOException)
        {
            return null;
        }
    }

    private async Task<string> SignIn()
    {
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = account.ClientId,
                ["client_secret"] = account.ClientSecret,
            }
        );
        using var response = await _http.PostAsync("/connect/token", form);
        response.EnsureSuccessStatusCode();
        return (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["access_token"]!;
    }

    public void Dispose() => _http.Dispose();
}
