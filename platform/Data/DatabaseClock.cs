using Microsoft.EntityFrameworkCore;

namespace ReferralNetwork.Platform.Data;

/// <summary>
/// The clock that sets and judges deadlines: the database's, so that every replica reads the same one. SQLite lives in
/// this process, and its clock is the process's <see cref="TimeProvider"/>.
/// </summary>
public sealed class DatabaseClock(DbContext db, TimeProvider time)
{
    /// <summary>How long after its own time a row may become visible: the time is taken when the transaction begins,
    /// and others see the row when it commits.</summary>
    public static readonly TimeSpan VisibilityDelay = TimeSpan.FromSeconds(60);

    /// <returns>Now in UTC, in whole microseconds.</returns>
    public async ValueTask<DateTimeOffset> Now(CancellationToken ct)
    {
        var provider = Dialect.Of(db);
        if (provider == Provider.Sqlite)
            return time.GetUtcNow().ToMicroseconds();
        return Microseconds.FromUnixTimeMicroseconds(
            await db.Database.SqlQueryRaw<long>(Dialect.Now(provider)).SingleAsync(ct)
        );
    }
}

public static class Microseconds
{
    public static long ToUnixTimeMicroseconds(this DateTimeOffset at) =>
        (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromUnixTimeMicroseconds(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>Rounded down to microseconds, which every database keeps.</summary>
    public static DateTimeOffset ToMicroseconds(this DateTimeOffset at) =>
        FromUnixTimeMicroseconds(at.ToUnixTimeMicroseconds());

    public static DateTimeOffset RoundDown(this DateTimeOffset at, TimeSpan unit) =>
        at.AddTicks(-(at.Ticks % unit.Ticks));
}
