using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace ReferralNetwork.Platform.Messaging;

/// <summary>
/// Makes a service's durable queues before any of its replicas consumes from them, one replica at a time: a broker
/// before 4.1 ends the connection of whoever consumes from a quorum queue that another is just making (rabbitmq-server,
/// pull request 13625), and with it all that the connection was about to acknowledge.
/// </summary>
internal static class Queues
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private static readonly Dictionary<string, object?> Quorum = new() { ["x-queue-type"] = "quorum" };

    /// <exception cref="OperationInterruptedException">The broker has one of these with other arguments, or forbids
    /// it.</exception>
    public static async Task Make(
        IConnection connection,
        string service,
        IEnumerable<string> names,
        CancellationToken ct
    )
    {
        // An exclusive queue is used as a lock: it is deleted with the connection that holds it.
        var turn = $"{service}.making-queues";
        while (!await IsOurs(turn, connection, ct))
            await Task.Delay(PollInterval, ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        foreach (var name in names)
            await channel.QueueDeclareAsync(
                name,
                durable: true,
                exclusive: false,
                autoDelete: false,
                Quorum,
                cancellationToken: ct
            );
        await channel.QueueDeleteAsync(turn, cancellationToken: ct);
    }

    private static async Task<bool> IsOurs(string turn, IConnection connection, CancellationToken ct)
    {
        // In a channel of its own, since a refusal closes the channel.
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        try
        {
            await channel.QueueDeclareAsync(
                turn,
                durable: false,
                exclusive: true,
                autoDelete: true,
                cancellationToken: ct
            );
            return true;
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.ResourceLocked)
        {
            return false;
        }
    }
}
