using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ReferralNetwork.Platform.Writing;

/// <summary>
/// Makes text comparable however it was typed: NFKC and case folding, no accents, digits of any script as Latin ones.
/// The product runs without the machine's own language data, so <c>folds.txt</c> holds what .NET then lacks.
/// </summary>
internal static partial class Letters
{
    private const int HangulFirst = 0xAC00,
        HangulLast = 0xD7A3;

    /// <summary>Unicode has no decomposition for letters with a stroke and for ligatures.</summary>
    private static readonly Dictionary<int, string> Struck = new()
    {
        ['đ'] = "d",
        ['ø'] = "o",
        ['ł'] = "l",
        ['ħ'] = "h",
        ['ı'] = "i",
        ['æ'] = "ae",
        ['œ'] = "oe",
    };

    private static readonly Lazy<FrozenDictionary<int, string>> Folds = new(Read);

    /// <returns>Letters, signs and digits, with a space for anything else.</returns>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        foreach (var letter in Folded(rune).EnumerateRunes())
            if (!VisibleText.IsInvisible(letter) && !IsAccent(letter.Value))
                folded.Append(Plain(letter));
        // Marks on one letter look the same in whatever order they were typed, so they are sorted: for scripts such as
        // Thai no standard orders them all.
        return Marks().Replace(Khmer.Arrange(folded.ToString()), marks => string.Concat(marks.Value.Order()));
    }

    private static string Folded(Rune rune)
    {
        if (rune.Value is >= HangulFirst and <= HangulLast)
            return Jamo(rune.Value - HangulFirst);
        var folded =
            Folds.Value.GetValueOrDefault(rune.Value) ?? (rune.IsAscii ? Rune.ToLowerInvariant(rune) : rune).ToString();
        return Struck.GetValueOrDefault(folded[0]) ?? folded;
    }

    private static string Plain(Rune letter) =>
        Rune.GetUnicodeCategory(letter) switch
        {
            UnicodeCategory.DecimalDigitNumber => ((int)Rune.GetNumericValue(letter)).ToString(
                CultureInfo.InvariantCulture
            ),
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => letter.ToString(),
            _ => Rune.IsLetterOrDigit(letter) ? letter.ToString() : " ",
        };

    private static bool IsAccent(int code) => code is >= 0x0300 and <= 0x036F;

    // Hangul syllables are decomposed by calculation, not from a list (Unicode 3.12).
    private static string Jamo(int syllable)
    {
        var (first, vowel, last) = (
            (char)(0x1100 + (syllable / 588)),
            (char)(0x1161 + (syllable % 588 / 28)),
            syllable % 28
        );
        return last == 0 ? $"{first}{vowel}" : $"{first}{vowel}{(char)(0x11A7 + last)}";
    }

    // A line: the code point and what it becomes, in hexadecimal.
    private static FrozenDictionary<int, string> Read()
    {
        using var reader = new StreamReader(typeof(Letters).Assembly.GetManifestResourceStream("folds.txt")!);
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line =>
                line.Split(' ')
                    .Select(code => int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture))
                    .ToArray()
            )
            .ToFrozenDictionary(codes => codes[0], codes => string.Concat(codes.Skip(1).Select(char.ConvertFromUtf32)));
    }

    [GeneratedRegex(@"[\p{Mn}-[\u1780-\u17FF]]{2,}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marks();
}
