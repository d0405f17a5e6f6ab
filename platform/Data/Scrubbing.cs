using Microsoft.EntityFrameworkCore;

namespace ReferralNetwork.Platform.Data;

public static class Scrubbing
{
    /// <summary>
    /// Removes what has just been deleted from the database's write-ahead log, where that is a file beside it (SQLite).
    /// Elsewhere the log is the operator's, and expires with the backups. Waits up to 5 s for readers; what is left
    /// after that, or by a process that was killed, the janitor removes.
    /// </summary>
    public static async Task Scrub(this DbContext db, CancellationToken ct)
    {
        if (Dialect.Of(db) != Provider.Sqlite)
            return;
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var checkpoint = db.Database.GetDbConnection().CreateCommand();
            checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            // The first column is 1 while readers or another checkpoint block it; then a part of the log is still
            // there.
            for (var tries = 0; (long)(await checkpoint.ExecuteScalarAsync(ct))! != 0 && tries < 50; tries++)
                await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
