using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace ReferralNetwork.Platform.Work;

/// <summary>
/// How a service calls another over HTTP. What is harmless to repeat (GET, or named by an Idempotency-Key) is tried
/// three times with growing pauses; all else once. An answer may take 5 s for a GET and 20 s for others.
/// </summary>
public static class OutgoingCalls
{
    /// <summary>For one request that takes longer, such as an import; it is tried once.</summary>
    public static readonly HttpRequestOptionsKey<TimeSpan> Patience = new("patience");

    /// <summary>Without cookies and redirects, so that no other host is called than the one that was named.</summary>
    public static IHttpClientBuilder AddCalls(this IHttpClientBuilder client)
    {
        client.UseSocketsHttpHandler(
            (handler, _) =>
            {
                (handler.UseCookies, handler.AllowAutoRedirect) = (false, false);
                // Clients are kept for the life of the process; a new connection asks DNS again.
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
            }
        );
        client.SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        client.AddResilienceHandler(
            "calls",
            calls =>
                calls
                    .AddRetry(
                        new HttpRetryStrategyOptions
                        {
                            ShouldHandle = call => new(IsWorthRepeating(call.Context, call.Outcome)),
                            MaxRetryAttempts = 2,
                            BackoffType = DelayBackoffType.Exponential,
                            UseJitter = true,
                            Delay = TimeSpan.FromMilliseconds(200),
                            // A person who waits at a page is told of the failure rather than kept waiting.
                            ShouldRetryAfterHeader = false,
                        }
                    )
                    .AddTimeout(new HttpTimeoutStrategyOptions { TimeoutGenerator = call => new(Limit(call.Context)) })
        );
        return client;
    }

    private static bool IsWorthRepeating(ResilienceContext context, Outcome<HttpResponseMessage> outcome) =>
        IsHarmless(context.GetRequestMessage()!)
        && (
            outcome.Exception is HttpRequestException or TimeoutRejectedException
            || outcome.Result is { StatusCode: >= System.Net.HttpStatusCode.InternalServerError }
        );

    private static bool IsHarmless(HttpRequestMessage request) =>
        !request.Options.TryGetValue(Patience, out _)
        && (request.Method == HttpMethod.Get || request.Headers.Contains("Idempotency-Key"));

    private static TimeSpan Limit(ResilienceContext context)
    {
        var request = context.GetRequestMessage()!;
        return request.Options.TryGetValue(Patience, out var patience) ? patience
            : request.Method == HttpMethod.Get ? TimeSpan.FromSeconds(5)
            : TimeSpan.FromSeconds(20);
    }
}
