using Microsoft.Extensions.Primitives;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Identity.Domain;

namespace ReferralNetwork.Identity.Features;

/// <summary>A request to sign somebody in, of a client that is known, for an address that it registered.</summary>
/// <param name="Error">Null when it can be answered with a code; else what the client is told instead.</param>
internal sealed record AuthorizationRequest(
    Client Client,
    string RedirectUri,
    string? State,
    string Challenge,
    string? Error,
    string? Description
);

/// <summary>How long a sign-in lasts at most: <c>Identity:SignInFor</c>.</summary>
internal sealed record SignInLife(TimeSpan Longest)
{
    public static SignInLife Of(IConfiguration configuration) =>
        new(configuration.GetValue<TimeSpan?>("Identity:SignInFor") ?? TimeSpan.FromHours(12));
}

/// <summary>The authorization endpoint (OAuth 2.1, 4.1) without its page: reads requests, makes codes, writes
/// answers.</summary>
internal sealed class Authorization(Clients clients, IdentityDb db, Issuer issuer, SignInLife life)
{
    public const string ResponseType = "code";
    private const int LongestState = 4000;

    private static readonly (Func<IQueryCollection, bool> Holds, string Error, string Description)[] Rules =
    [
        (query => query.All(parameter => parameter.Value.Count == 1), "invalid_request", "send each parameter once"),
        (query => query["state"].ToString().Length <= LongestState, "invalid_request", "state is too long"),
        (query => query["response_type"].ToString().Length > 0, "invalid_request", "response_type is missing"),
        (query => query["response_type"] == ResponseType, "unsupported_response_type", "supported: code"),
        (query => query["scope"].ToString() is "" or IssueToken.Scope, "invalid_scope", "supported: network"),
        (
            query => query["code_challenge_method"] == Pkce.Method,
            "invalid_request",
            "code_challenge_method must be S256"
        ),
        (
            query => Pkce.IsChallenge(query["code_challenge"].ToString()),
            "invalid_request",
            "code_challenge must be a SHA-256 in base64url"
        ),
    ];

    /// <returns>Null for an unknown client or an address that is not exactly one of its own: the browser must not be
    /// redirected then, since whoever made the link would choose where to.</returns>
    public async Task<AuthorizationRequest?> Read(IQueryCollection query, CancellationToken ct)
    {
        if (One(query["client_id"]) is not { } id || One(query["redirect_uri"]) is not { } uri)
            return null;
        if (await clients.Find(id, ct) is not { } client || !client.RedirectUris.Contains(uri, StringComparer.Ordinal))
            return null;
        var (_, error, description) = Rules.FirstOrDefault(rule => !rule.Holds(query));
        var state = One(query["state"]) is { Length: <= LongestState } whole ? whole : null;
        return new(client, uri, state, query["code_challenge"].ToString(), error, description);
    }

    /// <summary>A code for a person who has just been authenticated. In a transaction.</summary>
    public string Code(AuthorizationRequest request, Person person, DateTimeOffset now)
    {
        var code = Secret.New();
        db.Add(
            new AuthorizationCode
            {
                Hash = Secret.Hash(code),
                SignInId = Guid.CreateVersion7(now),
                PersonId = person.Id,
                ClientId = request.Client.ClientId,
                RedirectUri = request.RedirectUri,
                Challenge = request.Challenge,
                ExpiresAt = now + AuthorizationCode.Life,
                SignInEndsAt = now + life.Longest,
            }
        );
        return code;
    }

    /// <summary>Where the browser goes with a code, or with the request's error (RFC 6749, 4.1.2; RFC 9207).</summary>
    public string Answer(AuthorizationRequest request, string? code = null) =>
        RedirectUris.With(
            request.RedirectUri,
            ("code", code),
            ("error", code is null ? request.Error : null),
            ("error_description", code is null ? request.Description : null),
            ("state", request.State),
            ("iss", issuer.Address)
        );

    private static string? One(StringValues values) =>
        values.Count == 1 && values[0] is { Length: > 0 } value ? value : null;
}
