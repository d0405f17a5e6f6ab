using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Training.Domain;

/// <summary>What a centre asks when, and how it counts.</summary>
internal static class Calendar
{
    /// <summary>So many months after the course a centre asks how she lives.</summary>
    public static readonly IReadOnlyList<int> WorkMonths =
    [
        .. KindDescriptor.Of("training").Measures.Select(measure => measure.Months),
    ];

    /// <param name="month">One of <see cref="WorkMonths"/>.</param>
    public static string MeasureOf(int month) =>
        KindDescriptor.Of("training").Measures.Single(measure => measure.Months == month).Code;

    /// <summary>When work is asked for, of a course that ended at <paramref name="ended"/>.</summary>
    public static DateTimeOffset DueAt(DateTimeOffset ended, int month) => NetworkTime.AddMonths(ended, month);

    /// <summary>Whole percent of the days on which she was there; days that she was excused for do not count. Null:
    /// none does.</summary>
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
