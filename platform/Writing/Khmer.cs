using System.Globalization;
using System.Text.RegularExpressions;

namespace ReferralNetwork.Platform.Writing;

/// <summary>Khmer syllables in the one order of Unicode's Khmer encoding structure (UTN 61), with one spelling for what
/// looks the same.</summary>
internal static partial class Khmer
{
    private const string CoengDa = "\u17D2\u178A",
        CoengTa = "\u17D2\u178F",
        CoengRo = "\u17D2\u179A";
    private const string U = "\u17BB",
        Aa = "\u17B6",
        Nikahit = "\u17C6";
    private const string Muusikatoan = "\u17C9",
        Triisap = "\u17CA";

    /// <summary>Replaces vowels of two parts by these parts, and what Unicode discourages by what it prefers.</summary>
    private static readonly (string Typed, string Is)[] Spellings =
    [
        ("\u17BE", "\u17C1\u17B8"),
        ("\u17C4", "\u17C1\u17B6"),
        ("\u17A3", "\u17A2"),
        ("\u17A4", "\u17A2\u17B6"),
        ("\u17A8", "\u17A7\u1780"),
        ("\u17B2", "\u17B1"),
        (CoengDa, CoengTa),
    ];

    /// <summary>Signs above the letter: beside them there is no room for a shifter, which then goes below and looks
    /// like the vowel u.</summary>
    private static readonly HashSet<string> Above = ["\u17B7", "\u17B8", "\u17B9", "\u17BA", "\u17BF", "\u17DD"];

    public static string Arrange(string text)
    {
        if (!text.Any(c => c is >= '\u1780' and <= '\u17FF'))
            return text;
        foreach (var (typed, spelt) in Spellings)
            text = text.Replace(typed, spelt, StringComparison.Ordinal);
        return Signs()
            .Replace(
                text,
                signs => string.Concat(Ordered([.. signs.Groups["sign"].Captures.Select(sign => sign.Value)]))
            );
    }

    private static IEnumerable<string> Ordered(List<string> signs)
    {
        var pushed = signs.Exists(Above.Contains) || (signs.Contains(Aa) && signs.Contains(Nikahit));
        var ordered = signs
            .Select(sign => pushed && sign is Muusikatoan or Triisap ? U : sign)
            .OrderBy(Rank)
            .ThenBy(sign => sign.Length > 1 ? "" : sign, StringComparer.Ordinal)
            .ToList();
        return ordered.Where((sign, at) => at == 0 || sign != ordered[at - 1] || !CoversItself(sign));
    }

    /// <summary>The order: robat, coengs (last ro, which goes to the left), shifters, vowels, signs, and what follows
    /// the letter.</summary>
    private static int Rank(string sign) =>
        sign switch
        {
            "\u17CC" => 0,
            CoengRo => 2,
            { Length: > 1 } => 1,
            Muusikatoan or Triisap => 3,
            [>= '\u17B6' and <= '\u17C5'] => 4,
            "\u17C7" or "\u17C8" => 6,
            _ => 5,
        };

    private static bool CoversItself(string sign) =>
        sign.Length == 1 && CharUnicodeInfo.GetUnicodeCategory(sign[0]) == UnicodeCategory.NonSpacingMark;

    [GeneratedRegex(
        "(?<sign>\u17D2[\u1780-\u17B3]|[\u17B6-\u17D3\u17DD])+",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Signs();
}
