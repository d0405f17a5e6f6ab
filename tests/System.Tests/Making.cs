using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace ReferralNetwork.System.Tests;

/// <summary>A request that a test needs done on its way.</summary>
internal static class Making
{
    /// <returns>The answer, of any success.</returns>
    public static async Task<JsonObject> Made(HttpClient client, string path, JsonObject body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }
}
