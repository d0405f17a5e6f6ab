using System.Runtime.Serialization;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Bench.Pipelines;

/// <summary>As large as an event about a referral is.</summary>
[DataContract(Name = "bench-noted.v1")]
internal sealed record Noted(long Number, string Text)
{
    private static readonly string Filling = new('x', 400);

    public static Noted Of(long number) => new(number, Filling);

    /// <summary>The same as it travels.</summary>
    public Envelope Envelope()
    {
        var now = DateTimeOffset.UtcNow;
        return new(
            Guid.CreateVersion7(now),
            Platform.Messaging.Envelope.TypeOf<Noted>(),
            Platform.Messaging.Envelope.Serialize(this),
            null,
            now
        );
    }
}

/// <summary>Counts what has arrived.</summary>
internal sealed class Counter
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private TaskCompletionSource _all = new();
    private long _left;

    public void Expect(long messages) =>
        (_all, _left) = (new(TaskCreationOptions.RunContinuationsAsynchronously), messages);

    public void Add()
    {
        if (Interlocked.Decrement(ref _left) == 0)
            _all.TrySetResult();
    }

    /// <exception cref="TimeoutException">They have not all come.</exception>
    public Task All() => _all.Task.WaitAsync(Patience);
}

/// <summary>The messages of one measurement, handed out to producers in pieces.</summary>
internal static class Producers
{
    public const int Count = 4;

    /// <summary>What the product commits together, and what MassTransit alone is given together.</summary>
    public const int Piece = 50;

    /// <summary>So many producers at once, each sending its next piece when its last is safe.</summary>
    public static Task Send(int messages, int piece, Func<IEnumerable<Noted>, Task> send) =>
        Task.WhenAll(
            Enumerable
                .Range(0, Count)
                .Select(producer =>
                    Task.Run(async () =>
                    {
                        foreach (
                            var numbers in Enumerable.Range(0, messages).Where(n => n % Count == producer).Chunk(piece)
                        )
                            await send(numbers.Select(n => Noted.Of(n)));
                    })
                )
        );
}
