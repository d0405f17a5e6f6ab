using System.Globalization;
using System.Text;

namespace ReferralNetwork.LegalAid.Domain;

/// <summary>A party's name as two desks' clerks might have typed it: case, accents, spaces, punctuation and the order of its words do not count.</summary>
internal static class PartyName
{
    // The product runs without a machine's own language data, and so without NFKC: what occurs in names here is folded by hand.
    private static readonly IReadOnlyDictionary<char, char> Bases = new[]
    {
        "AÀÁÂÃÄÅĀĂĄẠẢẤẦẨẪẬẮẰẲẴẶ", "CÇĆČ", "DĐĎ", "EÈÉÊËĒĘĚẸẺẼẾỀỂỄỆ", "IÌÍÎÏĨĪỈỊ", "NÑŃŇ", "OÒÓÔÕÖØŌŐƠỌỎỐỒỔỖỘỚỜỞỠỢ", "SŚŠŞ", "UÙÚÛÜŨŪŮŰƯỤỦỨỪỬỮỰ", "YÝỲỴỶỸ", "ZŹŻŽ",
    }.SelectMany(row => row.Skip(1).Select(marked => (marked, Base: row[0]))).ToDictionary(pair => pair.marked, pair => pair.Base);

    /// <summary>Two names are taken for one when they share a form; none: nothing in it is a letter.</summary>
    /// <returns>The words in order of the alphabet, and as they were written, since Khmer is often written without spaces.</returns>
    public static IReadOnlyList<string> Forms(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var c in name) if (Fold(c) is { } kept) folded.Append(kept);
        var words = folded.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? [] : [.. new[] { string.Concat(words.Order(StringComparer.Ordinal)), string.Concat(words) }.Distinct()];
    }

    /// <returns>Null: left out; a space: between words.</returns>
    private static char? Fold(char c)
    {
        if (c is >= '\uFF01' and <= '\uFF5E') c = (char)(c - '\uFF01' + '!');
        if (c is >= '\u0300' and <= '\u036F') return null;
        return CharUnicodeInfo.GetUnicodeCategory(c) switch
        {
            // Between Khmer words there is a space that nobody sees.
            UnicodeCategory.Format => c == '\u200B' ? ' ' : null,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => c,
            _ when char.IsLetterOrDigit(c) => char.ToUpperInvariant(c) is var upper && Bases.TryGetValue(upper, out var plain) ? plain : upper,
            _ => ' ',
        };
    }
}
