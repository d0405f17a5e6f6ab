using ReferralNetwork.Identity.Domain;

namespace ReferralNetwork.Identity.Data;

/// <summary>A person's sign-in through a client: a family of refresh tokens, each issued for the one before. It lasts
/// as long as its row: ending it deletes the row, and the tokens with it.</summary>
internal sealed class SignIn
{
    /// <summary>The <c>sid</c> of its access tokens.</summary>
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>The <c>client_id</c>; that of the portal has no row.</summary>
    public required string ClientId { get; init; }

    /// <summary>When it ends, however often it is refreshed until then.</summary>
    public required DateTimeOffset EndsAt { get; init; }
}

/// <summary>A refresh token, kept as its hash until its family ends: a used one that is sent again shows that it was
/// stolen.</summary>
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

/// <summary>An authorization code, kept as its hash until the sign-in that it starts has ended: a used one that is sent
/// again ends that sign-in.</summary>
internal sealed class AuthorizationCode
{
    /// <summary>How long it is valid: from the browser's redirect to the client's request.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(60);

    public required byte[] Hash { get; init; }

    /// <summary>Id of the sign-in that it starts.</summary>
    public required Guid SignInId { get; init; }
    public required Guid PersonId { get; init; }
    public required string ClientId { get; init; }
    public required string RedirectUri { get; init; }
    public required string Challenge { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset SignInEndsAt { get; init; }
    public DateTimeOffset? UsedAt { get; private set; }
}
