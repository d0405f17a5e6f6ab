using System.Security.Cryptography;
using System.Text;

namespace ReferralNetwork.Platform.Security;

/// <summary>
/// The key that wraps every other key. It lives in a file of its own, outside database and backup; without it what is
/// sealed stays sealed for ever.
/// </summary>
public sealed class MasterKey
{
    private const int Size = 32;
    private readonly byte[] _key;

    private MasterKey(byte[] key)
    {
        _key = key;
        Id = Convert.ToHexStringLower(Derive("id"))[..16];
    }

    /// <summary>Names the key on each row that it wraps, so that a row can be wrapped again under another.</summary>
    public string Id { get; }

    /// <summary>Reads the key, or makes it (mode 0600) where there is none.</summary>
    /// <exception cref="InvalidDataException">The file does not hold 32 bytes in base64.</exception>
    public static MasterKey ReadOrCreate(string path)
    {
        if (!File.Exists(path)) Create(path);
        var key = new byte[Size];
        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), key, out var read) && read == Size
            ? new MasterKey(key)
            : throw new InvalidDataException("The master key file must hold 32 bytes in base64.");
    }

    /// <summary>A key for one purpose (HKDF-SHA256, RFC 5869).</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, Size, info: Encoding.UTF8.GetBytes(purpose));

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // Whole or not at all: a key file cut short would be refused for ever.
        var fresh = $"{path}.{Guid.NewGuid():n}";
        using (var file = new FileStream(fresh, options))
        {
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size))));
            file.Flush(flushToDisk: true);
        }
        try { File.Move(fresh, path, overwrite: false); }
        // Another process that starts at the same time has made it; that one counts.
        catch (IOException) when (File.Exists(path)) { File.Delete(fresh); }
    }
}
