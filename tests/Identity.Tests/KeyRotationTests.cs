using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using ReferralNetwork.Platform.Security;
using static ReferralNetwork.Identity.Tests.IdentityHost;

namespace ReferralNetwork.Identity.Tests;

public sealed class KeyRotationTests : IAsyncLifetime
{
    private IdentityHost _host = null!;
    private Account _operator = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await Start();
        _operator = await _host.SetUp();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_next_key_is_published_before_it_signs_and_the_old_one_until_its_tokens_have_ended()
    {
        var first = (await _host.PublishedKeys()).Single();

        await Pass(TimeSpan.FromDays(23));
        var published = await _host.PublishedKeys();
        published.Count.ShouldBe(2);
        published[0].ShouldBe(first);
        var second = published[1];
        (await SignedBy()).ShouldBe(first);

        await Pass(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        (await SignedBy()).ShouldBe(first);

        await Pass(TimeSpan.FromSeconds(1));
        (await SignedBy()).ShouldBe(second);
        (await _host.PublishedKeys()).ShouldBe([first, second]);

        // The last token of the old key, its ten minutes and five more.
        await Pass(TimeSpan.FromMinutes(15));
        (await _host.PublishedKeys()).ShouldBe([second]);
        (await SignedBy()).ShouldBe(second);
    }

    [Fact]
    public async Task After_a_long_absence_the_old_key_signs_on_while_the_next_one_is_published()
    {
        var first = (await _host.PublishedKeys()).Single();

        _host.Clock.Advance(TimeSpan.FromDays(90));
        (await _host.PublishedKeys()).ShouldBe([first]);
        await _host.TurnKeys();

        (await _host.PublishedKeys()).Count.ShouldBe(2);
        (await SignedBy()).ShouldBe(first);
        await Pass(TimeSpan.FromHours(24));
        (await SignedBy()).ShouldNotBe(first);
    }

    [Fact]
    public async Task An_emergency_rotation_signs_with_a_new_key_at_once_and_keeps_old_tokens_valid()
    {
        var first = (await _host.PublishedKeys()).Single();
        var before = await _host.Token(_operator);
        await Pass(TimeSpan.FromSeconds(1));

        var key = await Read(await _host.Post(_operator, "/api/keys/rotate"), HttpStatusCode.OK);

        key.Text("kid").ShouldBe(await SignedBy());
        key.Text("kid").ShouldNotBe(first);
        (await _host.PublishedKeys()).ShouldBe([first, key.Text("kid")]);
        (await _host.GetWith(before, "/api/organisations")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await Pass(TimeSpan.FromMinutes(15));
        (await _host.PublishedKeys()).ShouldBe([key.Text("kid")]);
        (await _host.GetWith(await _host.Token(_operator), "/api/organisations?limit=1")).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
    }

    [Fact]
    public async Task A_token_whose_key_is_gone_is_refused()
    {
        var before = await _host.Token(_operator);
        await Pass(TimeSpan.FromSeconds(1));
        await Read(await _host.Post(_operator, "/api/keys/rotate"), HttpStatusCode.OK);
        await Pass(TimeSpan.FromMinutes(15));

        // Never seen by this service before, so no verification of it is remembered.
        (await _host.GetWith(before, "/api/organisations")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_emergency_rotation_discards_the_key_that_was_to_follow()
    {
        await Pass(TimeSpan.FromDays(23));
        var waiting = (await _host.PublishedKeys())[1];

        await _host.InTransaction(ring => ring.Replace(Ct));

        (await _host.PublishedKeys()).ShouldNotContain(waiting);
    }

    [Fact]
    public async Task Only_an_operator_rotates()
    {
        var others = await _host.AddClient(
            _operator,
            _operator.Organisation,
            "caseworker",
            "org-admin",
            "coordinator",
            "auditor"
        );

        (await _host.Post(others, "/api/keys/rotate")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_private_key_and_secrets_are_not_in_the_data_folder_in_clear()
    {
        await _host.Post(
            _operator,
            $"/api/organisations/{_operator.Organisation}/people",
            new
            {
                userName = "chan",
                displayName = "Chan",
                roles = new[] { "caseworker" },
                password = Password,
            }
        );
        var forbidden = new List<byte[]>
        {
            Encoding.UTF8.GetBytes(_operator.ClientSecret),
            Encoding.UTF8.GetBytes(Password),
        };
        await _host.InTransaction(async ring =>
        {
            using var key = (await ring.Signer(Ct)).Open(_host.App.Services.GetRequiredService<Sealer>());
            var d = key.ExportParameters(includePrivateParameters: true).D!;
            forbidden.AddRange([
                d,
                Encoding.ASCII.GetBytes(Convert.ToBase64String(d)),
                Encoding.ASCII.GetBytes(Convert.ToBase64String(key.ExportPkcs8PrivateKey())),
            ]);
        });

        var stored = new List<byte>();
        foreach (var file in Directory.GetFiles(_host.Folder, "identity.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, Ct);
            stored.AddRange(bytes);
        }
        bool Holds(byte[] what) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(stored).IndexOf(what) >= 0;
        Holds(Encoding.UTF8.GetBytes(_operator.ClientId)).ShouldBeTrue("what is looked through must be the data");
        forbidden.Count(Holds).ShouldBe(0);
    }

    private async Task Pass(TimeSpan time)
    {
        _host.Clock.Advance(time);
        await _host.TurnKeys();
    }

    private async Task<string> SignedBy() => new JsonWebToken(await _host.Token(_operator)).Kid;
}
