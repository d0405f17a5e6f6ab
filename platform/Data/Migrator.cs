using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace ReferralNetwork.Platform.Data;

/// <summary>Brings a service's database to its newest migration, one replica at a time; the others wait, and then have
/// nothing left to do.</summary>
internal static class Migrator
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static Task Migrate(DbContext db, CancellationToken ct) => WhenThere(() => MigrateNow(db, ct), ct);

    /// <exception cref="InvalidOperationException">The database is older than this program.</exception>
    public static Task Require(DbContext db, CancellationToken ct) => WhenThere(() => RequireNow(db, ct), ct);

    // Waits for a server that is away or starting, until this process is stopped; an error that will not pass, such as
    // a wrong password, is thrown at once. Migrations applied before a connection broke are not applied again.
    private static async Task WhenThere(Func<Task> act, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await act();
                return;
            }
            catch (Exception e) when (Dialect.IsUnavailable(e))
            {
                await Task.Delay(Pause, ct);
            }
        }
    }

    private static async Task MigrateNow(DbContext db, CancellationToken ct)
    {
        // Building an index on a large table takes long, and so does waiting for the replica that builds it.
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var provider = Dialect.Of(db);
        if (provider == Provider.Sqlite)
            await ClearStaleLock(db, ct);
        if (Dialect.MigrationLock(provider) is not { } turn)
        {
            await db.Database.MigrateAsync(ct);
            return;
        }
        await Create(db, ct);
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await db.Database.ExecuteSqlRawAsync(turn.Wait, ct);
            await db.Database.MigrateAsync(ct);
        }
        finally
        {
            // The connection is kept for reuse and would keep the lock; one that broke has released it.
            if (db.Database.GetDbConnection().State == ConnectionState.Open)
                await db.Database.ExecuteSqlRawAsync(turn.End, CancellationToken.None);
            await db.Database.CloseConnectionAsync();
        }
    }

    private static async Task RequireNow(DbContext db, CancellationToken ct)
    {
        if ((await db.Database.GetPendingMigrationsAsync(ct)).Any())
            throw new InvalidOperationException(
                "The database is not migrated: run this program with the argument migrate first."
            );
    }

    private static async Task Create(DbContext db, CancellationToken ct)
    {
        var databases = db.GetService<IRelationalDatabaseCreator>();
        if (await databases.ExistsAsync(ct))
            return;
        try
        {
            await databases.CreateAsync(ct);
        }
        catch (DbException) when (databases.Exists())
        {
            // Another replica was faster.
        }
    }

    // A process killed in mid-migration leaves its lock row behind, and the next one would wait for ever. The data
    // folder is ours alone (DataFolder), so whoever held it is dead.
    private static async Task ClearStaleLock(DbContext db, CancellationToken ct)
    {
        var locks = await db
            .Database.SqlQueryRaw<int>(
                "SELECT COUNT(*) AS \"Value\" FROM sqlite_master WHERE name = '__EFMigrationsLock'"
            )
            .SingleAsync(ct);
        if (locks > 0)
            await db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsLock\"", ct);
    }
}
