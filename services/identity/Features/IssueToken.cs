using System.Text.Json.Serialization;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Hosting;
using TokenAnswer = Microsoft.AspNetCore.Http.HttpResults.Results<
    Microsoft.AspNetCore.Http.HttpResults.Ok<ReferralNetwork.Identity.Features.TokenResponse>,
    Microsoft.AspNetCore.Http.HttpResults.JsonHttpResult<ReferralNetwork.Identity.Features.TokenError>
>;

namespace ReferralNetwork.Identity.Features;

/// <summary>RFC 6749, 5.1.</summary>
internal sealed record TokenResponse(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("scope")] string Scope,
    [property: JsonPropertyName("refresh_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        string? RefreshToken = null
)
{
    public static TokenResponse Of(AccessToken token, string? refreshToken = null) =>
        new(token.Text, "Bearer", (int)token.Life.TotalSeconds, IssueToken.Scope, refreshToken);
}

/// <summary>Issues tokens to a client that has been authenticated.</summary>
/// <returns>The tokens, or why they were refused.</returns>
internal delegate Task<Granted> Grant(HttpContext http, IFormCollection form, Client client, CancellationToken ct);

internal sealed record Granted(TokenResponse? Tokens, TokenError? Refusal)
{
    public static Granted To(AccessToken token, string? refreshToken = null) =>
        new(TokenResponse.Of(token, refreshToken), null);

    public static Granted No(string error, string description) => new(null, new(error, description));

    /// <summary>The one answer for whatever is wrong with a code or a refresh token.</summary>
    public static readonly Granted Invalid = No(
        "invalid_grant",
        "unknown, used, expired or revoked, or not of this client"
    );
}

/// <summary>The token endpoint (RFC 6749, 3.2).</summary>
internal static class IssueToken
{
    public const string Scope = "network";

    public static readonly IReadOnlyDictionary<string, Grant> Grants = new Dictionary<string, Grant>
    {
        ["authorization_code"] = CodeGrant.Redeem,
        ["refresh_token"] = RefreshGrant.Refresh,
        ["client_credentials"] = ClientGrant.Issue,
    };

    // Not InTransaction, which undoes refused requests: a sign-in that was ended because of a replay must stay ended.
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(Issuer.TokenPath, Handle).AllowAnonymous().WithMetadata(new ChangesRows());

    private static async Task<TokenAnswer> Handle(HttpContext http, Clients clients, CancellationToken ct)
    {
        if (await OAuthForm.Read(http.Request, ct) is not { } form)
            return OAuthForm.Refuse("invalid_request", "send each parameter once, as a form");
        var type = form["grant_type"].ToString();
        if (type.Length == 0)
            return OAuthForm.Refuse("invalid_request", "grant_type is missing");
        if (!Grants.TryGetValue(type, out var grant))
            return OAuthForm.Refuse("unsupported_grant_type", $"supported: {string.Join(", ", Grants.Keys)}");
        var (client, refusal) = await clients.Authenticate(http, form, ct);
        if (client is null)
            return refusal!;
        if (form["scope"].ToString() is not ("" or Scope))
            return OAuthForm.Refuse("invalid_scope", $"supported: {Scope}");
        var granted = await grant(http, form, client, ct);
        return granted.Refusal is { } no ? OAuthForm.Refuse(no.Error, no.Description) : TypedResults.Ok(granted.Tokens);
    }
}
