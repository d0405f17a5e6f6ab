using System.Security.Cryptography;

namespace ReferralNetwork.Contracts;

/// <summary>
/// A pseudonym to say on the telephone: 8 random characters of 5 bits each, 40 bits in all, in Crockford's base 32,
/// which leaves out I, L, O and U so that no character is taken for another. It has no meaning and is no credential.
/// </summary>
public static class CaseCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string New()
    {
        Span<char> code = stackalloc char[9];
        for (var i = 0; i < code.Length; i++)
            code[i] = i == 4 ? '-' : Alphabet[RandomNumberGenerator.GetInt32(Alphabet.Length)];
        return new string(code);
    }
}
