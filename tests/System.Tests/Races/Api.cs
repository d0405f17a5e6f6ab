using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReferralNetwork.System.Tests.Races;

/// <summary>What the API answered: a status, and JSON where there was a body.</summary>
internal sealed record Answer(int Code, JsonObject Body, string? ETag)
{
    public JsonNode? this[string member] => Body[member];

    public Guid Id => (Guid)Body["id"]!;

    /// <summary>Of a referral or an inbox item; a problem's state.</summary>
    public string State => (string)(Body["state"] ?? Body["status"])!;

    public string Business => (string)Body["businessStatus"]!;

    /// <returns>How many steps of its history are these; of the referral itself where <paramref name="ofAttempt"/> is
    /// false.</returns>
    public int Steps(string status, string business, bool ofAttempt = true) =>
        Body["history"]!
            .AsArray()
            .Count(step =>
                (string?)step!["status"] == status
                && (string?)step["businessStatus"] == business
                && step["poolId"] is not null == ofAttempt
            );

    public Answer MustBe(HttpStatusCode code)
    {
        Code.ShouldBe((int)code, ToString());
        return this;
    }

    /// <summary>The request was refused for what this field says.</summary>
    public void MustFault(string field, string? why = null) =>
        MustBe(HttpStatusCode.BadRequest)["errors"]![field].ShouldNotBeNull(why);

    public override string ToString() => $"{Code} {Body.ToJsonString()}";
}

/// <summary>One client of the API.</summary>
internal sealed class Api(HttpClient http)
{
    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<Answer> Post(string path, JsonNode? body = null, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, body ?? new JsonObject(), headers);

    public Task<Answer> Put(string path, JsonNode body, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Put, path, body, headers);

    public async Task<Answer> Send(
        HttpMethod method,
        string path,
        JsonNode? body,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request);
        return new(
            (int)response.StatusCode,
            Read(await response.Content.ReadAsStringAsync()),
            response.Headers.ETag?.ToString()
        );
    }

    private static JsonObject Read(string text)
    {
        try
        {
            return text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
        }
        catch (JsonException)
        {
            return new JsonObject { ["text"] = text };
        }
    }
}
