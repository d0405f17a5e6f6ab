namespace ReferralNetwork.Testing;

/// <summary>
/// Waits for a state by asking again and again. The one limit ends what never comes true and is far beyond what a slow,
/// busy machine needs: nothing is timed by it.
/// </summary>
public static class Eventually
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <returns>The first answer of which <paramref name="isSo"/> holds.</returns>
    public static async Task<T> Get<T>(Func<Task<T>> ask, Func<T, bool> isSo, Func<string> what)
    {
        var until = Environment.TickCount64 + (long)Limit.TotalMilliseconds;
        while (true)
        {
            var answer = await ask();
            if (isSo(answer))
                return answer;
            if (Environment.TickCount64 > until)
                Assert.Fail($"Never came true: {what()}. Last: {answer}");
            await Task.Delay(Pause);
        }
    }

    public static Task<T> Get<T>(Func<Task<T>> ask, Func<T, bool> isSo, string what) => Get(ask, isSo, () => what);

    public static Task IsSo(Func<Task<bool>> ask, string what) => IsSo(ask, () => what);

    /// <param name="what">What is waited for, told where it never comes true.</param>
    public static Task IsSo(Func<Task<bool>> ask, Func<string> what) => Get(ask, answer => answer, what);

    /// <summary>Waits until the answer equals <paramref name="expected"/>.</summary>
    public static Task Becomes<T>(Func<Task<T>> ask, T expected) =>
        Get(ask, answer => Equals(answer, expected), () => $"{expected}");

    /// <summary>What this task brings, if it ends within the limit.</summary>
    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Limit);

    public static Task InTime(this Task task) => task.WaitAsync(Limit);
}
