using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;
using static ReferralNetwork.Identity.Tests.IdentityHost;

namespace ReferralNetwork.Identity.Tests;

/// <summary>GET and POST /connect/authorize, and the code for tokens.</summary>
[Collection(nameof(SharedHost))]
public sealed class SignInTests(SharedHost shared) : IAsyncLifetime
{
    private readonly IdentityHost _host = shared.Host;
    private readonly Account _operator = shared.Operator;
    private readonly Browser _browser = new(shared.Host);
    private string _userName = null!;

    public async ValueTask InitializeAsync() => (_, _userName) = await shared.NewPerson("caseworker", "coordinator");

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_password_gives_a_code_and_the_code_gives_tokens()
    {
        var verifier = Browser.NewVerifier();
        var redirect = await _browser.EnterPassword(_userName, Password, _browser.AuthorizeUrl(verifier));

        redirect.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        redirect.Headers.Location!.GetLeftPart(UriPartial.Path).ShouldBe(_browser.RedirectUri);
        Browser.Parameter(redirect, "state").ShouldBe("s t&te");
        Browser.Parameter(redirect, "iss").ShouldBe(_host.Address);
        var answer = await _browser.Redeem(Browser.Parameter(redirect, "code")!, verifier);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var tokens = await Browser.TokensOf(answer);
        var token = new JsonWebToken(tokens.Access);
        token.GetClaim("client_id").Value.ShouldBe("portal");
        token.GetClaim("org").Value.ShouldBe(_operator.Organisation.ToString());
        token.GetClaim("org_name").Value.ShouldBe("Network Office");
        token.Claims.Where(c => c.Type == "role").Select(c => c.Value).ShouldBe(["caseworker", "coordinator"]);
        Guid.Parse(token.GetClaim("sid").Value).ShouldNotBe(Guid.Empty);
        (token.ValidTo - token.IssuedAt).ShouldBe(TimeSpan.FromMinutes(10));

        var info = await Read(await _host.GetWith(tokens.Access, "/connect/userinfo"), HttpStatusCode.OK);
        info.Text("sub").ShouldBe(token.Subject);
        info.Text("name").ShouldBe("Sok Dara");
        info.Text("preferred_username").ShouldBe(_userName);
        info.GetProperty("org").GetGuid().ShouldBe(_operator.Organisation);
        info.GetProperty("kinds").GetArrayLength().ShouldBe(0);
        info.GetProperty("role").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task The_page_is_kept_by_nobody_framed_by_nobody_and_leads_back_to_its_client_alone()
    {
        var page = await _browser.Open(_browser.AuthorizeUrl(Browser.NewVerifier()));

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
        page.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldContain($"form-action 'self' {_host.Address};");
        page.Headers.GetValues("Set-Cookie")
            .ShouldAllBe(cookie =>
                cookie.StartsWith("__Host-") && cookie.Contains("httponly") && cookie.Contains("samesite=strict")
            );
    }

    [Fact]
    public async Task Nobody_stays_signed_in_here()
    {
        await _browser.SignIn(_userName, Password);

        (await _browser.Open(_browser.AuthorizeUrl(Browser.NewVerifier()))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("client_id", "nobody")]
    [InlineData("client_id", null)]
    [InlineData("redirect_uri", "https://evil.example/signed-in")]
    [InlineData("redirect_uri", "{0}/signed-in/")]
    [InlineData("redirect_uri", "{0}/signed-in?x=1")]
    [InlineData("redirect_uri", "{0}/Signed-in")]
    [InlineData("redirect_uri", "{0}/signed-in/../evil")]
    [InlineData("redirect_uri", null)]
    public async Task Nobody_is_sent_to_an_address_that_is_not_the_clients(string parameter, string? value)
    {
        var url = _browser.AuthorizeUrl(
            Browser.NewVerifier(),
            (parameter, value?.Replace("{0}", _host.Address, StringComparison.Ordinal))
        );
        // A form from a good page, sent to the bad address.
        var page = await (await _browser.Open(_browser.AuthorizeUrl(Browser.NewVerifier()))).Content.ReadAsStringAsync(
            Ct
        );

        foreach (
            var answer in new[]
            {
                await _browser.Open(url),
                await _browser.Send(url, page, ("UserName", _userName), ("Password", Password)),
            }
        )
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            answer.Headers.Location.ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("scope", "everything", "invalid_scope")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("code_challenge_method", null, "invalid_request")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge", "short", "invalid_request")]
    [InlineData("code_challenge", "=========================================-=", "invalid_request")]
    public async Task Other_faults_are_told_to_the_client(string parameter, string? value, string error)
    {
        var answer = await _browser.Open(_browser.AuthorizeUrl(Browser.NewVerifier(), (parameter, value)));

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.GetLeftPart(UriPartial.Path).ShouldBe(_browser.RedirectUri);
        Browser.Parameter(answer, "error").ShouldBe(error);
        Browser.Parameter(answer, "state").ShouldBe("s t&te");
        Browser.Parameter(answer, "iss").ShouldBe(_host.Address);
        Browser.Parameter(answer, "code").ShouldBeNull();
    }

    [Fact]
    public async Task A_parameter_sent_twice_is_told_to_the_client()
    {
        var answer = await _browser.Open(_browser.AuthorizeUrl(Browser.NewVerifier()) + "&scope=network");

        Browser.Parameter(answer, "error").ShouldBe("invalid_request");
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        var answer = await _browser.Send(
            _browser.AuthorizeUrl(Browser.NewVerifier()),
            "",
            ("UserName", _userName),
            ("Password", Password)
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Headers.Location.ShouldBeNull();
    }

    [Theory]
    [InlineData(null, "wrong password")]
    [InlineData(null, "")]
    [InlineData("nobody.here", Password)]
    [InlineData("ឈ្មោះ", Password)]
    [InlineData("", "")]
    public async Task What_is_wrong_is_one_answer_that_repeats_no_password(string? unknown, string password)
    {
        var userName = unknown ?? _userName;
        var answer = await _browser.EnterPassword(userName, password);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await answer.Content.ReadAsStringAsync(Ct);
        page.ShouldContain(
            "User name or password is wrong, or there were too many tries from here: then wait some minutes."
        );
        if (password.Length > 0)
            page.ShouldNotContain(password);
        if (userName.Length > 0)
            WebUtility.HtmlDecode(page).ShouldContain($"value=\"{userName}\"");
    }

    [Fact]
    public async Task A_code_is_good_for_its_client_its_verifier_and_its_address_alone()
    {
        var other = await OtherClient();
        foreach (
            var (name, value) in new[]
            {
                ("code_verifier", Browser.NewVerifier()),
                ("code_verifier", "short"),
                ("code_verifier", ""),
                ("redirect_uri", "https://app.example/back"),
            }
        )
        {
            var verifier = Browser.NewVerifier();
            var code = await _browser.Code(_userName, Password, verifier);
            await Invalid(await _browser.Redeem(code, verifier, (name, value)));
            // Spent by who could not show that it is its own.
            await Invalid(await _browser.Redeem(code, verifier));
        }

        var good = Browser.NewVerifier();
        var mine = await _browser.Code(_userName, Password, good);
        await Invalid(
            await _browser.Redeem(mine, good, ("client_id", other.ClientId), ("client_secret", other.ClientSecret))
        );
        (await _browser.Redeem(mine, good, ("client_secret", "wrong"))).StatusCode.ShouldBe(
            HttpStatusCode.Unauthorized
        );
        await Browser.TokensOf(await _browser.Redeem(mine, good));
    }

    [Fact]
    public async Task A_code_is_good_for_a_minute()
    {
        var verifier = Browser.NewVerifier();
        var (first, second) = (
            await _browser.Code(_userName, Password, verifier),
            await _browser.Code(_userName, Password, verifier)
        );
        _host.Clock.Advance(TimeSpan.FromSeconds(59));
        await Browser.TokensOf(await _browser.Redeem(first, verifier));
        _host.Clock.Advance(TimeSpan.FromSeconds(2));
        await Invalid(await _browser.Redeem(second, verifier));
    }

    [Fact]
    public async Task A_code_that_comes_twice_ends_what_it_made()
    {
        var verifier = Browser.NewVerifier();
        var code = await _browser.Code(_userName, Password, verifier);
        var tokens = await Browser.TokensOf(await _browser.Redeem(code, verifier));

        await Invalid(await _browser.Redeem(code, verifier));

        await Invalid(await _browser.Refresh(tokens.Refresh));
        (await _host.GetWith(tokens.Access, "/connect/userinfo")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_client_signs_people_in_only_at_addresses_that_an_operator_gave_it()
    {
        var admin = await _host.AddClient(_operator, _operator.Organisation, "org-admin");
        var body = new
        {
            label = "app",
            roles = new[] { "caseworker" },
            redirectUris = new[] { "https://app.example/back" },
        };
        var refused = await Read(
            await _host.Post(admin, $"/api/organisations/{_operator.Organisation}/clients", body),
            HttpStatusCode.Forbidden
        );
        refused.Fields().ShouldBe(["redirectUris"]);
        var app = await OtherClient();

        var verifier = Browser.NewVerifier();
        var redirect = await _browser.EnterPassword(
            _userName,
            Password,
            _browser.AuthorizeUrl(
                verifier,
                ("client_id", app.ClientId),
                ("redirect_uri", "https://app.example/back?to=1")
            )
        );

        redirect.Headers.Location!.ToString().ShouldStartWith("https://app.example/back?to=1&code=");
        await Browser.TokensOf(
            await _browser.Redeem(
                Browser.Parameter(redirect, "code")!,
                verifier,
                ("client_id", app.ClientId),
                ("client_secret", app.ClientSecret),
                ("redirect_uri", "https://app.example/back?to=1")
            )
        );
        // One without addresses of its own signs nobody in.
        (await _browser.Open(_browser.AuthorizeUrl(verifier, ("client_id", admin.ClientId)))).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
    }

    [Fact]
    public async Task The_portal_never_acts_by_itself()
    {
        var answer = await _host.AskToken(
            ("grant_type", "client_credentials"),
            ("client_id", Browser.Client),
            ("client_secret", Browser.Secret)
        );

        (await Read(answer, HttpStatusCode.BadRequest)).Text("error").ShouldBe("unauthorized_client");
    }

    [Fact]
    public async Task The_metadata_say_what_is_offered()
    {
        var metadata = await Read(
            await _host.Http.GetAsync(new Uri("/.well-known/openid-configuration", UriKind.Relative), Ct),
            HttpStatusCode.OK
        );

        metadata.Text("authorization_endpoint").ShouldBe($"{_host.Address}/connect/authorize");
        metadata.Text("revocation_endpoint").ShouldBe($"{_host.Address}/connect/revoke");
        metadata.Text("userinfo_endpoint").ShouldBe($"{_host.Address}/connect/userinfo");
        metadata.GetProperty("authorization_response_iss_parameter_supported").GetBoolean().ShouldBeTrue();
        foreach (
            var (name, values) in new (string, string[])[]
            {
                ("grant_types_supported", ["authorization_code", "refresh_token", "client_credentials"]),
                ("response_types_supported", ["code"]),
                ("code_challenge_methods_supported", ["S256"]),
                ("ui_locales_supported", ["km", "en"]),
            }
        )
            metadata.GetProperty(name).EnumerateArray().Select(v => v.GetString()).ShouldBe(values);
    }

    private async Task<Account> OtherClient()
    {
        var body = new
        {
            label = "app",
            roles = new[] { "caseworker" },
            redirectUris = new[] { "https://app.example/back?to=1", "https://app.example/back" },
        };
        var made = await Read(
            await _host.Post(_operator, $"/api/organisations/{_operator.Organisation}/clients", body),
            HttpStatusCode.Created
        );
        return new(_operator.Organisation, made.Text("clientId"), made.Text("clientSecret"));
    }

    private static async Task Invalid(HttpResponseMessage answer) =>
        (await Read(answer, HttpStatusCode.BadRequest)).Text("error").ShouldBe("invalid_grant");
}
