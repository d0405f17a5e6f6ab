using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ReferralNetwork.Identity.Domain;

/// <summary>
/// Secrets of clients: 256 random bits that nobody can guess, so a plain SHA-256 keeps them; a slow hash is for what
/// people choose.
/// </summary>
internal static class Secret
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashSize = SHA256.HashSizeInBytes;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>Takes as long for a secret that is nearly right, and for none.</summary>
    public static bool Matches(string secret, byte[]? hash) =>
        CryptographicOperations.FixedTimeEquals(Hash(secret), hash ?? new byte[HashSize]);
}
