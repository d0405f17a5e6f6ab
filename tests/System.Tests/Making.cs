using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ReferralNetwork.Demo;

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
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["scope"] = "network",
                ["client_id"] = clientId,
                ["client_secret"] = clientSecret,
            }
        );
        using var answer = await nobody.PostAsync("/connect/token", form);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <returns>A client of the API in the name of an account.</returns>
    /// <param name="at">One process, in place of the gateway.</param>
    public static HttpClient Client(Uri network, DemoAccount account, Uri? at = null) =>
        new(new RenewedToken(network, account.ClientId, account.ClientSecret, new SocketsHttpHandler()))
        {
            BaseAddress = at ?? network,
        };
}
