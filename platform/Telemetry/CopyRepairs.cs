using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace ReferralNetwork.Platform.Telemetry;

/// <summary>
/// Copies of another service's rows are asked for again at each start and each night. A copy that changes then had
/// missed an event: hearing it again sets it right, and that is counted and logged, since no event should be missed.
/// </summary>
public static class CopyRepairs
{
    /// <summary>How often everything is asked for again.</summary>
    public static readonly TimeSpan AskedEvery = TimeSpan.FromHours(24);

    private static readonly Counter<long> Repaired = Metrics.Meter.CreateCounter<long>(
        "copies.repaired",
        "{row}",
        "Rows of other services that were missing or old"
    );

    /// <param name="of">What the row describes, in one word: <c>organisation</c>.</param>
    public static void Report(ILogger log, string of, Guid id)
    {
        Repaired.Add(1, new KeyValuePair<string, object?>("of", of));
        log.LogWarning("What was known of {Of} {Id} was missing or old: set right", of, id);
    }
}
