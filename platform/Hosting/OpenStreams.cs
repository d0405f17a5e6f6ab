using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>Limits how many event streams one person or client has open in this process, since each holds a connection
/// for as long as it lasts.</summary>
internal sealed class OpenStreams(IConfiguration configuration) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _open = PartitionedRateLimiter.Create<string, string>(subject =>
        RateLimitPartition.GetConcurrencyLimiter(
            subject,
            _ => new() { PermitLimit = configuration.GetValue("Limits:Streams", 20), QueueLimit = 0 }
        )
    );

    /// <returns>Null when one more may be open; it counts until the request ends.</returns>
    public Refused? Refuse(HttpContext http)
    {
        var lease = _open.AttemptAcquire(http.User.Subject());
        http.Response.RegisterForDispose(lease);
        return lease.IsAcquired
            ? null
            : Problem.Of(
                StatusCodes.Status429TooManyRequests,
                "You have as many streams open as are allowed at a time. Close one first.",
                ("limit", "streams")
            );
    }

    public void Dispose() => _open.Dispose();
}
