using System.Security.Cryptography;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Identity.Domain;

/// <summary>
/// A code that one person reads to another or copies from paper: 24 characters of Crockford's alphabet (120 bits) in
/// groups of four. Accepted in any case, with any dashes and spaces, and with letters typed for digits that look alike.
/// </summary>
internal static class OneTimeCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 24;
    private const int Group = 4;

    public static string New() =>
        string.Join(
            '-',
            RandomNumberGenerator.GetString(Alphabet, Length).Chunk(Group).Select(group => new string(group))
        );

    /// <returns>Null when it cannot be one.</returns>
    public static byte[]? Hash(string? typed)
    {
        var code = string.Concat(
            VisibleText
                .Plain(typed)
                .Where(c => c is not ('-' or ' '))
                .Select(c =>
                    char.ToUpperInvariant(c) switch
                    {
                        'O' => '0',
                        'I' or 'L' => '1',
                        var other => other,
                    }
                )
        );
        return code.Length == Length && code.All(Alphabet.Contains) ? Secret.Hash(code) : null;
    }
}
