using System.Text;

namespace ReferralNetwork.Gateway;

/// <summary>
/// How Kestrel decodes <c>Content-Length</c>. The value is digits only (RFC 9110, 8.6), but Kestrel takes "+4" as 4,
/// which another server before us may read differently. A plus sign is replaced, so that Kestrel refuses the value.
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
