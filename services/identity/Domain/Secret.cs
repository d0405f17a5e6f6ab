using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ReferralNetwork.Identity.Domain;

/// <summary>Secrets of clients: 256 random bits, which nobody can guess, so plain SHA-256 is enough to store them; a
/// slow hash is for passwords that people choose.</summary>
internal static class Secret
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashSize = SHA256.HashSizeInBytes;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>Takes the same time however much of the secret is right, and also where there is no hash.</summary>
    public static bool Matches(string secret, byte[]? hash) =>
        CryptographicOperations.FixedTimeEquals(Hash(secret), hash ?? new byte[HashSize]);
}
