using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace ReferralNetwork.Platform.Security;

/// <summary>The client and the person that a token was issued to.</summary>
public readonly record struct TokenBearer(string Client, string Person);

/// <summary>Verifies access tokens as every service does, for callers that only need to know whose a request is:
/// whether it is allowed is for the service to decide.</summary>
public sealed class TokenCheck(IConfiguration configuration, ConfigurationManager<OpenIdConnectConfiguration> issuer)
    : IDisposable
{
    // An issuer that is away or slow must not hold up callers who do not need it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly CachingTokenHandler _handler = new(TimeProvider.System);
    private readonly TokenValidationParameters _expected = With(configuration, issuer);
    private long _notBefore;

    /// <returns>Null when the token was not verified lately; costs a hash.</returns>
    public TokenBearer? Known(ReadOnlySpan<char> token) => _handler.Known(token) is { } known ? Of(known) : null;

    /// <returns>Null when the token is not valid, or the issuer's keys cannot be fetched now.</returns>
    public async Task<TokenBearer?> Verify(string token)
    {
        if (Environment.TickCount64 < Volatile.Read(ref _notBefore))
            return null;
        try
        {
            var result = await _handler.ValidateTokenAsync(token, _expected).WaitAsync(Patience);
            return result.IsValid ? Of(result) : null;
        }
        catch (TimeoutException)
        {
            Volatile.Write(ref _notBefore, Environment.TickCount64 + (long)Pause.TotalMilliseconds);
            return null;
        }
    }

    private static TokenBearer Of(TokenValidationResult result) =>
        new(
            result.ClaimsIdentity.FindFirst("client_id")?.Value ?? "",
            result.ClaimsIdentity.FindFirst("sub")?.Value ?? ""
        );

    private static TokenValidationParameters With(
        IConfiguration configuration,
        ConfigurationManager<OpenIdConnectConfiguration> issuer
    )
    {
        var expected = Tokens.Expected(configuration);
        expected.ConfigurationManager = issuer;
        return expected;
    }

    public void Dispose() => _handler.Dispose();
}
