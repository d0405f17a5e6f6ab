using System.Globalization;

namespace ReferralNetwork.Portal.Domain;

/// <summary>Numbers as people type them, in Khmer digits too.</summary>
internal static class Numbers
{
    /// <returns>Null for nothing, and for what is no number.</returns>
    public static decimal? Read(string? text) =>
        decimal.TryParse(Ascii(text).Replace(',', '.'),
            NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Trimmed, with the digits of every other clock and calendar.</summary>
    public static string Ascii(string? text) => string.Concat((text ?? "").Trim().Select(c => c is >= '០' and <= '៩' ? (char)('0' + (c - '០')) : c));

    public static int? Whole(string? text) => Read(text) is { } number && number % 1 == 0 && number <= int.MaxValue ? (int)number : null;
}
