using System.Text.RegularExpressions;
using PhoneNumbers;

namespace ReferralNetwork.Platform.Writing;

/// <summary>Telephone numbers: kept in one form (E.164), shown as people write them, and never with words.</summary>
public static partial class Telephone
{
    /// <summary>The message for errors by field: how a number is to be written.</summary>
    public const string Expected =
        "is a telephone number: write it as 012 345 678, or from abroad with + and its country as +66 81 234 5678, "
        + "and nothing else";

    private const string Home = "KH";
    private const int HomeCode = 855;
    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    /// <returns>E.164; null for what can be no number.</returns>
    public static string? Standard(string? typed)
    {
        var plain = VisibleText.Plain(typed);
        if (!Signs().IsMatch(plain))
            return null;
        var dialled = Abroad().Replace(string.Concat(plain.Where(c => char.IsAsciiDigit(c) || c == '+')), "+855");
        if (Fictional().IsMatch(dialled))
            return dialled;
        try
        {
            var number = Library.Parse(dialled, Home);
            return Library.IsPossibleNumberWithReason(number) == PhoneNumberUtil.ValidationResult.IS_POSSIBLE
                ? Library.Format(number, PhoneNumberFormat.E164)
                : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>A number of this country in its national format, any other with its country code; a text that is not
    /// E.164 unchanged.</summary>
    public static string Show(string standard)
    {
        if (Fictional().IsMatch(standard))
            return $"{standard[..4]} {standard[4..6]} {standard[6..9]} {standard[9..]}";
        if (standard is not ['+', ..])
            return standard;
        try
        {
            var number = Library.Parse(standard, Home);
            return Library.Format(
                number,
                number.CountryCode == HomeCode ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL
            );
        }
        catch (NumberParseException)
        {
            return standard;
        }
    }

    /// <summary>Numbers for demos and tests, which reach nobody: no area code begins with 00.</summary>
    [GeneratedRegex(@"\A\+85500[0-9]{6}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fictional();

    [GeneratedRegex(@"\A[( ]*\+?[0-9 .()/-]+\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Signs();

    /// <summary>The country code as it is dialled from another country, or copied out of brackets.</summary>
    [GeneratedRegex(
        @"\A(\+?00)?855(?=[0-9]{8,10}\z)|\A\+?855(?=00)",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Abroad();
}
