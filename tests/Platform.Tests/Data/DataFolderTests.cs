using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Platform.Tests;

public sealed class DataFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("platform-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_is_held_by_one_at_a_time()
    {
        using (DataFolder.Open(_folder))
            Should.Throw<IOException>(() => DataFolder.Open(_folder));
        using var next = DataFolder.Open(_folder);
    }

    [Fact]
    public void Another_process_cannot_take_it_either()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "asks flock(1)");
        using (DataFolder.Open(_folder))
            Flock().ShouldNotBe(0);
        Flock().ShouldBe(0);
    }

    [Fact]
    public void Only_its_owner_enters()
    {
        if (OperatingSystem.IsWindows())
            return; // no file modes
        var path = Path.Combine(_folder, "data");
        using var held = DataFolder.Open(path);

        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private int Flock()
    {
        using var process = System.Diagnostics.Process.Start(
            "flock",
            ["--nonblock", Path.Combine(_folder, ".lock"), "true"]
        );
        process.WaitForExit();
        return process.ExitCode;
    }
}
