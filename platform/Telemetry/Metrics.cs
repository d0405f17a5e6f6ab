using System.Diagnostics.Metrics;

namespace ReferralNetwork.Platform.Telemetry;

/// <summary>The platform's own instruments.</summary>
public static class Metrics
{
    public static readonly Meter Meter = new("ReferralNetwork");
    internal static readonly Counter<long> Relayed = Meter.CreateCounter<long>(
        "outbox.relayed",
        "{message}",
        "Events taken by the bus"
    );
    internal static readonly Counter<long> Handled = Meter.CreateCounter<long>(
        "inbox.handled",
        "{message}",
        "Messages handled"
    );
    internal static readonly Counter<long> Repeated = Meter.CreateCounter<long>(
        "inbox.repeated",
        "{message}",
        "Messages that had been handled before"
    );
    internal static readonly Counter<long> Failed = Meter.CreateCounter<long>(
        "inbox.failed",
        "{message}",
        "Messages kept as failures"
    );
    internal static readonly Counter<long> StepFailed = Meter.CreateCounter<long>(
        "step.failed",
        "{step}",
        "Steps of background work that failed"
    );
}
