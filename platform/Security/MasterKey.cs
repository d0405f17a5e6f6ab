using System.Security.Cryptography;
using System.Text;

namespace ReferralNetwork.Platform.Security;

/// <summary>
/// The key that wraps every other key. It is in a file of its own, outside database and backup; without it what is
/// sealed stays sealed for ever. The file holds one key a line: the first one seals, and all of them open, so that a
/// new key is put before the old ones.
/// </summary>
public sealed class MasterKey
{
    private const int Size = 32;
    private readonly Dictionary<string, byte[]> _keys;
    private readonly byte[] _first;
    private readonly byte[] _last;
    private readonly string _path;
    private readonly bool _made;

    private MasterKey(IReadOnlyList<byte[]> keys, string path, bool made)
    {
        _keys = keys.ToDictionary(IdOf);
        (_first, _last, _path, _made) = (keys[0], keys[^1], path, made);
        (Id, LastId) = (IdOf(_first), IdOf(_last));
    }

    /// <summary>Names the key on each row that it wraps, so that a row can be wrapped again under another.</summary>
    public string Id { get; }

    /// <summary>Id of the oldest key: see <see cref="DeriveFromOldest"/>.</summary>
    internal string LastId { get; }

    /// <summary>Reads the keys, or makes one (mode 0600) where there is no file.</summary>
    /// <exception cref="InvalidDataException">A line does not hold 32 bytes in base64.</exception>
    public static MasterKey ReadOrCreate(string path)
    {
        var made = !File.Exists(path);
        if (made)
            Create(path);
        var lines = File.ReadAllText(path)
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new(lines.Length > 0 ? [.. lines.Select(Read)] : throw Wrong(), path, made);
    }

    /// <summary>Whether what was sealed under this key can be opened.</summary>
    public bool Has(string id) => _keys.ContainsKey(id);

    /// <summary>A key for one purpose (HKDF-SHA256, RFC 5869).</summary>
    public byte[] Derive(string purpose) => Derive(_first, purpose);

    /// <summary>A key for one purpose, derived from the master key with this id.</summary>
    /// <exception cref="CryptographicException">The file has no such key.</exception>
    public byte[] Derive(string purpose, string id) =>
        _keys.TryGetValue(id, out var key)
            ? Derive(key, purpose)
            : throw new CryptographicException("sealed under another master key");

    /// <summary>A key for what is compared over years and cannot be made again: derived from the oldest master key,
    /// which stays the last of the file.</summary>
    public byte[] DeriveFromOldest(string purpose) => Derive(_last, purpose);

    /// <summary>Deletes the file if this process has just made it, so that nobody takes it for the right one.</summary>
    internal void DeleteIfJustCreated()
    {
        if (_made)
            File.Delete(_path);
    }

    private static byte[] Derive(byte[] key, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, Size, info: Encoding.UTF8.GetBytes(purpose));

    private static string IdOf(byte[] key) => Convert.ToHexStringLower(Derive(key, "id"))[..16];

    private static byte[] Read(string line)
    {
        var key = new byte[Size];
        return Convert.TryFromBase64String(line, key, out var read) && read == Size ? key : throw Wrong();
    }

    private static InvalidDataException Wrong() =>
        new("The master key file must hold 32 bytes in base64, or several such keys, one a line.");

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // Written elsewhere and then moved: a key file that was cut short would be refused for ever.
        var fresh = $"{path}.{Guid.NewGuid():n}";
        using (var file = new FileStream(fresh, options))
        {
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size))));
            file.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(fresh, path, overwrite: false);
        }
        // Another process that started at the same time has made it, and that key counts.
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(fresh);
        }
    }
}
