using Microsoft.EntityFrameworkCore;

namespace ReferralNetwork.Platform.Data;

/// <summary>Brings a service's database to its newest migration at start.</summary>
internal static class Migrator
{
    public static async Task Migrate(DbContext db, CancellationToken ct)
    {
        if (db.Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal)) await ClearStaleLock(db, ct);
        await db.Database.MigrateAsync(ct);
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
