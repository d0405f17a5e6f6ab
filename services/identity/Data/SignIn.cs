using ReferralNetwork.Identity.Domain;

namespace ReferralNetwork.Identity.Data;

/// <summary>
/// A person signed in through a client: a family of refresh tokens, each made of the one before. While its row is there
/// it lives; who ends it deletes it, and the tokens go with it.
/// </summary>
internal sealed class SignIn
{
    /// <summary>The <c>sid</c> of its access tokens.</summary>
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>The <c>client_id</c>; the portal's is no row.</summary>
    public required string ClientId { get; init; }

    /// <summary>The end whatever is refreshed until then.</summary>
    public required DateTimeOffset EndsAt { get; init; }
}

/// <summary>A refresh token, kept as its hash until its family ends: one that comes back used tells of a
/// thief.</summary>
internal sealed class RefreshToken
{
    public required byte[] Hash { get; init; }
    public required Guid SignInId { get; init; }
    public DateTimeOffset? UsedAt { get; private set; }

    public static (RefreshToken Row, string Token) Of(SignIn signIn)
    {
        var token = Secret.New();
        return (new RefreshToken { Hash = Secret.Hash(token), SignInId = signIn.Id }, token);
    }
}

/// <summary>An authorization code, kept as its hash until the sign-in that it makes has ended: one that comes back ends
/// that.</summary>
internal sealed class AuthorizationCode
{
    /// <summary>From the browser's redirect to the client's request.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    public required byte[] Hash { get; init; }

    /// <summary>Of the sign-in that it makes.</summary>
    public required Guid SignInId { get; init; }
    public required Guid PersonId { get; init; }
    public required string ClientId { get; init; }
    public required string RedirectUri { get; init; }
    public required string Challenge { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset SignInEndsAt { get; init; }
    public DateTimeOffset? UsedAt { get; private set; }
}
