namespace ReferralNetwork.Platform.Work;

/// <summary>Wakes whoever waits; several wake-ups before it looks again count as one.</summary>
public class Signal : IDisposable
{
    private readonly SemaphoreSlim _woken = new(0, 1);

    public void Wake()
    {
        try
        {
            _woken.Release();
        }
        catch (SemaphoreFullException)
        { /* already awake */
        }
        catch (ObjectDisposedException)
        { /* whoever waited has left at this moment */
        }
    }

    /// <returns>False where it was not woken within the time.</returns>
    public Task<bool> Wait(TimeSpan atMost, CancellationToken ct) => _woken.WaitAsync(atMost, ct);

    public virtual void Dispose()
    {
        _woken.Dispose();
        GC.SuppressFinalize(this);
    }
}
