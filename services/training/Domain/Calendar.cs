namespace ReferralNetwork.Training.Domain;

/// <summary>Days and months as a centre counts them.</summary>
internal static class Calendar
{
    /// <summary>So many months after the course a centre asks how she lives.</summary>
    public static readonly IReadOnlyList<int> WorkMonths = [3, 6];

    // The whole year.
    private static readonly TimeSpan Cambodia = TimeSpan.FromHours(7);

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(Cambodia).DateTime);

    /// <summary>When work is asked for, of a course that ended at <paramref name="ended"/>.</summary>
    public static DateTimeOffset DueAt(DateTimeOffset ended, int month) => ended.AddMonths(month);

    /// <summary>Whole percent of the days on which she was there; days that she was excused for do not count. Null: none does.</summary>
    public static int? PercentPresent(IEnumerable<string> marks)
    {
        var counted = marks.Where(mark => mark is "present" or "absent").ToList();
        return counted.Count == 0 ? null : (int)Math.Round(100.0 * counted.Count(mark => mark == "present") / counted.Count, MidpointRounding.AwayFromZero);
    }
}
