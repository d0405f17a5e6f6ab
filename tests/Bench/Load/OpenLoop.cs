using System.Diagnostics;
using System.Threading.Channels;

namespace ReferralNetwork.Bench.Load;

/// <summary>
/// Asks so many times a second whether or not it is answered, as a public does. A call's time counts from when it was
/// due, so waiting behind slow ones counts; the generator's own timer adds up to a millisecond.
/// </summary>
internal static class OpenLoop
{
    /// <param name="workers">Each carries one call at a time, told its number; enough of them that none is waited
    /// for.</param>
    public static async Task<Latencies> Run(
        double perSecond,
        TimeSpan time,
        IReadOnlyList<Func<long, Task<bool>>> workers
    )
    {
        var due = Channel.CreateUnbounded<(long Number, long At)>(new UnboundedChannelOptions { SingleWriter = true });
        var pacer = new Thread(() => Pace(perSecond, time, due.Writer))
        {
            IsBackground = true,
            Priority = ThreadPriority.AboveNormal,
        };
        pacer.Start();
        var took = await Task.WhenAll(workers.Select(worker => Task.Run(() => Work(due.Reader, worker))));
        return new Latencies(took.SelectMany(one => one));
    }

    private static void Pace(double perSecond, TimeSpan time, ChannelWriter<(long, long)> due)
    {
        var (start, step, count) = (
            Stopwatch.GetTimestamp(),
            Stopwatch.Frequency / perSecond,
            (long)(perSecond * time.TotalSeconds)
        );
        for (long n = 0; n < count; )
        {
            for (var now = Stopwatch.GetTimestamp() - start; n < count && n * step <= now; n++)
                due.TryWrite((n, start + (long)(n * step)));
            Thread.Sleep(1);
        }
        due.Complete();
    }

    private static async Task<List<double?>> Work(
        ChannelReader<(long Number, long At)> due,
        Func<long, Task<bool>> worker
    )
    {
        var took = new List<double?>();
        await foreach (var (number, at) in due.ReadAllAsync())
        {
            var well = await Try(worker, number);
            took.Add(well ? Stopwatch.GetElapsedTime(at).TotalMilliseconds : null);
        }
        return took;
    }

    private static async Task<bool> Try(Func<long, Task<bool>> worker, long number)
    {
        try
        {
            return await worker(number);
        }
        catch (Exception e)
            when (e is HttpRequestException or IOException or OperationCanceledException or TimeoutException)
        {
            return false;
        }
    }

    /// <summary>How many a second come through when each worker asks again as soon as it is answered.</summary>
    public static async Task<double> Closed(TimeSpan time, IReadOnlyList<Func<long, Task<bool>>> workers)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(
            workers.Select(worker =>
                Task.Run(async () =>
                {
                    var count = 0;
                    while (clock.Elapsed < time)
                        if (await Try(worker, count))
                            count++;
                    return count;
                })
            )
        );
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }
}
