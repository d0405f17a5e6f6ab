namespace ReferralNetwork.System.Tests;

/// <summary>Asks again until it is so. The limit ends what never comes true; nothing is timed by it.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task<T> Get<T>(Func<Task<T>> ask, Func<T, bool> isSo, string what, TimeSpan? limit = null)
    {
        var until = Environment.TickCount64 + (long)(limit ?? Limit).TotalMilliseconds;
        while (true)
        {
            var answer = await ask();
            if (isSo(answer)) return answer;
            if (Environment.TickCount64 > until) Assert.Fail($"Never came true: {what}. Last: {answer}");
            await Task.Delay(Pause);
        }
    }

    public static Task IsSo(Func<Task<bool>> ask, string what) => Get(ask, answer => answer, what);
}
