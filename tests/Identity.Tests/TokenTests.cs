using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using static ReferralNetwork.Identity.Tests.IdentityHost;

namespace ReferralNetwork.Identity.Tests;

/// <summary>POST /connect/token.</summary>
[Collection(nameof(SharedHost))]
public sealed class TokenTests(SharedHost shared)
{
    private readonly IdentityHost _host = shared.Host;
    private readonly Account _operator = shared.Operator;

    [Fact]
    public async Task A_client_gets_a_token_that_says_who_it_is()
    {
        var answer = await _host.AskToken(
            ("grant_type", "client_credentials"),
            ("scope", "network"),
            ("client_id", _operator.ClientId),
            ("client_secret", _operator.ClientSecret)
        );

        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var body = await Read(answer, HttpStatusCode.OK);
        body.Text("token_type").ShouldBe("Bearer");
        body.Text("scope").ShouldBe("network");
        body.GetProperty("expires_in").GetInt32().ShouldBe(600);

        var token = new JsonWebToken(body.Text("access_token"));
        token.Typ.ShouldBe("at+jwt");
        token.Alg.ShouldBe("ES256");
        token.Kid.ShouldBe((await _host.PublishedKeys()).Single());
        token.Issuer.ShouldBe(_host.Address);
        token.Audiences.ShouldBe(["network"]);
        token.Subject.ShouldBe(_operator.ClientId);
        token.GetClaim("client_id").Value.ShouldBe(_operator.ClientId);
        token.GetClaim("org").Value.ShouldBe(_operator.Organisation.ToString());
        token.GetClaim("org_name").Value.ShouldBe("Network Office");
        token.Claims.Where(c => c.Type == "role").Select(c => c.Value).ShouldBe(["operator", "org-admin"]);
        token.Id.ShouldNotBeNullOrEmpty();
        (token.ValidTo - token.IssuedAt).ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task One_role_is_an_array_too()
    {
        var client = await _host.AddClient(_operator, _operator.Organisation, "caseworker");

        var payload = Encoding.UTF8.GetString(
            System.Buffers.Text.Base64Url.DecodeFromChars((await _host.Token(client)).Split('.')[1])
        );

        payload.ShouldContain("\"role\":[\"caseworker\"]");
    }

    [Fact]
    public async Task An_organisation_without_an_English_name_goes_by_its_Khmer_one()
    {
        var added = await Read(
            await _host.Post(
                _operator,
                "/api/organisations",
                new { name = new { km = "ផ្ទះសុវត្ថិភាព" }, kinds = new[] { "shelter" } }
            ),
            HttpStatusCode.Created
        );
        var client = await _host.AddClient(_operator, added.GetProperty("id").GetGuid(), "intake");

        new JsonWebToken(await _host.Token(client)).GetClaim("org_name").Value.ShouldBe("ផ្ទះសុវត្ថិភាព");
    }

    [Fact]
    public async Task Credentials_are_taken_from_HTTP_Basic()
    {
        (await Basic($"{_operator.ClientId}:{Uri.EscapeDataString(_operator.ClientSecret)}")).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
    }

    [Fact]
    public async Task Two_ways_to_authenticate_at_once_are_an_invalid_request()
    {
        await Refused(
            await Basic($"{_operator.ClientId}:{_operator.ClientSecret}", ("client_secret", _operator.ClientSecret)),
            HttpStatusCode.BadRequest,
            "invalid_request"
        );
        await Refused(
            await Basic($"{_operator.ClientId}:{_operator.ClientSecret}", ("client_id", "another")),
            HttpStatusCode.BadRequest,
            "invalid_request"
        );
    }

    [Theory]
    [InlineData("no base64 !")]
    [InlineData("bm8gY29sb24=")]
    [InlineData("")]
    public async Task Unreadable_Basic_credentials_are_an_invalid_client(string parameter)
    {
        using var request = Request(new("Basic", parameter.Length == 0 ? null : parameter));
        await Refused(await _host.Http.SendAsync(request, Ct), HttpStatusCode.Unauthorized, "invalid_client");
    }

    [Fact]
    public async Task Another_scheme_is_an_invalid_client()
    {
        using var request = Request(new("Bearer", "abc"));
        await Refused(await _host.Http.SendAsync(request, Ct), HttpStatusCode.Unauthorized, "invalid_client");
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("")]
    public async Task A_wrong_secret_is_an_invalid_client(string secret)
    {
        await Refused(await Ask(_operator.ClientId, secret), HttpStatusCode.Unauthorized, "invalid_client");
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("អង្គការ")]
    [InlineData("")]
    public async Task An_unknown_client_is_answered_like_a_wrong_secret(string clientId)
    {
        var unknown = await Refused(
            await Ask(clientId, _operator.ClientSecret),
            HttpStatusCode.Unauthorized,
            "invalid_client"
        );
        var wrong = await Refused(
            await Ask(_operator.ClientId, "wrong"),
            HttpStatusCode.Unauthorized,
            "invalid_client"
        );
        unknown.ShouldBe(wrong);
    }

    [Fact]
    public async Task A_client_id_without_end_is_an_invalid_client()
    {
        await Refused(await Ask(new string('a', 30_000), "x"), HttpStatusCode.Unauthorized, "invalid_client");
    }

    [Fact]
    public async Task A_disabled_client_gets_no_token()
    {
        var client = await _host.AddClient(_operator, _operator.Organisation, "caseworker");
        await _host.Token(client);

        var disabled = await Read(
            await _host.Post(_operator, $"/api/organisations/{client.Organisation}/clients/{client.ClientId}/disable"),
            HttpStatusCode.OK
        );

        disabled
            .GetProperty("disabledAt")
            .GetDateTimeOffset()
            .ShouldBe(_host.Clock.GetUtcNow(), TimeSpan.FromMilliseconds(1));
        await Refused(await Ask(client.ClientId, client.ClientSecret), HttpStatusCode.Unauthorized, "invalid_client");
    }

    [Fact]
    public async Task Another_grant_is_unsupported()
    {
        await Refused(
            await _host.AskToken(("grant_type", "password")),
            HttpStatusCode.BadRequest,
            "unsupported_grant_type"
        );
    }

    [Fact]
    public async Task Another_scope_is_invalid()
    {
        var answer = await _host.AskToken(
            ("grant_type", "client_credentials"),
            ("scope", "everything"),
            ("client_id", _operator.ClientId),
            ("client_secret", _operator.ClientSecret)
        );
        await Refused(answer, HttpStatusCode.BadRequest, "invalid_scope");
    }

    [Fact]
    public async Task A_missing_grant_type_is_an_invalid_request()
    {
        await Refused(await _host.AskToken(("client_id", "a")), HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task A_parameter_sent_twice_is_an_invalid_request()
    {
        await Refused(
            await _host.AskToken(("grant_type", "client_credentials"), ("grant_type", "client_credentials")),
            HttpStatusCode.BadRequest,
            "invalid_request"
        );
    }

    [Fact]
    public async Task A_body_that_is_no_form_is_an_invalid_request()
    {
        await Refused(
            await _host.Http.PostAsJsonAsync("/connect/token", new { grant_type = "client_credentials" }, Ct),
            HttpStatusCode.BadRequest,
            "invalid_request"
        );
        await Refused(
            await _host.Http.PostAsync("/connect/token", null, Ct),
            HttpStatusCode.BadRequest,
            "invalid_request"
        );
    }

    [Fact]
    public async Task A_NUL_is_an_invalid_request()
    {
        await Refused(await Ask("nul\0nul", "x"), HttpStatusCode.BadRequest, "invalid_request");
        await Refused(await Basic("nul\0nul:x"), HttpStatusCode.Unauthorized, "invalid_client");
        await Refused(await Basic("nul%00nul:x"), HttpStatusCode.Unauthorized, "invalid_client");
    }

    [Fact]
    public async Task A_form_with_thousands_of_parameters_is_an_invalid_request()
    {
        await Refused(
            await _host.AskToken([.. Enumerable.Range(0, 3000).Select(i => ($"p{i}", "x"))]),
            HttpStatusCode.BadRequest,
            "invalid_request"
        );
    }

    private Task<HttpResponseMessage> Ask(string clientId, string secret) =>
        _host.AskToken(("grant_type", "client_credentials"), ("client_id", clientId), ("client_secret", secret));

    private async Task<HttpResponseMessage> Basic(string pair, params (string Name, string Value)[] more)
    {
        using var request = Request(new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))), more);
        return await _host.Http.SendAsync(request, Ct);
    }

    private static HttpRequestMessage Request(
        AuthenticationHeaderValue authorization,
        params (string Name, string Value)[] more
    ) =>
        new(HttpMethod.Post, "/connect/token")
        {
            Headers = { Authorization = authorization },
            Content = new FormUrlEncodedContent(
                more.Prepend(("grant_type", "client_credentials")).Select(f => KeyValuePair.Create(f.Item1, f.Item2))
            ),
        };

    // RFC 6749, 5.2
    private static async Task<string> Refused(HttpResponseMessage answer, HttpStatusCode status, string error)
    {
        var body = await Read(answer, status);
        body.Text("error").ShouldBe(error);
        body.Text("error_description").ShouldNotBeNullOrEmpty();
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.WwwAuthenticate.Any(h => h.Scheme == "Basic").ShouldBe(status == HttpStatusCode.Unauthorized);
        return body.GetRawText();
    }
}
