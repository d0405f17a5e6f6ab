using System.Text;

namespace ReferralNetwork.Medical.Domain;

/// <summary>Which files a document may be. A file whose first bytes do not fit its media type is refused, so that
/// nobody opens something else by mistake.</summary>
internal static class FileKinds
{
    /// <summary>In bytes; what a telephone on a slow link can send.</summary>
    public const int MaxSize = 2 * 1024 * 1024;

    private const string Plain = "text/plain";

    private static readonly Dictionary<string, byte[]> Beginnings = new()
    {
        ["application/pdf"] = "%PDF-"u8.ToArray(),
        ["image/jpeg"] = [0xff, 0xd8, 0xff],
        ["image/png"] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    };

    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    public static IReadOnlyCollection<string> Known { get; } = [.. Beginnings.Keys, Plain];

    /// <param name="mediaType">One of <see cref="Known"/>.</param>
    public static bool Fits(string mediaType, byte[] content) =>
        mediaType == Plain ? IsText(content) : content.AsSpan().StartsWith(Beginnings[mediaType]);

    private static bool IsText(byte[] content)
    {
        try
        {
            return !Strict.GetString(content).Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'));
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
