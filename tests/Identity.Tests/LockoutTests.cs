using System.Net;
using static ReferralNetwork.Identity.Tests.IdentityHost;

namespace ReferralNetwork.Identity.Tests;

/// <summary>Who guesses waits; a new password, and who chooses one.</summary>
[Collection(nameof(SharedHost))]
[Trait("Attack", "yes")]
public sealed class LockoutTests(SharedHost shared) : IAsyncLifetime
{
    private const string Refused =
        "User name or password is wrong, or there were too many tries from here: then wait some minutes.";
    private const string Another = "thunder lamp river";

    private readonly IdentityHost _host = shared.Host;
    private readonly Browser _browser = new(shared.Host);
    private Guid _person;
    private string _userName = null!;

    public async ValueTask InitializeAsync() => (_person, _userName) = await shared.NewPerson("caseworker");

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Who_knows_the_password_gets_in_from_a_known_device_however_many_guess_elsewhere()
    {
        (await Enters(Password)).ShouldBeTrue();
        for (var address = 0; address < 8; address++)
            await GuessedFrom($"203.0.113.{address}", 6);

        (await Enters(Password)).ShouldBeTrue();
    }

    [Fact]
    public async Task And_from_an_unknown_device_while_its_own_address_has_tries_left()
    {
        for (var address = 0; address < 8; address++)
            await GuessedFrom($"203.0.113.{address}", 6);
        (await Enters(Password)).ShouldBeTrue();

        // Beside the guesser only the known device gets in.
        await GuessedFrom(_browser.Address, 6);
        (await Enters(Password)).ShouldBeTrue();
        _browser.Forget();
        (await Enters(Password)).ShouldBeFalse();
    }

    [Fact]
    public async Task After_five_wrong_ones_an_unknown_device_has_one_more_try_each_three_minutes()
    {
        await Wrong(4);
        (await Enters(Password)).ShouldBeTrue("that was the end of the row");
        _browser.Forget();
        await Wrong(5);
        for (var i = 0; i < 3; i++)
        {
            (await Enters(Password)).ShouldBeFalse();
            _host.Clock.Advance(TimeSpan.FromMinutes(3) - TimeSpan.FromSeconds(1));
            (await Enters(Password)).ShouldBeFalse();
            _host.Clock.Advance(TimeSpan.FromSeconds(1));
            await Wrong(1);
        }
        _host.Clock.Advance(TimeSpan.FromMinutes(3));
        (await Enters(Password)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_tried_while_nothing_is_left_makes_the_wait_no_longer()
    {
        await Wrong(20);
        _host.Clock.Advance(TimeSpan.FromMinutes(3));
        (await Enters(Password)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_known_device_has_tries_of_its_own_and_not_for_another_account()
    {
        (await Enters(Password)).ShouldBeTrue();
        await Wrong(10);
        (await Enters(Password)).ShouldBeFalse();
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Enters(Password)).ShouldBeTrue();

        var (_, other) = await shared.NewPerson("caseworker");
        for (var i = 0; i < 5; i++)
            await _browser.EnterPassword(other, $"wrong {i}");
        (await _browser.EnterPassword(other, Password)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task One_address_tries_few_passwords_whoever_they_are_of()
    {
        for (var i = 0; i < 30; i++)
            await _browser.EnterPassword($"nobody.{i}", "wrong password");
        (await Enters(Password)).ShouldBeFalse();

        _browser.Address = "198.51.100.7";
        (await Enters(Password)).ShouldBeTrue();
        // The first half of an IPv6 address counts.
        _browser.Forget();
        for (var i = 0; i < 30; i++)
            await GuessedFrom($"2001:db8::{i:x}", 1, $"nobody.{i}");
        _browser.Address = "2001:db8::ffff";
        (await Enters(Password)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_mark_of_a_device_says_nothing_and_is_out_of_reach_of_scripts()
    {
        var answer = await _browser.EnterPassword(_userName, Password);

        var mark = answer
            .Headers.GetValues("Set-Cookie")
            .Single(cookie => cookie.StartsWith("__Host-device=", StringComparison.Ordinal));
        mark.ShouldContain("httponly", Case.Insensitive);
        mark.ShouldContain("secure", Case.Insensitive);
        mark.ShouldNotContain(_userName);
        mark.ShouldNotContain(_person.ToString("N"), Case.Insensitive);
    }

    [Fact]
    public async Task Many_at_once_are_counted_one_by_one()
    {
        var url = _browser.AuthorizeUrl(Browser.NewVerifier());
        var page = await (await _browser.Open(url)).Content.ReadAsStringAsync(Ct);
        await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(i => _browser.Send(url, page, ("UserName", _userName), ("Password", $"wrong one {i}")))
        );

        (await Enters(Password)).ShouldBeFalse();
        _host.Clock.Advance(TimeSpan.FromMinutes(3));
        (await Enters(Password)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_new_password_ends_every_sign_in_and_the_old_password()
    {
        var tokens = await _browser.SignIn(_userName, Password);

        var answer = await Change(Password, Another);

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync(Ct));
        (await (await _browser.Open(answer.Headers.Location!.ToString())).Content.ReadAsStringAsync(Ct)).ShouldContain(
            "Done."
        );
        (await _browser.Refresh(tokens.Refresh)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Enters(Password)).ShouldBeFalse();
        (await Enters(Another)).ShouldBeTrue();
    }

    [Fact]
    public async Task Changing_it_is_a_try_like_any_other()
    {
        for (var i = 0; i < 5; i++)
        {
            var answer = await Change("wrong password", Another);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            (await answer.Content.ReadAsStringAsync(Ct)).ShouldContain(Refused);
        }
        (await Change(Password, Another)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Enters(Password)).ShouldBeFalse();
        _host.Clock.Advance(TimeSpan.FromMinutes(3));
        (await Enters(Password)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("short", null, "must have 12 to 128 characters")]
    [InlineData("password1234", null, "among the first")]
    [InlineData("of the network office", null, "among the first")]
    [InlineData(Password, null, "is the old one")]
    [InlineData(Another, "thunder lamp rivers", "not the same")]
    public async Task A_new_password_that_will_not_do_changes_nothing(string wanted, string? again, string said)
    {
        var tokens = await _browser.SignIn(_userName, Password);

        var answer = await Change(Password, wanted, again);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await answer.Content.ReadAsStringAsync(Ct);
        page.ShouldContain(said);
        page.ShouldContain($"value=\"{_userName}\"");
        page.ShouldNotContain($"\"{wanted}\"");
        await Browser.TokensOf(await _browser.Refresh(tokens.Refresh));
    }

    private Task<HttpResponseMessage> Change(string current, string wanted, string? again = null) =>
        _browser.Submit(
            "/connect/password",
            ("UserName", _userName),
            ("Password", current),
            ("NewPassword", wanted),
            ("Again", again ?? wanted)
        );

    private async Task Wrong(int times)
    {
        for (var i = 0; i < times; i++)
            (await Enters($"wrong {i}")).ShouldBeFalse();
    }

    private async Task<bool> Enters(string password)
    {
        var answer = await _browser.EnterPassword(_userName, password);
        if (answer.StatusCode == HttpStatusCode.SeeOther)
            return true;
        (await answer.Content.ReadAsStringAsync(Ct)).ShouldContain(Refused);
        return false;
    }

    private async Task GuessedFrom(string address, int times, string? userName = null)
    {
        using var guesser = new Browser(_host) { Address = address };
        for (var i = 0; i < times; i++)
            await guesser.EnterPassword(userName ?? _userName, $"wrong {i}");
    }
}
