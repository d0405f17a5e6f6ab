using System.Globalization;

namespace ReferralNetwork.Pages.Forms;

/// <summary>Day and hour of a form: as a browser's own field sends it, or as people here type it where there is
/// none.</summary>
public static class Hours
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd HH:mm",
        "d/M/yyyy HH:mm",
        "d-M-yyyy HH:mm",
    ];

    /// <returns>Null for what is none of these; the day comes before the month.</returns>
    public static DateTime? Read(string? typed) =>
        DateTime.TryParseExact(
            Numbers.Ascii(typed),
            Forms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var at
        )
            ? at
            : null;

    /// <summary>A day without its hour; null for what is none.</summary>
    public static DateTime? Day(string? typed) => Read($"{Numbers.Ascii(typed)} 00:00");
}
