using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Platform.Security;

/// <summary>A data key under the master key named by <see cref="MasterKeyId"/>.</summary>
public sealed record WrappedKey(string MasterKeyId, byte[] Key);

/// <summary>
/// Seals with AES-256-GCM: 12 bytes of nonce, ciphertext, 16 bytes of tag. Each sealed text is bound to the id it
/// belongs to, so that it opens nowhere else. What is sealed for a purpose begins with the master key's id, so that it
/// can be found and sealed again under another.
/// </summary>
public sealed class Sealer(MasterKey master)
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int KeySize = 32;
    private const int KeyIdSize = 8;

    /// <summary>A new data key for one subject; destroying the wrapped key destroys what it sealed.</summary>
    public WrappedKey NewKey(Guid subject) =>
        new(master.Id, Encrypt(master.Derive("wrap"), RandomNumberGenerator.GetBytes(KeySize), subject));

    public byte[] Seal<T>(WrappedKey key, Guid subject, T value) =>
        Encrypt(Unwrap(key, subject), JsonSerializer.SerializeToUtf8Bytes(value, Envelope.Json), subject);

    /// <exception cref="CryptographicException">Tampered, or sealed for another subject or by another master
    /// key.</exception>
    public T Open<T>(WrappedKey key, Guid subject, byte[] sealedValue) =>
        JsonSerializer.Deserialize<T>(Decrypt(Unwrap(key, subject), sealedValue, subject), Envelope.Json)!;

    /// <summary>Seals under a key derived for one purpose: for what lives as long as its row, such as an
    /// address.</summary>
    public byte[] Seal<T>(string purpose, Guid subject, T value) =>
        [
            .. MasterKeyId,
            .. Encrypt(master.Derive(purpose), JsonSerializer.SerializeToUtf8Bytes(value, Envelope.Json), subject),
        ];

    /// <exception cref="CryptographicException">Tampered, or sealed for another purpose, subject or master
    /// key.</exception>
    public T Open<T>(string purpose, Guid subject, byte[] sealedValue) =>
        JsonSerializer.Deserialize<T>(Unseal(purpose, subject, sealedValue), Envelope.Json)!;

    private byte[] Unseal(string purpose, Guid subject, byte[] sealedValue)
    {
        if (sealedValue.Length <= KeyIdSize)
            throw new CryptographicException("too short to be sealed");
        var masterKeyId = Convert.ToHexStringLower(sealedValue.AsSpan(0, KeyIdSize));
        return Decrypt(master.Derive(purpose, masterKeyId), sealedValue.AsSpan(KeyIdSize), subject);
    }

    /// <summary>The value sealed under the first master key of the file; the same array where it is so
    /// already.</summary>
    /// <exception cref="CryptographicException">Tampered, or sealed for another purpose, subject or master
    /// key.</exception>
    internal byte[] Reseal(string purpose, Guid subject, byte[] sealedValue) =>
        sealedValue.AsSpan().StartsWith(MasterKeyId)
            ? sealedValue
            : [.. MasterKeyId, .. Encrypt(master.Derive(purpose), Unseal(purpose, subject, sealedValue), subject)];

    /// <summary>The data key wrapped by the first master key of the file; the same object where it is so
    /// already.</summary>
    internal WrappedKey Rewrap(WrappedKey key, Guid subject) =>
        key.MasterKeyId == master.Id
            ? key
            : new(master.Id, Encrypt(master.Derive("wrap"), Unwrap(key, subject), subject));

    private byte[] MasterKeyId { get; } = Convert.FromHexString(master.Id);

    private byte[] Unwrap(WrappedKey key, Guid subject) =>
        Decrypt(master.Derive("wrap", key.MasterKeyId), key.Key, subject);

    private static byte[] Encrypt(byte[] key, ReadOnlySpan<byte> plain, Guid subject)
    {
        var result = new byte[NonceSize + plain.Length + TagSize];
        var nonce = result.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(
            nonce,
            plain,
            result.AsSpan(NonceSize, plain.Length),
            result.AsSpan(NonceSize + plain.Length),
            subject.ToByteArray()
        );
        return result;
    }

    private static byte[] Decrypt(byte[] key, ReadOnlySpan<byte> sealedValue, Guid subject)
    {
        if (sealedValue.Length < NonceSize + TagSize)
            throw new CryptographicException("too short to be sealed");
        var plain = new byte[sealedValue.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(
            sealedValue[..NonceSize],
            sealedValue[NonceSize..^TagSize],
            sealedValue[^TagSize..],
            plain,
            subject.ToByteArray()
        );
        return plain;
    }
}
