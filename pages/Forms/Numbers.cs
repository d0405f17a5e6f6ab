using System.Globalization;
using System.Text.RegularExpressions;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Pages.Forms;

/// <summary>Numbers as people type them: in any digits, and with invisible characters among them.</summary>
public static partial class Numbers
{
    /// <summary>A number with a fraction of one or two digits. Three digits after a point or comma are refused, since
    /// half of those who type them mean thousands.</summary>
    /// <returns>Null for an empty text, and for one that is no number or can be read in two ways.</returns>
    public static decimal? Read(string? text) =>
        Fraction().IsMatch(Ascii(text))
            ? decimal.Parse(Ascii(text).Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
            : null;

    /// <summary>Trimmed, without invisible characters, with ASCII digits.</summary>
    public static string Ascii(string? text) => VisibleText.Plain(text);

    /// <summary>A whole number. No fraction can be meant here, so 1.000 and 1,000 are a thousand.</summary>
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

    [GeneratedRegex(@"\A[0-9]{1,9}([.,][0-9]{1,2})?\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fraction();

    [GeneratedRegex(
        @"\A([0-9]+|[0-9]{1,3}([., ])[0-9]{3}(\2[0-9]{3})*)\z",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Grouped();
}
