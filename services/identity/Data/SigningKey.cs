using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Identity.Domain;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Data;

/// <summary>A P-256 key: its public half in clear, its private half (PKCS #8) sealed under the master key.</summary>
internal sealed class SigningKey
{
    public const string Purpose = "signing-key";

    public required Guid Kid { get; init; }
    public required string X { get; init; }
    public required string Y { get; init; }
    public required byte[] SealedPrivateKey { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ActiveFrom { get; init; }

    /// <summary>When its successor takes over.</summary>
    public required DateTimeOffset RetiresAt { get; set; }

    public static SigningKey Create(Sealer sealer, DateTimeOffset now, DateTimeOffset activeFrom)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var kid = Guid.NewGuid();
        return new SigningKey
        {
            Kid = kid,
            X = Base64Url.EncodeToString(point.X),
            Y = Base64Url.EncodeToString(point.Y),
            SealedPrivateKey = sealer.Seal(Purpose, kid, key.ExportPkcs8PrivateKey()),
            CreatedAt = now,
            ActiveFrom = activeFrom,
            RetiresAt = activeFrom + KeySchedule.Term,
        };
    }

    /// <summary>The private key; the caller disposes of it.</summary>
    public ECDsa Open(Sealer sealer)
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(sealer.Open<byte[]>(Purpose, Kid, SealedPrivateKey), out _);
        return key;
    }

    /// <summary>The public key (RFC 7517).</summary>
    public JsonWebKey Public() =>
        new()
        {
            Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve,
            Crv = JsonWebKeyECTypes.P256,
            Use = JsonWebKeyUseNames.Sig,
            Alg = SecurityAlgorithms.EcdsaSha256,
            Kid = Kid.ToString("N"),
            X = X,
            Y = Y,
        };
}
