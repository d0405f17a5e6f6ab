using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform.Telemetry;

namespace ReferralNetwork.Platform.Work;

/// <summary>Repeats background work; a failure is logged and the next turn tries again.</summary>
public static class PeriodicJob
{
    public static async Task Run(
        TimeSpan interval,
        Func<CancellationToken, Task> work,
        ILogger log,
        CancellationToken ct
    )
    {
        using var timer = new PeriodicTimer(interval);
        do
        {
            try
            {
                await work(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogWarning("Background work failed, trying again: {Failure}", SafeText.Of(e));
            }
        } while (await Next(timer, ct));
    }

    private static async Task<bool> Next(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
