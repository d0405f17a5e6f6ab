using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace ReferralNetwork.Platform.Security;

/// <summary>Whom a token speaks for.</summary>
public readonly record struct TokenBearer(string Client, string Person);

/// <summary>
/// Verifies access tokens as every service does, for who only wants to know whose a request is: whether it may do
/// what it asks is for the service to say.
/// </summary>
public sealed class TokenCheck(IConfiguration configuration, ConfigurationManager<OpenIdConnectConfiguration> issuer)
    : IDisposable
{
    // The issuer away or slow must not make callers wait who do not need it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly CachingTokenHandler _handler = new(TimeProvider.System);
    private readonly TokenValidationParameters _expected = With(configuration, issuer);
    private long _notBefore;

    /// <returns>Null when the token was not verified lately; costs a hash.</returns>
    public TokenBearer? Known(ReadOnlySpan<char> token) => _handler.Known(token) is { } known ? Of(known) : null;

    /// <returns>Null when the token is not valid, or the issuer's keys are not to be had now.</returns>
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
