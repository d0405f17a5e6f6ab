using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ReferralNetwork.Demo;

namespace ReferralNetwork.Bench;

/// <summary>One of the demo's accounts, signed in at the gateway.</summary>
internal sealed class Account(HttpClient http) : IDisposable
{
    public HttpClient Http => http;

    public static async Task<Account> SignIn(Uri address, string folder, string label)
    {
        var account = DemoAccount.Read(folder).Single(one => one.Label == label);
        var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address };
        using var answer = await http.PostAsync(
            "/connect/token",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "client_credentials",
                    ["scope"] = "network",
                    ["client_id"] = account.ClientId,
                    ["client_secret"] = account.ClientSecret,
                }
            )
        );
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            (string)(await Read(answer))["access_token"]!
        );
        return new Account(http);
    }

    public async Task<JsonNode> Get(string path)
    {
        using var answer = await http.GetAsync(path);
        return await Read(answer);
    }

    public async Task<JsonNode> Post(string path, JsonNode body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = JsonContent.Create(body),
            Headers = { { "Idempotency-Key", Guid.NewGuid().ToString() } },
        };
        using var answer = await http.SendAsync(request);
        return await Read(answer);
    }

    public async Task<string> Site() =>
        (string)
            (
                await Post(
                    "/api/shelters/sites",
                    JsonNode.Parse(
                        """{ "name": { "en": "Bench House" }, "area": { "province": "12" }, "public": false, "languages": ["km"] }"""
                    )!
                )
            )["id"]!;

    public async Task<string> Pool(string site, int maximum) =>
        (string)
            (
                await Post(
                    $"/api/shelters/sites/{site}/pools",
                    JsonNode.Parse(
                        $$"""
                        { "name": { "en": "Bench beds" }, "unit": "bed", "maximum": {{maximum}}, "occupied": 0, "access": "places",
                          "eligibility": { "sexes": ["female"], "minAge": 0, "languages": ["km"] }, "trade": { "stay": "short-term" } }
                        """
                    )!
                )
            )["id"]!;

    private static async Task<JsonNode> Read(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new HttpRequestException(
                $"{answer.RequestMessage!.RequestUri!.AbsolutePath}: {(int)answer.StatusCode} {text}"
            );
    }

    public void Dispose() => http.Dispose();
}
