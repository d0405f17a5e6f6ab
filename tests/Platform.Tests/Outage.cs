using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ReferralNetwork.Platform.Tests;

/// <summary>A database that does not answer, with a driver's message that says too much.</summary>
internal sealed class Outage(World world, string service) : DbConnectionInterceptor
{
    private const int SqliteCantOpen = 14;

    public override InterceptionResult ConnectionOpening(
        DbConnection connection,
        ConnectionEventData eventData,
        InterceptionResult result
    )
    {
        if (world.DatabaseAway.ContainsKey(service))
            throw new SqliteException(Given.Secret, SqliteCantOpen);
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection,
        ConnectionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken = default
    ) => new(ConnectionOpening(connection, eventData, result));
}
