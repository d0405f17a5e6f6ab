using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform.Telemetry;

namespace ReferralNetwork.Platform.Work;

/// <summary>Runs one step of background work: a failure is logged and counted, and holds up no other step.</summary>
public static class Guarded
{
    /// <param name="step">What it is, in a word: for the log and the metric <c>step.failed</c>.</param>
    public static async Task Run(string step, Func<Task> work, ILogger log, CancellationToken ct)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Metrics.StepFailed.Add(1, new KeyValuePair<string, object?>("step", step));
            log.LogWarning("The step {Step} failed and is tried again: {Failure}", step, SafeText.Of(e));
        }
    }
}
