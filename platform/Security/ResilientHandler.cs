using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace ReferralNetwork.Platform.Security;

/// <summary>
/// An outgoing request that is tried again where that is harmless (GET, or named by an Idempotency-Key): three tries with
/// growing pauses, each answered within 5 s for a GET and 20 s for others. All else is tried once.
/// </summary>
public sealed class ResilientHandler : DelegatingHandler
{
    private static readonly ResiliencePipeline<HttpResponseMessage> Reads = Tries(TimeSpan.FromSeconds(5));
    private static readonly ResiliencePipeline<HttpResponseMessage> NamedWrites = Tries(TimeSpan.FromSeconds(20));
    private static readonly ResiliencePipeline<HttpResponseMessage> Once =
        new ResiliencePipelineBuilder<HttpResponseMessage>().AddTimeout(TimeSpan.FromSeconds(20)).Build();

    /// <summary>For one request that takes longer, such as an import; it is tried once.</summary>
    public static readonly HttpRequestOptionsKey<TimeSpan> Patience = new("patience");

    public ResilientHandler()
        : base(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (request.Options.TryGetValue(Patience, out var patience))
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(patience);
            return await base.SendAsync(request, limit.Token);
        }
        var pipeline =
            request.Method == HttpMethod.Get ? Reads
            : request.Headers.Contains("Idempotency-Key") ? NamedWrites
            : Once;
        return await pipeline.ExecuteAsync(async ct => await base.SendAsync(request, ct), cancellationToken);
    }

    private static ResiliencePipeline<HttpResponseMessage> Tries(TimeSpan each) =>
        new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(
                new RetryStrategyOptions<HttpResponseMessage>
                {
                    ShouldHandle = new PredicateBuilder<HttpResponseMessage>()
                        .Handle<HttpRequestException>()
                        .Handle<TimeoutRejectedException>()
                        .HandleResult(answer => (int)answer.StatusCode >= 500),
                    MaxRetryAttempts = 2,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Delay = TimeSpan.FromMilliseconds(200),
                }
            )
            .AddTimeout(each)
            .Build();
}
