namespace ReferralNetwork.Testing;

/// <summary>The system's time and what a test has put it forward by.</summary>
public sealed class ShiftedClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));

    public void PutForward(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
