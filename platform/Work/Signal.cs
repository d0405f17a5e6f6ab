namespace ReferralNetwork.Platform.Work;

/// <summary>Wakes one who waits; woken twice before it looks is woken once.</summary>
internal class Signal : IDisposable
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
    }

    /// <returns>False where nobody has woken it for so long.</returns>
    public Task<bool> Wait(TimeSpan atMost, CancellationToken ct) => _woken.WaitAsync(atMost, ct);

    public virtual void Dispose() => _woken.Dispose();
}
