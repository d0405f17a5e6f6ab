namespace ReferralNetwork.Browser.Tests;

/// <summary>Asks again until it is so, for what no page shows.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);

    public static Task IsSo(Func<Task<bool>> ask, string what) => IsSo(ask, () => what);

    public static async Task IsSo(Func<Task<bool>> ask, Func<string> what)
    {
        var until = Environment.TickCount64 + (long)Limit.TotalMilliseconds;
        while (!await ask())
        {
            if (Environment.TickCount64 > until) Assert.Fail($"Never came true: {what()}");
            await Task.Delay(Pause);
        }
    }
}
