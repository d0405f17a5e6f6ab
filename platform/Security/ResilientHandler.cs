using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace ReferralNetwork.Platform.Security;

/// <summary>An outgoing GET that is tried again: three tries of 5 s at most, with growing pauses.</summary>
internal sealed class ResilientHandler : DelegatingHandler
{
    private static readonly ResiliencePipeline<HttpResponseMessage> Pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>()
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            ShouldHandle = new PredicateBuilder<HttpResponseMessage>()
                .Handle<HttpRequestException>().Handle<TimeoutRejectedException>().HandleResult(answer => (int)answer.StatusCode >= 500),
            MaxRetryAttempts = 2,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(200),
        })
        .AddTimeout(TimeSpan.FromSeconds(5))
        .Build();

    public ResilientHandler() : base(new SocketsHttpHandler { UseCookies = false }) { }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        await Pipeline.ExecuteAsync(async ct => await base.SendAsync(request, ct), cancellationToken);
}
