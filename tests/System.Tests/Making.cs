using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ReferralNetwork.AllInOne.Demo;

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

    /// <returns>What identity answers to a client that asks for a token, a refusal too.</returns>
    public static async Task<JsonObject> Token(Uri network, string clientId, string clientSecret)
    {
        using var nobody = new HttpClient { BaseAddress = network };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["scope"] = "network", ["client_id"] = clientId, ["client_secret"] = clientSecret,
        });
        using var answer = await nobody.PostAsync("/connect/token", form);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <returns>A client of the API at this address, with the token of an account.</returns>
    public static async Task<HttpClient> SignIn(Uri network, DemoAccount account, Uri? at = null)
    {
        var client = new HttpClient { BaseAddress = at ?? network };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)(await Token(network, account.ClientId, account.ClientSecret))["access_token"]!);
        return client;
    }
}
