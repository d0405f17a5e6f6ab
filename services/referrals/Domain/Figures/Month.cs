using System.Globalization;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Referrals.Domain.Figures;

/// <summary>A month in the network's time zone.</summary>
internal readonly record struct Month(int Year, int Number)
{
    private const string Format = "yyyy-MM";

    public static Month Of(DateTimeOffset at)
    {
        var local = NetworkTime.Local(at);
        return new(local.Year, local.Month);
    }

    /// <returns>Null for what is not written <c>2026-10</c>.</returns>
    public static Month? Parse(string text) =>
        DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
        && first is { Year: > 1 and < 9999 }
            ? new(first.Year, first.Month)
            : null;

    /// <summary>Its first moment.</summary>
    public DateTimeOffset From => NetworkTime.StartOf(new(Year, Number, 1));

    /// <summary>Its end: the first moment of the next month.</summary>
    public DateTimeOffset Until => Next.From;

    public Month Next => Number == 12 ? new(Year + 1, 1) : new(Year, Number + 1);

    public override string ToString() => new DateOnly(Year, Number, 1).ToString(Format, CultureInfo.InvariantCulture);
}
