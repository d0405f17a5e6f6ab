using System.Text;

namespace ReferralNetwork.Gateway;

/// <summary>
/// How Kestrel reads <c>Content-Length</c>. It is digits (RFC 9110, 8.6), but Kestrel takes "+4" as 4, which another
/// server before us may read otherwise. A value with a sign is read as what is no number, and so refused.
/// </summary>
internal sealed class LengthEncoding : ASCIIEncoding
{
    public static readonly LengthEncoding Instance = new();

    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        var length = base.GetChars(bytes, chars);
        chars[..length].Replace('+', '?');
        return length;
    }
}
