using System.Net;
using static ReferralNetwork.Identity.Tests.IdentityHost;

namespace ReferralNetwork.Identity.Tests;

/// <summary>Who guesses waits; a new password, and who chooses one.</summary>
[Collection(nameof(SharedHost))]
public sealed class LockoutTests(SharedHost shared) : IAsyncLifetime
{
    private const string Refused = "User name or password is wrong, or the account is locked for some minutes.";
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
    public async Task After_five_wrong_ones_the_right_one_must_wait_twice_as_long_each_time()
    {
        await Wrong(4);
        (await Enters(Password)).ShouldBeTrue();
        // That was the end of the row.
        await Wrong(5);
        foreach (var minutes in new[] { 1, 2, 4, 8, 15, 15 })
        {
            (await Enters(Password)).ShouldBeFalse($"locked for {minutes} minutes");
            (await Locked()).ShouldBeTrue();
            _host.Clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
            (await Enters(Password)).ShouldBeFalse($"locked for {minutes} minutes");
            _host.Clock.Advance(TimeSpan.FromSeconds(1));
            (await Locked()).ShouldBeFalse();
            await Wrong(1);
        }
        _host.Clock.Advance(TimeSpan.FromMinutes(15));
        (await Enters(Password)).ShouldBeTrue();
        await Wrong(4);
        (await Enters(Password)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_tried_while_it_is_locked_does_not_lock_it_longer()
    {
        await Wrong(20);
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Enters(Password)).ShouldBeTrue();
    }

    [Fact]
    public async Task Many_at_once_are_counted_one_by_one()
    {
        var url = _browser.AuthorizeUrl(Browser.NewVerifier());
        var page = await (await _browser.Open(url)).Content.ReadAsStringAsync(Ct);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => _browser.Send(url, page, ("UserName", _userName), ("Password", $"wrong one {i}"))));

        (await Enters(Password)).ShouldBeFalse();
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Enters(Password)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_new_password_ends_every_sign_in_and_the_old_password()
    {
        var tokens = await _browser.SignIn(_userName, Password);

        var answer = await Change(Password, Another);

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync(Ct));
        (await (await _browser.Open(answer.Headers.Location!.ToString())).Content.ReadAsStringAsync(Ct)).ShouldContain("Done.");
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
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
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

    private Task<HttpResponseMessage> Change(string current, string wanted, string? again = null) => _browser.Submit("/connect/password",
        ("UserName", _userName), ("Password", current), ("NewPassword", wanted), ("Again", again ?? wanted));

    private async Task Wrong(int times)
    {
        for (var i = 0; i < times; i++) (await Enters($"wrong {i}")).ShouldBeFalse();
    }

    private async Task<bool> Enters(string password)
    {
        var answer = await _browser.EnterPassword(_userName, password);
        if (answer.StatusCode == HttpStatusCode.SeeOther) return true;
        (await answer.Content.ReadAsStringAsync(Ct)).ShouldContain(Refused);
        return false;
    }

    private async Task<bool> Locked() => (await Read(await _host.Get(shared.Operator,
        $"/api/organisations/{shared.Operator.Organisation}/people/{_person}"), HttpStatusCode.OK)).GetProperty("locked").GetBoolean();
}
