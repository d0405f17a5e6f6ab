using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace ReferralNetwork.Testing;

/// <summary>
/// Sends each request in the name of an API client and asks for a new token shortly before the last one ends, as a
/// partner's system does: a test may run for longer than a token lives.
/// </summary>
/// <param name="issuer">Where <c>/connect/token</c> is.</param>
public sealed class RenewedToken(Uri issuer, string clientId, string clientSecret, HttpMessageHandler connections)
    : DelegatingHandler(connections)
{
    // A request that leaves with a token still has to arrive while it lives.
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _asking = new(1);
    private AuthenticationHeaderValue? _token;
    private DateTimeOffset _renewAt;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        request.Headers.Authorization = await Token(cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }

    private async Task<AuthenticationHeaderValue?> Token(CancellationToken ct)
    {
        await _asking.WaitAsync(ct);
        try
        {
            if (_token is null || TimeProvider.System.GetUtcNow() >= _renewAt)
                await Ask(ct);
            return _token;
        }
        finally
        {
            _asking.Release();
        }
    }

    private async Task Ask(CancellationToken ct)
    {
        var asked = TimeProvider.System.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(issuer, "/connect/token"))
        {
            Content = new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "client_credentials",
                    ["scope"] = "network",
                    ["client_id"] = clientId,
                    ["client_secret"] = clientSecret,
                }
            ),
        };
        using var answer = await base.SendAsync(request, ct);
        // Who is refused one goes on with the last, and hears from the service why that does not do.
        if (!answer.IsSuccessStatusCode)
            return;
        var token = JsonNode.Parse(await answer.Content.ReadAsStringAsync(ct))!;
        _token = new("Bearer", (string)token["access_token"]!);
        _renewAt = asked + TimeSpan.FromSeconds((int)token["expires_in"]!) - Before;
    }

    protected override void Dispose(bool disposing)
    {
        _asking.Dispose();
        base.Dispose(disposing);
    }
}
