using System.Globalization;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Referrals.Domain.Search;

/// <summary>When a pool admits newcomers: <c>HH:mm-HH:mm</c> in the network's time zone; the same hour twice is all
/// day.</summary>
internal readonly record struct IntakeHours(int FromMinute, int ToMinute)
{
    private const int Day = 24 * 60;

    public static readonly IntakeHours Always = new(0, Day);

    /// <summary>A blank text means day and night. Hours that cannot be read promise nothing: null.</summary>
    public static IntakeHours? Parse(string? text)
    {
        if (VisibleText.IsBlank(text))
            return Always;
        var parts = text.Split('-', StringSplitOptions.TrimEntries);
        return parts.Length == 2 && Minute(parts[0]) is { } from && Minute(parts[1]) is { } to ? new(from, to) : null;
    }

    public bool Admits(DateTimeOffset at)
    {
        var minute = (int)NetworkTime.Local(at).TimeOfDay.TotalMinutes;
        return FromMinute < ToMinute
            ? minute >= FromMinute && minute < ToMinute
            : minute >= FromMinute || minute < ToMinute;
    }

    private static int? Minute(string text) =>
        text == "24:00" ? Day
        : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? (time.Hour * 60) + time.Minute
        : null;
}
