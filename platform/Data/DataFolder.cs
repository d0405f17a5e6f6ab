using Microsoft.Data.Sqlite;

namespace ReferralNetwork.Platform.Data;

/// <summary>The folder with a process's SQLite files and keys, held by one process at a time.</summary>
public sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    /// <exception cref="IOException">Another process holds it.</exception>
    public static DataFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(full);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new(
            full,
            new FileStream(
                System.IO.Path.Combine(full, ".lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            )
        );
    }

    public void Dispose()
    {
        // Connections kept for reuse hold the files open, and would outlive files that are deleted.
        SqliteConnection.ClearAllPools();
        _lock.Dispose();
    }
}
