using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform.Telemetry;

namespace ReferralNetwork.Platform.Messaging;

/// <summary>A durable subscriber: the one consumer of one type of message in one service.</summary>
/// <param name="Consumer">Service and event, such as <c>copies.note-added.v1</c>: its inbox key, and its queue's name
/// on a broker.</param>
/// <param name="Wants">False: the message is not for this service, and is acknowledged without a transaction.</param>
/// <param name="Invoke">Runs the handler in a scope whose transaction the platform has opened.</param>
internal sealed record Subscription(
    string Type,
    string Consumer,
    Func<Envelope, bool> Wants,
    Func<IServiceProvider, Envelope, CancellationToken, Task> Invoke
)
{
    public static Subscription Of<T, THandler>(string service, Func<T, bool>? wants)
        where THandler : class, IHandle<T> =>
        new(
            Envelope.TypeOf<T>(),
            $"{service}.{Envelope.TypeOf<T>()}",
            envelope => wants is null || wants(envelope.Read<T>()),
            (services, envelope, ct) =>
                services
                    .GetRequiredService<THandler>()
                    .Handle(envelope.Read<T>(), new Delivery(envelope.MessageId, envelope.SentAt), ct)
        );
}

/// <summary>A feed: every replica applies it in memory. No inbox; idempotent by the message's own version.</summary>
internal sealed record Feed(string Type, Action<IServiceProvider, Envelope> Apply)
{
    // A feed only makes things faster, its service's table holds the truth: a message that it cannot apply is skipped.
    public void ApplyOrPassOver(Envelope envelope, IServiceProvider services, ILogger log)
    {
        try
        {
            Apply(services, envelope);
        }
        catch (Exception e)
        {
            log.LogWarning(
                "A feed passes over {Type} {MessageId}: {Failure}",
                envelope.Type,
                envelope.MessageId,
                SafeText.Of(e)
            );
        }
    }
}
