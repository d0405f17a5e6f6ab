using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;
using static ReferralNetwork.Identity.Tests.IdentityHost;

namespace ReferralNetwork.Identity.Tests;

/// <summary>GET and POST /connect/authorize, and the code for tokens.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private IdentityHost _host = null!;
    private Account _operator = null!;
    private Browser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await Start();
        _operator = await _host.SetUp();
        _browser = new Browser(_host);
    }

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return _host.DisposeAsync();
    }

    [Fact]
    public async Task A_password_gives_a_code_and_the_code_gives_tokens()
    {
        var verifier = Browser.NewVerifier();
        var redirect = await _browser.EnterPassword("first.operator", Password, _browser.AuthorizeUrl(verifier));

        redirect.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        redirect.Headers.Location!.GetLeftPart(UriPartial.Path).ShouldBe(_browser.RedirectUri);
        Browser.Parameter(redirect, "state").ShouldBe("s t&te");
        Browser.Parameter(redirect, "iss").ShouldBe(_host.Address);
        var tokens = await Browser.TokensOf(await _browser.Redeem(Browser.Parameter(redirect, "code")!, verifier));
        var token = new JsonWebToken(tokens.Access);
        token.GetClaim("client_id").Value.ShouldBe("portal");
        token.GetClaim("org").Value.ShouldBe(_operator.Organisation.ToString());
        token.GetClaim("org_name").Value.ShouldBe("Network Office");
        token.Claims.Where(c => c.Type == "role").Select(c => c.Value).ShouldBe(["operator", "org-admin"]);
        Guid.Parse(token.GetClaim("sid").Value).ShouldNotBe(Guid.Empty);
        Guid.Parse(token.Subject).ShouldNotBe(Guid.Empty);
        (await _host.GetWith(tokens.Access, "/api/organisations")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
