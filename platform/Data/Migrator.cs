using Microsoft.EntityFrameworkCore;

namespace ReferralNetwork.Platform.Data;

/// <summary>
/// Brings a service's database to its newest migration, one replica at a time: the others wait for the lock that EF Core takes
/// in the database, and find nothing left to do.
/// </summary>
internal static class Migrator
{
    public static async Task Migrate(DbContext db, CancellationToken ct)
    {
        if (Dialect.Of(db) == Provider.Sqlite) await ClearStaleLock(db, ct);
        await db.Database.MigrateAsync(ct);
    }

    /// <exception cref="InvalidOperationException">The database is older than this program.</exception>
    public static async Task Require(DbContext db, CancellationToken ct)
    {
        if ((await db.Database.GetPendingMigrationsAsync(ct)).Any())
            throw new InvalidOperationException("The database is not migrated: run this program with the argument migrate first.");
    }

    // A process killed in mid-migration leaves its lock row behind, and the next one would wait for ever. The data
    // folder is ours alone (DataFolder), so whoever held it is dead.
    private static async Task ClearStaleLock(DbContext db, CancellationToken ct)
    {
        var locks = await db.Database.SqlQueryRaw<int>(
            "SELECT COUNT(*) AS \"Value\" FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(ct);
        if (locks > 0) await db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsLock\"", ct);
    }
}
