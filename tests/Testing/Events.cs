using System.Net.Http.Headers;

namespace ReferralNetwork.Testing;

/// <summary>An event stream that a test reads.</summary>
public sealed class Events : IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _lines;

    private Events(HttpResponseMessage answer, StreamReader lines) => (_answer, _lines) = (answer, lines);

    /// <param name="last">Sent as Last-Event-ID.</param>
    public static async Task<Events> Open(HttpClient http, string path, string token, string? last = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (last is not null)
            request.Headers.Add("Last-Event-ID", last);
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new(answer.EnsureSuccessStatusCode(), new StreamReader(await answer.Content.ReadAsStreamAsync()));
    }

    /// <returns>The next event that is no ping.</returns>
    public async Task<(string? Event, string? Id, string? Data)> Next()
    {
        (string? Event, string? Id, string? Data) item = default;
        while (await _lines.ReadLineAsync(_limit.Token) is { } line)
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                item.Event = line[7..];
            else if (line.StartsWith("id: ", StringComparison.Ordinal))
                item.Id = line[4..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                item.Data = line[6..];
            else if (line.Length == 0 && item.Event is not (null or "ping"))
                return item;
            else if (line.Length == 0)
                item = default;
        throw new EndOfStreamException();
    }

    /// <returns>Events before it.</returns>
    public async Task<int> UntilPing()
    {
        var events = 0;
        while (await _lines.ReadLineAsync(_limit.Token) is { } line && line != "event: ping")
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                events++;
        return events;
    }

    public void Dispose()
    {
        _limit.Dispose();
        _lines.Dispose();
        _answer.Dispose();
    }
}
