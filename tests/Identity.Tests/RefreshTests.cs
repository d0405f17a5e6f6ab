using System.Net;
using System.Net.Http.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using static ReferralNetwork.Identity.Tests.IdentityHost;

namespace ReferralNetwork.Identity.Tests;

/// <summary>Refresh tokens, and everything that ends them.</summary>
[Collection(nameof(SharedHost))]
public sealed class RefreshTests(SharedHost shared) : IAsyncLifetime
{
    private readonly IdentityHost _host = shared.Host;
    private readonly Account _operator = shared.Operator;
    private readonly Browser _browser = new(shared.Host);
    private Guid _person;
    private string _userName = null!;

    private string Person => $"/api/organisations/{_operator.Organisation}/people/{_person}";

    public async ValueTask InitializeAsync() => (_person, _userName) = await shared.NewPerson("caseworker");

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Each_refresh_gives_the_next_token_of_the_same_sign_in()
    {
        var first = await _browser.SignIn(_userName, Password);
        var second = await Browser.TokensOf(await _browser.Refresh(first.Refresh));
        var third = await Browser.TokensOf(await _browser.Refresh(second.Refresh));

        new[] { first.Refresh, second.Refresh, third.Refresh }.ShouldBeUnique();
        new JsonWebToken(third.Access)
            .GetClaim("sid")
            .Value.ShouldBe(new JsonWebToken(first.Access).GetClaim("sid").Value);
        new JsonWebToken(third.Access).Id.ShouldNotBe(new JsonWebToken(first.Access).Id);
    }

    [Fact]
    public async Task A_used_token_that_comes_back_ends_the_family_and_no_other()
    {
        var (stolen, other) = (await _browser.SignIn(_userName, Password), await _browser.SignIn(_userName, Password));
        var next = await Browser.TokensOf(await _browser.Refresh(stolen.Refresh));

        await Ended(stolen);

        await Ended(next);
        await Browser.TokensOf(await _browser.Refresh(other.Refresh));
    }

    [Fact]
    public async Task Of_many_that_refresh_at_once_one_wins()
    {
        var tokens = await _browser.SignIn(_userName, Password);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _browser.Refresh(tokens.Refresh)));

        answers.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(a => a.StatusCode == HttpStatusCode.BadRequest).ShouldBe(7);
    }

    [Fact]
    public async Task A_token_is_good_for_the_client_that_got_it()
    {
        var body = new
        {
            label = "app",
            roles = new[] { "caseworker" },
            redirectUris = new[] { "https://app.example/back" },
        };
        var app = await Read(
            await _host.Post(_operator, $"/api/organisations/{_operator.Organisation}/clients", body),
            HttpStatusCode.Created
        );
        var tokens = await _browser.SignIn(_userName, Password);

        (
            await _browser.Refresh(
                tokens.Refresh,
                ("client_id", app.Text("clientId")),
                ("client_secret", app.Text("clientSecret"))
            )
        ).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await _browser.Refresh(tokens.Refresh, ("client_secret", "wrong"))).StatusCode.ShouldBe(
            HttpStatusCode.Unauthorized
        );
        await Browser.TokensOf(await _browser.Refresh(tokens.Refresh));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("ក")]
    public async Task A_token_that_nobody_gave_is_invalid(string token) =>
        (await Read(await _browser.Refresh(token), HttpStatusCode.BadRequest)).Text("error").ShouldBe("invalid_grant");

    [Fact]
    public async Task After_twelve_hours_a_sign_in_is_over_however_often_it_was_refreshed()
    {
        var tokens = await _browser.SignIn(_userName, Password);
        for (var hour = 0; hour < 11; hour++)
        {
            _host.Clock.Advance(TimeSpan.FromHours(1));
            tokens = await Browser.TokensOf(await _browser.Refresh(tokens.Refresh));
        }
        _host.Clock.Advance(TimeSpan.FromHours(1));
        await Ended(tokens);
    }

    [Fact]
    public async Task Other_roles_hold_from_the_next_refresh()
    {
        var tokens = await _browser.SignIn(_userName, Password);
        var token = await _host.Token(_operator);
        var etag = (await _host.GetWith(token, Person)).Headers.ETag!.Tag;
        using var body = JsonContent.Create(
            new { displayName = "Sok Dara", roles = new[] { "caseworker", "org-admin" } }
        );
        (await _host.Send(HttpMethod.Put, token, Person, body, ifMatch: etag)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var next = await Browser.TokensOf(await _browser.Refresh(tokens.Refresh));

        new JsonWebToken(next.Access)
            .Claims.Where(c => c.Type == "role")
            .Select(c => c.Value)
            .ShouldBe(["caseworker", "org-admin"]);
    }

    [Fact]
    public async Task Who_is_disabled_is_not_refreshed_and_cannot_sign_in_until_enabled()
    {
        var tokens = await _browser.SignIn(_userName, Password);
        var verifier = Browser.NewVerifier();
        var code = await _browser.Code(_userName, Password, verifier);
        (await Read(await _host.Post(_operator, $"{Person}/disable"), HttpStatusCode.OK))
            .GetProperty("disabledAt")
            .GetString()
            .ShouldNotBeNull();

        await Ended(tokens);
        (await _browser.Redeem(code, verifier)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await _browser.EnterPassword(_userName, Password)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        await Read(await _host.Post(_operator, $"{Person}/enable"), HttpStatusCode.OK);
        await _browser.SignIn(_userName, Password);
    }

    [Fact]
    public async Task A_person_signs_out_everywhere()
    {
        var (first, second) = (await _browser.SignIn(_userName, Password), await _browser.SignIn(_userName, Password));

        (await _host.Send(HttpMethod.Post, first.Access, "/api/me/sign-out-everywhere")).StatusCode.ShouldBe(
            HttpStatusCode.NoContent
        );

        await Ended(first);
        await Ended(second);
        (await _host.GetWith(first.Access, "/connect/userinfo")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_admin_signs_somebody_out()
    {
        var tokens = await _browser.SignIn(_userName, Password);

        await Read(await _host.Post(_operator, $"{Person}/sign-out"), HttpStatusCode.OK);

        await Ended(tokens);
        await _browser.SignIn(_userName, Password);
    }

    [Fact]
    public async Task A_client_revokes_a_family_by_any_of_its_tokens()
    {
        var (mine, other) = (await _browser.SignIn(_userName, Password), await _browser.SignIn(_userName, Password));
        var next = await Browser.TokensOf(await _browser.Refresh(mine.Refresh));

        (await Revoke(mine.Refresh, "wrong")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Revoke("nobody knows this one")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Revoke(mine.Refresh)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await Ended(next);
        await Browser.TokensOf(await _browser.Refresh(other.Refresh));
    }

    private Task<HttpResponseMessage> Revoke(string token, string secret = Browser.Secret) =>
        _host.Http.PostAsync(
            "/connect/revoke",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["token"] = token,
                    ["client_id"] = Browser.Client,
                    ["client_secret"] = secret,
                }
            ),
            Ct
        );

    private async Task Ended(Tokens tokens) =>
        (await Read(await _browser.Refresh(tokens.Refresh), HttpStatusCode.BadRequest))
            .Text("error")
            .ShouldBe("invalid_grant");
}
