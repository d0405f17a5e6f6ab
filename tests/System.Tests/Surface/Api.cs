using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ReferralNetwork.System.Tests.Surface;

/// <summary>What the API answered.</summary>
internal sealed record Answer(int Status, string? MediaType, string Text)
{
    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();

    public JsonObject Expect(int status)
    {
        Status.ShouldBe(status, Text);
        return Text.Length == 0 ? [] : Json;
    }

    /// <summary>The members of a problem's <c>errors</c>.</summary>
    public IReadOnlyList<string> Fields => Json["errors"]?.AsObject().Select(error => error.Key).ToList() ?? [];

    public IReadOnlyList<string> AvailableActions =>
        [.. Json["availableActions"]!.AsArray().Select(action => (string)action!)];
}

internal static class Api
{
    public static Task<Answer> Get(this HttpClient http, string path, params (string Name, string Value)[] headers) =>
        http.Ask(HttpMethod.Get, path, null, headers);

    /// <summary>A list to its end: the texts of all its pages, one behind the other.</summary>
    public static async Task<Answer> GetAll(
        this HttpClient http,
        string path,
        params (string Name, string Value)[] headers
    )
    {
        var list = $"{path}?limit=200";
        var (answer, all) = (await http.Get(list, headers), new StringBuilder());
        for (; ; answer = await http.Get(list, headers))
        {
            all.Append(answer.Text);
            if (
                answer is not { Status: 200, MediaType: "application/json" }
                || (string?)answer.Json["nextCursor"] is not { } next
            )
                break;
            list = $"{path}?limit=200&cursor={Uri.EscapeDataString(next)}";
        }
        return answer with { Text = all.ToString() };
    }

    public static Task<Answer> Post(
        this HttpClient http,
        string path,
        JsonNode? body = null,
        params (string Name, string Value)[] headers
    ) => http.Ask(HttpMethod.Post, path, body is null ? null : Json(body.ToJsonString()), headers);

    public static Task<Answer> Put(
        this HttpClient http,
        string path,
        JsonNode body,
        params (string Name, string Value)[] headers
    ) => http.Ask(HttpMethod.Put, path, Json(body.ToJsonString()), headers);

    public static HttpContent Json(string text) => Json(Encoding.UTF8.GetBytes(text));

    public static HttpContent Json(byte[] body) =>
        new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    public static async Task<Answer> Ask(
        this HttpClient http,
        HttpMethod method,
        string path,
        HttpContent? content = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var type = response.Content.Headers.ContentType?.MediaType;
        return new(
            (int)response.StatusCode,
            type,
            type == "text/event-stream" ? await Opening(response) : await response.Content.ReadAsStringAsync()
        );
    }

    // A stream has no end: what it says at once is over with its first ping.
    private static async Task<string> Opening(HttpResponseMessage response)
    {
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var text = new StringBuilder();
        while (await lines.ReadLineAsync(limit.Token) is { } line && line != "event: ping")
            text.AppendLine(line);
        return text.ToString();
    }
}
