using Npgsql;
using ReferralNetwork.Distributed;

namespace ReferralNetwork.Faults.Tests;

/// <summary>What only the services' databases tell: events that were not sent, messages that were given up.</summary>
internal sealed class Databases(DistributedNetwork network)
{
    private readonly string[] _services =
    [
        .. network.Members.Select(member => member.Service).Distinct().Except([Member.Gateway]),
    ];

    /// <summary>Events that nobody has heard of yet, and messages that their consumer could not handle.</summary>
    public async Task<IReadOnlyList<string>> Undelivered()
    {
        var undelivered = new List<string>();
        foreach (var service in _services)
        {
            undelivered.AddRange(
                await Rows(service, """SELECT 'not sent: ' || "Type" || ' ' || "MessageId" FROM "Outbox" """)
            );
            undelivered.AddRange(
                await Rows(
                    service,
                    """SELECT 'not handled: ' || "Consumer" || ' ' || "MessageId" || ' ' || "Reason" FROM "Failures" """
                )
            );
        }
        return undelivered;
    }

    /// <returns>Why a consumer gave a message up at once; nothing where it has not.</returns>
    public Task<IReadOnlyList<string>> GivenUp(string consumer, Guid message) =>
        Rows(
            consumer.Split('.')[0],
            """SELECT "Reason" FROM "Failures" WHERE "Consumer" = $1 AND "MessageId" = $2 AND "DueAt" IS NULL""",
            consumer,
            message
        );

    public Task Drop(string consumer, Guid message) =>
        Rows(
            consumer.Split('.')[0],
            """DELETE FROM "Failures" WHERE "Consumer" = $1 AND "MessageId" = $2 AND "DueAt" IS NULL""",
            consumer,
            message
        );

    public async Task<bool> HasHandled(string consumer, Guid message) =>
        (
            await Rows(
                consumer.Split('.')[0],
                """SELECT 1 FROM "Inbox" WHERE "Consumer" = $1 AND "MessageId" = $2""",
                consumer,
                message
            )
        ).Count == 1;

    /// <summary>Search shows a pool a moment before it is kept: who dies in between learns of it again from the
    /// broker.</summary>
    public async Task<bool> IsKeptForSearch(Guid pool) =>
        (await Rows("referrals", """SELECT 1 FROM "Availability" WHERE "PoolId" = $1""", pool)).Count == 1;

    /// <summary>But for heartbeats: while nobody is there to hear one, it waits.</summary>
    public async Task<bool> HasSentAll(string service) =>
        (await Rows(service, """SELECT '' FROM "Outbox" WHERE "Type" NOT LIKE '%ProviderHeartbeat' """)).Count == 0;

    /// <summary>Does in a database what a defect would do.</summary>
    public Task Change(string service, string sql, params object[] values) => Rows(service, sql, values);

    private async Task<IReadOnlyList<string>> Rows(string service, string sql, params object[] values)
    {
        // No pool: the server may have died since.
        await using var connection = new NpgsqlConnection($"{network.ConnectionString(service)};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetValue(0).ToString()!);
        return rows;
    }
}
