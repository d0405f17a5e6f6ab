using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Identity.Domain;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

/// <summary>Whom an access token names.</summary>
/// <param name="Subject">The person, or the client where a system acts by itself.</param>
/// <param name="SignIn">Null where nobody signed in.</param>
internal sealed record Bearer(
    string Subject,
    string ClientId,
    Organisation Organisation,
    IReadOnlyList<string> Roles,
    Guid? SignIn = null
)
{
    public static Bearer Of(Client client, Organisation organisation) =>
        new(client.ClientId, client.ClientId, organisation, client.Roles);

    public static Bearer Of(Person person, Organisation organisation, SignIn signIn) =>
        new(person.Id.ToString(), signIn.ClientId, organisation, person.Roles, signIn.Id);
}

/// <param name="Life">How long it is accepted.</param>
internal sealed record AccessToken(string Text, TimeSpan Life);

/// <summary>How long access tokens are accepted; never longer than their signing key is published for.</summary>
internal sealed record AccessTokenLife(TimeSpan Value)
{
    public static AccessTokenLife Of(IConfiguration configuration) =>
        new(configuration.GetValue("Identity:TokenLife", KeySchedule.LongestTokenLife));
}

/// <summary>Access tokens in the profile of RFC 9068.</summary>
internal sealed class AccessTokens(
    KeyRing keys,
    Sealer sealer,
    Issuer issuer,
    DatabaseClock clock,
    AccessTokenLife life
)
{
    private static readonly JsonWebTokenHandler Tokens = new() { SetDefaultTimesOnTokenCreation = false };

    public async Task<AccessToken> For(Bearer bearer, CancellationToken ct)
    {
        var (key, now) = (await keys.Signer(ct), await clock.Now(ct));
        var claims = new Dictionary<string, object>
        {
            ["sub"] = bearer.Subject,
            ["client_id"] = bearer.ClientId,
            ["jti"] = Guid.NewGuid().ToString("N"),
            ["org"] = bearer.Organisation.Id.ToString(),
            ["org_name"] = bearer.Organisation.Name.ToString(),
            ["role"] = bearer.Roles.ToArray(),
            ["kinds"] = bearer.Organisation.Kinds.ToArray(),
        };
        if (bearer.SignIn is { } signIn)
            claims["sid"] = signIn.ToString();

        using var ecdsa = key.Open(sealer);
        // Uncached: a cached provider would outlive the key that is disposed of here.
        var security = new ECDsaSecurityKey(ecdsa)
        {
            KeyId = key.Kid.ToString("N"),
            CryptoProviderFactory = new() { CacheSignatureProviders = false },
        };
        var text = Tokens.CreateToken(
            new SecurityTokenDescriptor
            {
                TokenType = Platform.Security.Tokens.Type,
                Issuer = issuer.Address,
                Audience = Platform.Security.Tokens.Audience,
                IssuedAt = now.UtcDateTime,
                Expires = (now + life.Value).UtcDateTime,
                SigningCredentials = new(security, SecurityAlgorithms.EcdsaSha256),
                Claims = claims,
            }
        );
        return new(text, life.Value);
    }
}
