using System.Security.Cryptography;
using System.Text;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Platform.Tests;

public sealed class SealerTests : IDisposable
{
    private const string Text = "សុភា, house 7";
    private const string Purpose = "purpose";
    private readonly string _folder = Directory.CreateTempSubdirectory("platform-tests-").FullName;
    private readonly Sealer _sealer;
    private readonly Sealer _other;
    private readonly Guid _subject = Guid.NewGuid();
    private readonly WrappedKey _key;
    private readonly byte[] _sealed;

    public SealerTests()
    {
        _sealer = new Sealer(MasterKey.ReadOrCreate(Path.Combine(_folder, "one.key")));
        _other = new Sealer(MasterKey.ReadOrCreate(Path.Combine(_folder, "other.key")));
        _key = _sealer.NewKey(_subject);
        _sealed = _sealer.Seal(_key, _subject, Text);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_sealed_opens_and_cannot_be_read()
    {
        _sealer.Open<string>(_key, _subject, _sealed).ShouldBe(Text);
        Encoding.UTF8.GetString(_sealed).ShouldNotContain("house");
        _sealer.Seal(_key, _subject, Text).ShouldNotBe(_sealed, "each sealing has a nonce of its own");
    }

    [Fact]
    public void Any_byte_changed_it_does_not_open()
    {
        for (var i = 0; i < _sealed.Length; i++)
            Fails(() => _sealer.Open<string>(_key, _subject, Flip(_sealed, i)));
        for (var i = 0; i < _key.Key.Length; i++)
            Fails(() => _sealer.Open<string>(_key with { Key = Flip(_key.Key, i) }, _subject, _sealed));
    }

    [Fact]
    public void Cut_short_or_drawn_out_it_does_not_open()
    {
        for (var length = 0; length < _sealed.Length; length++)
            Fails(() => _sealer.Open<string>(_key, _subject, _sealed[..length]));
        Fails(() => _sealer.Open<string>(_key, _subject, [.. _sealed, 0]));
    }

    [Fact]
    public void It_is_bound_to_its_subject()
    {
        var elsewhere = Guid.NewGuid();
        Fails(() => _sealer.Open<string>(_key, elsewhere, _sealed));
        Fails(() => _sealer.Open<string>(_sealer.NewKey(_subject), _subject, _sealed));
        Fails(() => _sealer.Open<string>(_sealer.NewKey(elsewhere), elsewhere, _sealed));
    }

    [Fact]
    public void Another_master_key_opens_nothing()
    {
        Fails(() => _other.Open<string>(_key, _subject, _sealed));
        Fails(() =>
            _other.Open<string>(_key with { MasterKeyId = _other.NewKey(_subject).MasterKeyId }, _subject, _sealed)
        );
        Fails(() => _other.Open<string>(Purpose, _subject, _sealer.Seal(Purpose, _subject, Text)));
    }

    [Fact]
    public void What_is_sealed_for_a_purpose_opens_for_it_alone()
    {
        var sealedValue = _sealer.Seal(Purpose, _subject, Text);

        _sealer.Open<string>(Purpose, _subject, sealedValue).ShouldBe(Text);
        Fails(() => _sealer.Open<string>("another", _subject, sealedValue));
        Fails(() => _sealer.Open<string>(Purpose, Guid.NewGuid(), sealedValue));
        for (var i = 0; i < sealedValue.Length; i++)
            Fails(() => _sealer.Open<string>(Purpose, _subject, Flip(sealedValue, i)));
    }

    private static void Fails(Func<string> open) =>
        Should.Throw<CryptographicException>(() => open()).Message.ShouldNotContain("house");

    private static byte[] Flip(byte[] bytes, int at)
    {
        var changed = bytes.ToArray();
        changed[at] ^= 1;
        return changed;
    }
}
