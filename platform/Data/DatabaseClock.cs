using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace ReferralNetwork.Platform.Data;

/// <summary>
/// The clock that sets and judges deadlines: the database's, so that every replica reads the same one. SQLite lives in
/// this process, and its clock is the process's <see cref="TimeProvider"/>.
/// </summary>
public sealed class DatabaseClock(DbContext db, TimeProvider time)
{
    /// <returns>Now in UTC, in whole microseconds.</returns>
    public async ValueTask<DateTimeOffset> Now(CancellationToken ct)
    {
        if (db.Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal)) return time.GetUtcNow().ToMicroseconds();
        var sql = db.Database.ProviderName.EndsWith("SqlServer", StringComparison.Ordinal)
            ? "SELECT SYSUTCDATETIME() AS \"Value\"" : "SELECT timezone('utc', clock_timestamp()) AS \"Value\"";
        var now = await db.Database.SqlQueryRaw<DateTime>(sql).SingleAsync(ct);
        return new DateTimeOffset(DateTime.SpecifyKind(now, DateTimeKind.Utc)).ToMicroseconds();
    }
}

public static class Microseconds
{
    public static long ToUnixTimeMicroseconds(this DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromUnixTimeMicroseconds(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>As precise as every database keeps it.</summary>
    public static DateTimeOffset ToMicroseconds(this DateTimeOffset at) => FromUnixTimeMicroseconds(at.ToUnixTimeMicroseconds());
}
