using System.Diagnostics;

namespace ReferralNetwork.Capacity.Tests;

internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Asks until the answer is the expected one; what it is after 30 s is the failure.</summary>
    public static async Task Become<T>(Func<Task<T>> ask, T expected)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Limit; await Task.Delay(50))
            if (Equals(await ask(), expected)) return;
        (await ask()).ShouldBe(expected);
    }
}
