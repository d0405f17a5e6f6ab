using System.Threading.Channels;

namespace ReferralNetwork.Platform.Messaging;

/// <summary>
/// One subscriber's messages from the broker. Those that have come while a batch was handled make the next one: under
/// load one commit serves many, and without load no message waits for others. What cannot be taken now, because the
/// subscriber's database is away, is held and tried again each second; the broker keeps the rest.
/// </summary>
internal sealed class BatchingConsumer
{
    /// <summary>The most messages in one transaction.</summary>
    private const int MaxBatch = 64;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<(Envelope Envelope, TaskCompletionSource Taken)> _waiting = Channel.CreateUnbounded<(
        Envelope,
        TaskCompletionSource
    )>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Receiver _receiver;
    private readonly CancellationToken _stopping;

    /// <param name="stopping">Ends all waiting; what was not taken goes back to the broker.</param>
    public BatchingConsumer(Receiver receiver, CancellationToken stopping)
    {
        (_receiver, _stopping) = (receiver, stopping);
        receiver.Open();
        _ = Task.Run(Work, CancellationToken.None);
    }

    /// <summary>Completes once the subscriber has committed the message or keeps it as a failure.</summary>
    /// <exception cref="OperationCanceledException">The service stops; the message was not taken.</exception>
    public Task Take(Envelope envelope)
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _waiting.Writer.TryWrite((envelope, taken)) ? taken.Task : Task.FromCanceled(_stopping);
    }

    private async Task Work()
    {
        var batch = new List<(Envelope Envelope, TaskCompletionSource Taken)>(MaxBatch);
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(_stopping))
            {
                while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var next))
                    batch.Add(next);
                while (batch.Count > 0)
                {
                    var taken = await _receiver.Receive(batch.ConvertAll(one => one.Envelope), _stopping);
                    for (var i = 0; i < taken.Length; i++)
                        if (taken[i])
                            batch[i].Taken.TrySetResult();
                    batch.RemoveAll(one => one.Taken.Task.IsCompleted);
                    if (batch.Count > 0)
                        await Task.Delay(Pause, _stopping);
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            _waiting.Writer.TryComplete();
            while (_waiting.Reader.TryRead(out var left))
                batch.Add(left);
            foreach (var (_, taken) in batch)
                taken.TrySetCanceled(_stopping);
        }
    }
}
