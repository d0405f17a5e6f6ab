using System.Security.Cryptography;

namespace ReferralNetwork.Contracts;

/// <summary>
/// A pseudonym to say on the telephone: 8 random characters, 5 bits each, 40 bits in all. Crockford's base 32 has no I,
/// L, O or U, so nothing is misheard for another. Means nothing and opens nothing.
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
