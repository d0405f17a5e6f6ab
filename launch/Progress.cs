namespace ReferralNetwork.Launch;

/// <summary>Prints the latest message every two seconds, so that work shorter than that prints nothing.</summary>
public sealed class Progress : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly Timer _timer;
    private string _last = "";

    public Progress(TextWriter output) =>
        _timer = new Timer(_ => output.WriteLine($"{_last} …"), null, Interval, Interval);

    public void Say(string what) => _last = what;

    public void Dispose() => _timer.Dispose();
}
