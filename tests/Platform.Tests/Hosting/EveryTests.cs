using ReferralNetwork.Platform.Work;

namespace ReferralNetwork.Platform.Tests;

public sealed class EveryTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task It_goes_on_after_a_failure_and_says_no_message()
    {
        using var logs = new Logs();
        using var stop = new CancellationTokenSource();
        var turns = 0;
        var third = new TaskCompletionSource();

        var work = PeriodicJob.Run(
            TimeSpan.FromMilliseconds(1),
            _ =>
            {
                if (++turns == 3)
                    third.TrySetResult();
                throw turns == 1
                    ? new InvalidOperationException(Given.Secret)
                    : new TaskCanceledException(Given.Secret);
            },
            logs.CreateLogger("every"),
            stop.Token
        );

        await third.Task.WaitAsync(Limit);
        await stop.CancelAsync();
        await work.WaitAsync(Limit);
        logs.Lines[0].ShouldContain("InvalidOperationException");
        logs.Text.ShouldNotContain(Given.Secret);
    }

    [Fact]
    public async Task It_begins_at_once_and_ends_when_it_is_told()
    {
        using var logs = new Logs();
        using var stop = new CancellationTokenSource();
        var begun = new TaskCompletionSource();

        var work = PeriodicJob.Run(
            TimeSpan.FromDays(1),
            async ct =>
            {
                begun.SetResult();
                await Task.Delay(System.Threading.Timeout.Infinite, ct);
            },
            logs.CreateLogger("every"),
            stop.Token
        );

        await begun.Task.WaitAsync(Limit);
        await stop.CancelAsync();
        await work.WaitAsync(Limit);
        logs.Lines.ShouldBeEmpty();
    }
}
