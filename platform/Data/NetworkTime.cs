namespace ReferralNetwork.Platform.Data;

/// <summary>
/// The network's days and months: Cambodia's, which has one time zone and no summer time. Instants are kept in UTC, but
/// a day begins at people's midnight, and a month after the first is the first.
/// </summary>
public static class NetworkTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>What the clock on the wall says.</summary>
    public static DateTime Local(DateTimeOffset at) =>
        DateTime.SpecifyKind(at.UtcDateTime + Offset, DateTimeKind.Unspecified);

    /// <summary>The same instant, said as there.</summary>
    public static DateTimeOffset OnTheWall(DateTimeOffset at) => new(Local(at), Offset);

    public static DateTimeOffset Instant(DateTime local) => new(local.Ticks - Offset.Ticks, TimeSpan.Zero);

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(Local(at));

    /// <summary>Its first moment.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => Instant(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>The same hour of the same day so many months later, or of the month's last day.</summary>
    public static DateTimeOffset AddMonths(DateTimeOffset at, int months) => Instant(Local(at).AddMonths(months));
}
