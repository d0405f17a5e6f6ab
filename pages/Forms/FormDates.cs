using System.Globalization;

namespace ReferralNetwork.Pages.Forms;

/// <summary>Day and hour typed in a form: as a browser's own field sends them, or as people here write them where there
/// is none.</summary>
public static class FormDates
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd HH:mm",
        "d/M/yyyy HH:mm",
        "d-M-yyyy HH:mm",
    ];

    /// <returns>Null for any other format. The day comes before the month.</returns>
    public static DateTime? ParseDateTime(string? typed) =>
        DateTime.TryParseExact(
            Numbers.Ascii(typed),
            Forms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var at
        )
            ? at
            : null;

    /// <summary>A day without an hour; null if it is none.</summary>
    public static DateTime? ParseDay(string? typed) => ParseDateTime($"{Numbers.Ascii(typed)} 00:00");
}
