using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace ReferralNetwork.Platform.Writing;

/// <summary>Tells what people see of a text from what only machines see.</summary>
public static class VisibleText
{
    /// <summary>Unicode's Default_Ignorable_Code_Point: takes no room on a screen.</summary>
    private static readonly (int First, int Last)[] Invisible =
    [
        (0xAD, 0xAD),
        (0x34F, 0x34F),
        (0x61C, 0x61C),
        (0x115F, 0x1160),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
        (0xFFA0, 0xFFA0),
        (0xFFF0, 0xFFF8),
        (0x1BCA0, 0x1BCA3),
        (0x1D173, 0x1D17A),
        (0xE0000, 0xE0FFF),
    ];

    public static bool IsInvisible(Rune rune) =>
        rune.Value >= 0xAD && Array.Exists(Invisible, range => rune.Value >= range.First && rune.Value <= range.Last);

    /// <summary>Whether it has a letter or a digit that can be seen.</summary>
    public static bool SaysSomething([NotNullWhen(true)] string? text) =>
        (text ?? "").EnumerateRunes().Any(rune => Rune.IsLetterOrDigit(rune) && !IsInvisible(rune));

    /// <summary>Whether nothing of it can be seen.</summary>
    public static bool IsBlank([NotNullWhen(false)] string? text) =>
        (text ?? "").EnumerateRunes().All(rune => Rune.IsWhiteSpace(rune) || IsInvisible(rune));

    /// <summary>Whether it has a mark that turns the direction of writing (Bidi_Control): such a text shows another
    /// text than it holds.</summary>
    public static bool TurnsDirection(string text) =>
        text.Any(c =>
            c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
        );

    /// <summary>
    /// A number, date, telephone or code as it was meant: without marks that nobody sees, with one kind of digit, space
    /// and dash. A Khmer keyboard's space bar types one of those marks.
    /// </summary>
    public static string Plain(string? typed)
    {
        var plain = new StringBuilder();
        foreach (var rune in (typed ?? "").EnumerateRunes())
            if (!IsInvisible(rune))
                plain.Append(Plain(rune));
        return plain.ToString().Trim(' ');
    }

    private static string Plain(Rune rune) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.DecimalDigitNumber => ((int)Rune.GetNumericValue(rune)).ToString(
                CultureInfo.InvariantCulture
            ),
            UnicodeCategory.DashPunctuation => "-",
            UnicodeCategory.SpaceSeparator => " ",
            // The full-width forms of ASCII's signs.
            _ => rune.Value is >= 0xFF01 and <= 0xFF5E ? ((char)(rune.Value - 0xFEE0)).ToString()
            : rune.Value == 0x2212 ? "-"
            : rune.ToString(),
        };
}
