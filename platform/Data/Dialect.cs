using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ReferralNetwork.Platform.Data;

internal enum Provider
{
    Sqlite,
    Postgres,
    SqlServer,
}

/// <summary>Every SQL statement that differs between the databases; all else is LINQ.</summary>
internal static class Dialect
{
    /// <exception cref="InvalidOperationException">The database is none of the three.</exception>
    public static Provider Of(DbContext db) =>
        db.Database.ProviderName switch
        {
            "Microsoft.EntityFrameworkCore.Sqlite" => Provider.Sqlite,
            "Npgsql.EntityFrameworkCore.PostgreSQL" => Provider.Postgres,
            "Microsoft.EntityFrameworkCore.SqlServer" => Provider.SqlServer,
            var other => throw new InvalidOperationException($"{other} is not known here"),
        };

    /// <summary>Microseconds since 1970 UTC by the server's clock, which goes on within a transaction.</summary>
    public static string Now(Provider provider) =>
        provider switch
        {
            Provider.Postgres => "SELECT (extract(epoch from clock_timestamp()) * 1000000)::bigint AS \"Value\"",
            Provider.SqlServer => "SELECT DATEDIFF_BIG(microsecond, '1970-01-01', SYSUTCDATETIME()) AS \"Value\"",
            _ => throw new NotSupportedException("SQLite's clock is its process's"),
        };

    /// <summary>
    /// The outbox's rows that are due, locked until the transaction ends; rows that another replica has locked are
    /// skipped. {0}: now, {1}: how many, {2}: the latest time that a back-off sets. A row due later than that was
    /// postponed by a wrong clock, and counts as due.
    /// </summary>
    public static string ClaimOutbox(Provider provider) =>
        provider switch
        {
            Provider.Postgres =>
                "SELECT * FROM \"Outbox\" WHERE (\"DueAt\" <= {0} OR \"DueAt\" > {2}) ORDER BY \"DueAt\", \"Seq\" "
                    + "LIMIT {1} FOR UPDATE SKIP LOCKED",
            Provider.SqlServer =>
                "SELECT TOP ({1}) * FROM \"Outbox\" WITH (UPDLOCK, READPAST, ROWLOCK) WHERE (\"DueAt\" <= {0} OR "
                    + "\"DueAt\" > {2}) ORDER BY \"DueAt\", \"Seq\"",
            // One process has the file, and one relay, so that no lock is needed.
            _ => "SELECT * FROM \"Outbox\" WHERE (\"DueAt\" <= {0} OR \"DueAt\" > {2}) ORDER BY \"DueAt\", \"Seq\" "
                + "LIMIT {1}",
        };

    /// <summary>Waits for the lock of this name and holds it until the transaction ends. {0}: the name. Null for
    /// SQLite, which has one writer.</summary>
    public static string? AcquireLock(Provider provider) =>
        provider switch
        {
            Provider.Postgres => "SELECT pg_advisory_xact_lock(hashtext({0}))",
            Provider.SqlServer =>
                "EXEC sp_getapplock @Resource = {0}, @LockMode = 'Exclusive', @LockOwner = 'Transaction', "
                    + "@LockTimeout = 30000",
            _ => null,
        };

    /// <summary>
    /// Takes and releases the session's lock for migrating; a session that dies has released it. Only for PostgreSQL,
    /// where EF Core's own lock ends with the transaction of each single migration, so that another replica could come
    /// in between. On the others it lasts to the end: null.
    /// </summary>
    public static (string Wait, string End)? MigrationLock(Provider provider) =>
        provider == Provider.Postgres
            ? ("SELECT pg_advisory_lock(hashtext('migrating'))", "SELECT pg_advisory_unlock(hashtext('migrating'))")
            : null;

    /// <summary>Another transaction was faster, or both waited for each other: the same work may succeed on fresh
    /// rows.</summary>
    public static bool IsConflict(Exception e) =>
        Causes(e)
            .Any(cause =>
                cause switch
                {
                    DbUpdateConcurrencyException => true,
                    PostgresException
                    {
                        SqlState: PostgresErrorCodes.UniqueViolation
                            or PostgresErrorCodes.DeadlockDetected
                            or PostgresErrorCodes.SerializationFailure
                    } => true,
                    // 2601, 2627: the key exists already; 1205: chosen to be ended by a deadlock.
                    SqlException { Number: 2601 or 2627 or 1205 } => true,
                    _ => false,
                }
            );

    /// <summary>The database refused or did not answer, however the library wraps it.</summary>
    public static bool IsDatabase(Exception e) => Causes(e).Any(cause => cause is DbException or DbUpdateException);

    /// <summary>The database has answered with a refusal: nothing was changed.</summary>
    public static bool IsDefiniteRefusal(Exception e) =>
        IsConflict(e)
        || Causes(e)
            .Any(cause =>
                cause switch
                {
                    // Classes 08 and 57P end the connection, so that the outcome is unknown.
                    PostgresException { SqlState: var state } => !state.StartsWith("08", StringComparison.Ordinal)
                        && !state.StartsWith("57P", StringComparison.Ordinal),
                    // Severity 20 and above ends the connection; number -2 is a time-out.
                    SqlException { Class: < 20, Number: > 0 } => true,
                    // 10, SQLITE_IOERR: the file could not be read or written.
                    SqliteException { SqliteErrorCode: not 10 } => true,
                    _ => false,
                }
            );

    /// <summary>A CHECK or foreign key constraint would be violated.</summary>
    public static bool IsBrokenRule(Exception e) =>
        Causes(e)
            .Any(cause =>
                cause switch
                {
                    PostgresException
                    {
                        SqlState: PostgresErrorCodes.CheckViolation or PostgresErrorCodes.ForeignKeyViolation
                    } => true,
                    SqlException { Number: 547 } => true,
                    // SQLITE_CONSTRAINT_CHECK, SQLITE_CONSTRAINT_FOREIGNKEY.
                    SqliteException { SqliteExtendedErrorCode: 275 or 787 } => true,
                    _ => false,
                }
            );

    /// <summary>The server is away or still starting: the same may succeed in a while.</summary>
    public static bool IsUnavailable(Exception e) => Causes(e).Any(cause => cause is DbException { IsTransient: true });

    private static IEnumerable<Exception> Causes(Exception e)
    {
        for (Exception? cause = e; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
