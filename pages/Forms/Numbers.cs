using System.Globalization;
using System.Text.RegularExpressions;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Pages.Forms;

/// <summary>Numbers as people type them, in any digits, with marks that nobody sees.</summary>
public static partial class Numbers
{
    /// <summary>With a fraction of one or two digits; three behind a point or comma are thousands to half of those who
    /// type them.</summary>
    /// <returns>Null for nothing, and for what is no number or could be two.</returns>
    public static decimal? Read(string? text) =>
        Fraction().IsMatch(Ascii(text))
            ? decimal.Parse(Ascii(text).Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
            : null;

    /// <summary>Trimmed, with the digits of every other clock and calendar.</summary>
    public static string Ascii(string? text) => Written.Plain(text);

    /// <summary>Where only a whole number can be meant, 1.000 and 1,000 are a thousand.</summary>
    public static int? Whole(string? text) =>
        Grouped().IsMatch(Ascii(text))
        && int.TryParse(
            string.Concat(Ascii(text).Where(char.IsAsciiDigit)),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    [GeneratedRegex(@"\A[0-9]{1,9}([.,][0-9]{1,2})?\z")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"\A([0-9]+|[0-9]{1,3}([., ])[0-9]{3}(\2[0-9]{3})*)\z")]
    private static partial Regex Grouped();
}
