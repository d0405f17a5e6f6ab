using Microsoft.EntityFrameworkCore;

namespace ReferralNetwork.Platform.Data;

public static class Scrubbing
{
    /// <summary>
    /// Removes what has just been deleted from the database's write-ahead log, where that lies beside it (SQLite). Elsewhere
    /// the log is the operator's, and expires with the backups.
    /// </summary>
    public static async Task Scrub(this DbContext db, CancellationToken ct)
    {
        if (db.Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal))
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", ct);
    }
}
