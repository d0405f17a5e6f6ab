using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ReferralNetwork.Platform.Security;

/// <summary>
/// Remembers a verified token by its hash for at most 60 s and never past its end: signatures cost more than all else
/// a small request does.
/// </summary>
/// <param name="time">The system's clock, by which the library judges a token's end.</param>
internal sealed class CachingTokenHandler(TimeProvider time) : TokenHandler, IDisposable
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(60);
    private readonly JsonWebTokenHandler _inner = new() { MapInboundClaims = false };
    private readonly MemoryCache _verified = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    public override async Task<TokenValidationResult> ValidateTokenAsync(
        string token,
        TokenValidationParameters validationParameters
    )
    {
        var (key, now) = (KeyOf(token), time.GetUtcNow());
        if (Known(key, now) is { } known)
            return known;

        var result = await _inner.ValidateTokenAsync(token, validationParameters);
        if (!result.IsValid)
            return result;
        var left = result.SecurityToken.ValidTo - now.UtcDateTime;
        if (left <= TimeSpan.Zero)
            return result;
        if (left > MaxAge)
            left = MaxAge;
        _verified.Set(
            key,
            new Verified(result, now + left),
            new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = left, Size = 1 }
        );
        return result;
    }

    /// <returns>Null when it was not verified lately.</returns>
    public TokenValidationResult? Known(ReadOnlySpan<char> token) => Known(KeyOf(token), time.GetUtcNow());

    private TokenValidationResult? Known(string key, DateTimeOffset now) =>
        _verified.TryGetValue(key, out Verified? known) && now < known!.Until ? known.Result : null;

    private static string KeyOf(ReadOnlySpan<char> token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(token), hash);
        return Convert.ToHexString(hash);
    }

    public override SecurityToken ReadToken(string token) => _inner.ReadToken(token);

    public void Dispose() => _verified.Dispose();

    private sealed record Verified(TokenValidationResult Result, DateTimeOffset Until);
}
