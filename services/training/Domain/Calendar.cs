using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Training.Domain;

/// <summary>When a centre asks about work, and how attendance is counted.</summary>
internal static class Calendar
{
    /// <summary>Months after the course at which a centre asks about work.</summary>
    public static readonly IReadOnlyList<int> WorkMonths =
    [
        .. KindDescriptor.Of("training").Measures.Select(measure => measure.Months),
    ];

    /// <param name="month">One of <see cref="WorkMonths"/>.</param>
    public static string MeasureOf(int month) =>
        KindDescriptor.Of("training").Measures.Single(measure => measure.Months == month).Code;

    /// <summary>When to ask about work, after a course that ended at <paramref name="ended"/>.</summary>
    public static DateTimeOffset DueAt(DateTimeOffset ended, int month) => NetworkTime.AddMonths(ended, month);

    /// <summary>Days present in whole percent of days that count; excused days do not count. Null: no day
    /// counts.</summary>
    public static int? PercentPresent(IEnumerable<string> marks)
    {
        var counted = marks.Where(mark => mark is "present" or "absent").ToList();
        return counted.Count == 0
            ? null
            : (int)
                Math.Round(
                    100.0 * counted.Count(mark => mark == "present") / counted.Count,
                    MidpointRounding.AwayFromZero
                );
    }
}
