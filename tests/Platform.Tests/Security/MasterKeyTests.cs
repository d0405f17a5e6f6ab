using System.Security.Cryptography;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Platform.Tests;

public sealed class MasterKeyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("platform-tests-").FullName;
    private string File => Path.Combine(_folder, "keys", "master.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_is_made_once_and_read_after_that()
    {
        var made = MasterKey.ReadOrCreate(File);
        var read = MasterKey.ReadOrCreate(File);

        read.Id.ShouldBe(made.Id);
        read.Derive("purpose").ShouldBe(made.Derive("purpose"));
    }

    [Fact]
    public void Only_its_owner_reads_the_file()
    {
        if (OperatingSystem.IsWindows())
            return; // no file modes
        MasterKey.ReadOrCreate(File);

        System.IO.File.GetUnixFileMode(File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(Path.GetDirectoryName(File)!).ShouldHaveSingleItem();
    }

    [Fact]
    public void One_that_was_cut_short_while_it_was_made_is_made_again()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File + ".new", "AAAA");

        MasterKey.ReadOrCreate(File).Id.ShouldBe(MasterKey.ReadOrCreate(File).Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64 at all, and long enough!!")]
    [InlineData("AAAA")]
    public void A_file_of_another_size_is_refused(string text) => Refused(text);

    [Theory]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(64)]
    public void A_key_of_another_size_is_refused(int size) => Refused(Convert.ToBase64String(new byte[size]));

    [Fact]
    public void Each_purpose_and_each_master_has_a_key_of_its_own()
    {
        var (one, other) = (MasterKey.ReadOrCreate(File), MasterKey.ReadOrCreate(Path.Combine(_folder, "other.key")));

        one.Derive("a").ShouldNotBe(one.Derive("b"));
        one.Derive("a").ShouldNotBe(other.Derive("a"));
        one.Id.ShouldNotBe(other.Id);
    }

    [Fact]
    public void A_new_key_is_put_before_the_old_one_and_what_the_old_one_sealed_still_opens()
    {
        var subject = Guid.NewGuid();
        var old = new Sealer(MasterKey.ReadOrCreate(File));
        var (text, key) = (old.Seal("purpose", subject, "a note"), old.NewKey(subject));
        var wrapped = old.Seal(key, subject, "a name");
        var lasting = MasterKey.ReadOrCreate(File).DeriveFromOldest("marks");
        var kept = System.IO.File.ReadAllText(File);
        System.IO.File.WriteAllText(File, $"{Convert.ToBase64String(new byte[32])}\n{kept}\n");

        var master = MasterKey.ReadOrCreate(File);
        var young = new Sealer(master);

        young.Open<string>("purpose", subject, text).ShouldBe("a note");
        young.Open<string>(key, subject, wrapped).ShouldBe("a name");
        young.NewKey(subject).MasterKeyId.ShouldBe(master.Id);
        master.Id.ShouldNotBe(key.MasterKeyId);
        master.DeriveFromOldest("marks").ShouldBe(lasting);
        Should.Throw<CryptographicException>(() =>
            old.Open<string>("purpose", subject, young.Seal("purpose", subject, "a note"))
        );
    }

    [Fact]
    public async Task A_service_whose_database_knows_another_key_does_not_start_and_leaves_no_new_one()
    {
        await using var world = new World(_folder);
        var key = Path.Combine(_folder, "master.key");
        await (await world.Start<NotesModule>()).Stop();
        System.IO.File.Move(key, key + ".away");

        var refused = await Should.ThrowAsync<InvalidDataException>(() => world.Start<NotesModule>());

        refused.Message.ShouldContain("MasterKey:File");
        System.IO.File.Exists(key).ShouldBeFalse();
        System.IO.File.Move(key + ".away", key);
        await world.Start<NotesModule>();
    }

    private void Refused(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, text);

        var refusal = Should.Throw<InvalidDataException>(() => MasterKey.ReadOrCreate(File));
        if (text.Length > 0)
            refusal.Message.ShouldNotContain(text);
        System.IO.File.ReadAllText(File).ShouldBe(text, "a refused key is never overwritten");
    }
}
