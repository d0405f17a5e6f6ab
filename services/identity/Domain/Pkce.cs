using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ReferralNetwork.Identity.Domain;

/// <summary>Proof Key for Code Exchange (RFC 7636), by S256 alone: with "plain", whoever has seen the request could
/// prove it too.</summary>
internal static class Pkce
{
    public const string Method = "S256";
    public const int ChallengeLength = 43;

    public static bool IsChallenge(string text) =>
        text.Length == ChallengeLength && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    public static bool Proves(string verifier, string challenge) =>
        verifier is { Length: >= 43 and <= 128 }
        && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))),
            Encoding.ASCII.GetBytes(challenge)
        );
}
