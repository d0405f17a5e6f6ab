using System.Diagnostics;

namespace ReferralNetwork.Platform.Telemetry;

/// <summary>Spans of messages, each under the span of what sent it.</summary>
internal static class Tracing
{
    public static readonly ActivitySource Source = new("ReferralNetwork");

    /// <param name="parent">The sender's span (W3C Trace Context, <c>traceparent</c>).</param>
    public static Activity? Consume(string consumer, string? parent) =>
        Source.StartActivity(consumer, ActivityKind.Consumer, parent);
}
