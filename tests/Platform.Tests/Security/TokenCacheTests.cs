using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Platform.Tests;

/// <summary>A verified token is remembered for a minute, and never past its end. A key that fits no longer shows who
/// verifies.</summary>
public sealed class TokenCacheTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly CachingTokenHandler _handler;

    public TokenCacheTests() => _handler = new CachingTokenHandler(_clock);

    public void Dispose() => _handler.Dispose();

    [Fact]
    public async Task It_is_remembered_for_a_minute()
    {
        var token = TestTokens.Make(expires: TestTokens.Now.AddHours(1));
        (await Verify(token, TestTokens.Key)).ShouldBeTrue();

        _clock.Advance(TimeSpan.FromSeconds(59));
        (await Verify(token, TestTokens.NewKey())).ShouldBeTrue("remembered");
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await Verify(token, TestTokens.NewKey())).ShouldBeFalse("verified again");
    }

    [Fact]
    public async Task It_is_not_remembered_past_its_end()
    {
        var token = TestTokens.Make(expires: _clock.GetUtcNow().UtcDateTime.AddSeconds(20));
        (await Verify(token, TestTokens.Key)).ShouldBeTrue();

        // A token says its end in whole seconds.
        _clock.Advance(TimeSpan.FromSeconds(18));
        (await Verify(token, TestTokens.NewKey())).ShouldBeTrue("remembered");
        _clock.Advance(TimeSpan.FromSeconds(2));
        (await Verify(token, TestTokens.NewKey())).ShouldBeFalse("verified again");
    }

    [Fact]
    public async Task An_ended_one_within_the_clocks_tolerance_is_not_remembered()
    {
        var token = TestTokens.Make(expires: TestTokens.Now.AddSeconds(-5));

        (await Verify(token, TestTokens.Key)).ShouldBeTrue();
        (await Verify(token, TestTokens.NewKey())).ShouldBeFalse();
    }

    [Fact]
    public async Task A_refused_one_is_not_remembered()
    {
        var token = TestTokens.Make();

        (await Verify(token, TestTokens.NewKey())).ShouldBeFalse();
        (await Verify(token, TestTokens.Key)).ShouldBeTrue();
    }

    [Fact]
    public async Task Another_token_with_the_same_signature_is_another_token()
    {
        var token = TestTokens.Make();
        (await Verify(token, TestTokens.Key)).ShouldBeTrue();

        (await Verify(TestTokens.Make().Split('.')[0] + ".e30." + token.Split('.')[2], TestTokens.Key)).ShouldBeFalse();
    }

    private async Task<bool> Verify(string token, SecurityKey key) =>
        (
            await _handler.ValidateTokenAsync(
                token,
                new TokenValidationParameters
                {
                    ValidIssuer = TestTokens.Issuer,
                    ValidAudience = Tokens.Audience,
                    IssuerSigningKey = key,
                    ClockSkew = TimeSpan.FromSeconds(30),
                }
            )
        ).IsValid;
}
