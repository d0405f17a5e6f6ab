using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Gateway;

/// <summary>
/// How often one caller may ask. A request with a valid token counts for the token's client and person, any other for
/// its network address. A token that was not verified lately counts for both, since verifying a signature is expensive.
/// </summary>
internal sealed class Limits : IDisposable
{
    private enum LimitKind
    {
        Client,
        Address,
        Guess,
    }

    private readonly record struct LimitKey(LimitKind By, TokenBearer? Bearer = null, int Address = 0);

    private static readonly Dictionary<LimitKind, (int PerSecond, int Burst, string Says)> Usual = new()
    {
        [LimitKind.Client] = (100, 300, "This client sends too many requests."),
        [LimitKind.Address] = (100, 300, "There are too many requests from this network address."),
        [LimitKind.Guess] = (1, 30, "There were too many tries from this network address."),
    };

    // Addresses share this many counters, by a hash that outsiders cannot predict: memory stays bounded however many
    // addresses there are.
    private const int Addresses = 1 << 16;
    private const string Scheme = "Bearer ";

    private readonly TokenCheck _tokens;
    private readonly PartitionedRateLimiter<LimitKey> _limiter;

    public Limits(TokenCheck tokens, IConfiguration configuration)
    {
        _tokens = tokens;
        var options = Usual.ToDictionary(
            limit => limit.Key,
            limit => Options(configuration.GetSection($"Limits:{limit.Key}"), limit.Value.PerSecond, limit.Value.Burst)
        );
        _limiter = PartitionedRateLimiter.Create<LimitKey, LimitKey>(counted =>
            RateLimitPartition.GetTokenBucketLimiter(counted, c => options[c.By])
        );
    }

    public async Task Count(HttpContext http, RequestDelegate next)
    {
        // This path reveals nothing and is cheap, and a monitor must not be refused because of other callers.
        if (http.Request.Path == "/health/live" || await Refused(http) is not { } refused)
        {
            await next(http);
            return;
        }
        http.Response.Headers.RetryAfter = refused.Seconds.ToString(CultureInfo.InvariantCulture);
        await Answer.Write(
            http,
            StatusCodes.Status429TooManyRequests,
            $"{Usual[refused.By].Says} Nothing was done. Try again later.",
            ("limit", refused.By.ToString().ToLowerInvariant())
        );
    }

    private async ValueTask<(LimitKind By, int Seconds)?> Refused(HttpContext http)
    {
        var address = AddressOf(http.Connection.RemoteIpAddress);
        if (HttpMethods.IsPost(http.Request.Method) && Routes.Of(http) is { Guess: true })
            return Take(new(LimitKind.Guess, Address: address));
        if (
            http.Request.Headers.Authorization is not [{ } header]
            || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        )
            return Take(new(LimitKind.Address, Address: address));
        if (_tokens.Known(header.AsSpan(Scheme.Length)) is { } known)
            return Take(new(LimitKind.Client, known));
        return Take(new(LimitKind.Address, Address: address))
            ?? (
                await _tokens.Verify(header[Scheme.Length..]) is { } bearer ? Take(new(LimitKind.Client, bearer)) : null
            );
    }

    /// <returns>Null when the request is within the limit.</returns>
    private (LimitKind, int)? Take(LimitKey counted)
    {
        using var lease = _limiter.AttemptAcquire(counted);
        if (lease.IsAcquired)
            return null;
        lease.TryGetMetadata(MetadataName.RetryAfter, out var after);
        return (counted.By, Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)));
    }

    internal static int AddressOf(IPAddress? address)
    {
        var hash = new HashCode();
        hash.AddBytes(NetworkAddress.RateLimitKey(address));
        return hash.ToHashCode() & (Addresses - 1);
    }

    private static TokenBucketRateLimiterOptions Options(IConfigurationSection limit, int perSecond, int burst) =>
        new()
        {
            TokenLimit = limit.GetValue("Burst", burst),
            TokensPerPeriod = limit.GetValue("PerSecond", perSecond),
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        };

    public void Dispose() => _limiter.Dispose();
}
