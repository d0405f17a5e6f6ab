using System.Security.Cryptography;
using System.Text;

namespace ReferralNetwork.System.Tests.Surface;

/// <summary>Text that occurs nowhere else in the world, in Latin and in Khmer, and that is found again in any
/// form.</summary>
internal sealed class Mark
{
    private const int Length = 12;
    private readonly string _khmer = RandomNumberGenerator.GetString("កខគឃងចឆជឈញដឋឌឍណតថទធន", Length);
    private readonly List<(string Form, byte[] Bytes)> _forms;

    /// <param name="number">A telephone number without its plus, which is kept as it is.</param>
    public Mark(bool number = false)
    {
        Latin = number
            ? "4915" + RandomNumberGenerator.GetString("0123456789", Length - 4)
            : "zq" + RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", Length);
        _forms = [.. Forms(Latin), .. Forms(_khmer)];
    }

    /// <summary>A text of its own for a field, that begins like every other of this mark.</summary>
    public string On(string field) => $"{Latin}{field} {_khmer}";

    /// <summary>One that a header may hold.</summary>
    public string Latin { get; }

    /// <returns>In which form, and what stands around it; null when it is not there.</returns>
    public string? FindIn(ReadOnlySpan<byte> bytes)
    {
        foreach (var (form, wanted) in _forms)
            if (bytes.IndexOf(wanted) is >= 0 and var at)
                return $"{form}: …{Encoding.UTF8.GetString(bytes[Math.Max(0, at - 80)..Math.Min(bytes.Length, at + 120)])}…";
        return null;
    }

    public string? FindIn(string text) => FindIn(Encoding.UTF8.GetBytes(text));

    private static IEnumerable<(string, byte[])> Forms(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        yield return ("UTF-8", utf8);
        yield return ("upper case", Encoding.UTF8.GetBytes(text.ToUpperInvariant()));
        yield return ("UTF-16", Encoding.Unicode.GetBytes(text));
        yield return ("UTF-16, big-endian", Encoding.BigEndianUnicode.GetBytes(text));
        yield return ("hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexString(utf8)));
        yield return ("hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(utf8)));
        // Wherever it begins in what was encoded; without the letters that it shares with its neighbours.
        for (var before = 0; before < 3; before++)
        {
            var inside = Convert.ToBase64String([.. new byte[before], .. utf8])[4..^4];
            yield return ("base 64", Encoding.ASCII.GetBytes(inside));
            yield return ("base 64 for URLs", Encoding.ASCII.GetBytes(inside.Replace('+', '-').Replace('/', '_')));
        }
        if (Ascii.IsValid(text))
            yield break;
        yield return ("escaped for JSON", Encoding.ASCII.GetBytes(string.Concat(text.Select(c => $"\\u{(int)c:X4}"))));
        yield return ("escaped for JSON", Encoding.ASCII.GetBytes(string.Concat(text.Select(c => $"\\u{(int)c:x4}"))));
        yield return ("escaped for URLs", Encoding.ASCII.GetBytes(Uri.EscapeDataString(text)));
        yield return ("escaped for HTML", Encoding.ASCII.GetBytes(string.Concat(text.Select(c => $"&#{(int)c};"))));
        yield return ("escaped for HTML", Encoding.ASCII.GetBytes(string.Concat(text.Select(c => $"&#x{(int)c:X};"))));
    }
}
