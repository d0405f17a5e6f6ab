namespace ReferralNetwork.Platform.Data;

/// <summary>The network's days and months, in Cambodia's time zone (UTC+7, no summer time). Instants are kept in UTC,
/// but days begin at local midnight, and months are counted by the local calendar.</summary>
public static class NetworkTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>Local date and time.</summary>
    public static DateTime Local(DateTimeOffset at) =>
        DateTime.SpecifyKind(at.UtcDateTime + Offset, DateTimeKind.Unspecified);

    /// <summary>The same instant with the local offset.</summary>
    public static DateTimeOffset WithLocalOffset(DateTimeOffset at) => new(Local(at), Offset);

    public static DateTimeOffset Instant(DateTime local) => new(local.Ticks - Offset.Ticks, TimeSpan.Zero);

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(Local(at));

    /// <summary>The day's first moment: local midnight.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => Instant(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>The same local time on the same day so many months later, or on the last day of a shorter
    /// month.</summary>
    public static DateTimeOffset AddMonths(DateTimeOffset at, int months) => Instant(Local(at).AddMonths(months));
}
