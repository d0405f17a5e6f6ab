using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace ReferralNetwork.Platform.Tests;

/// <summary>Which tokens open a route.</summary>
public sealed class TokenTests(HostedNotes notes) : IClassFixture<HostedNotes>
{
    private readonly Host _notes = notes.Host;

    [Fact]
    public async Task A_good_token_opens() => (await Ask(TestTokens.Make())).ShouldBe(200);

    [Fact]
    public async Task Without_a_token_nothing_opens()
    {
        var answer = await _notes.Send(HttpMethod.Get, "/notes", null);

        answer.Status.ShouldBe(401);
        answer.Message.Headers.WwwAuthenticate.ShouldContain(h => h.Scheme == "Bearer");
        answer.Message.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task For_another_audience() => (await Ask(TestTokens.Make(audience: "elsewhere"))).ShouldBe(401);

    [Fact]
    public async Task Of_another_issuer() =>
        (await Ask(TestTokens.Make(issuer: "http://elsewhere.test"))).ShouldBe(401);

    [Theory]
    [InlineData(null)]
    [InlineData("JWT")]
    [InlineData("id_token+jwt")]
    [InlineData("logout+jwt")]
    public async Task Of_the_same_key_for_another_use(string? type) =>
        (await Ask(TestTokens.Make(type: type))).ShouldBe(401);

    [Fact]
    public async Task Ended() => (await Ask(TestTokens.Make(expires: TestTokens.Now.AddMinutes(-1)))).ShouldBe(401);

    [Fact]
    public async Task Signed_by_another_key_of_the_same_name() =>
        (
            await Ask(
                TestTokens.Make(signer: new SigningCredentials(TestTokens.NewKey(), SecurityAlgorithms.EcdsaSha256))
            )
        ).ShouldBe(401);

    [Fact]
    public async Task Without_the_issuers_keys_nobody_is_told_that_his_token_is_bad()
    {
        await using var world = new World();
        var service = await world.Start<NotesModule>();
        // Nobody listens there.
        service
            .App.Services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>()
            .Get(JwtBearerDefaults.AuthenticationScheme)
            .ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
            "http://127.0.0.1:1/metadata",
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever { RequireHttps = false }
        );

        (await service.Get("/notes", TestTokens.Make())).Status.ShouldBe(503);
        (await service.Send(HttpMethod.Get, "/notes", null)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Not_signed()
    {
        var parts = TestTokens.Make().Split('.');
        var none = Base64Url.EncodeToString("""{"alg":"none","typ":"JWT"}"""u8);

        (await Ask($"{none}.{parts[1]}.")).ShouldBe(401);
        (await Ask($"{none}.{parts[1]}.{parts[2]}")).ShouldBe(401);
        (await Ask($"{parts[0]}.{parts[1]}.")).ShouldBe(401);
    }

    [Fact]
    public async Task Changed_after_it_was_signed()
    {
        var parts = TestTokens.Make(claims => claims["role"] = "reader").Split('.');
        var payload = Encoding
            .UTF8.GetString(Base64Url.DecodeFromChars(parts[1]))
            .Replace("reader", "writer", StringComparison.Ordinal);

        (await Ask($"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.{parts[2]}")).ShouldBe(401);
    }

    [Fact]
    public async Task Signed_with_a_shared_secret()
    {
        var secret = new SymmetricSecurityKey(new byte[32]) { KeyId = "test" };
        (await Ask(TestTokens.Make(signer: new SigningCredentials(secret, SecurityAlgorithms.HmacSha256)))).ShouldBe(
            401
        );
    }

    [Theory]
    [InlineData("org")]
    [InlineData("sub")]
    [InlineData("role")]
    public async Task Without_a_claim_that_handlers_rely_on(string claim) =>
        (await Ask(TestTokens.Make(claims => claims.Remove(claim)))).ShouldBe(403);

    [Fact]
    public async Task With_an_organisation_that_is_no_id() =>
        (await Ask(TestTokens.Make(claims => claims["org"] = "somebody"))).ShouldBe(403);

    [Fact]
    public async Task With_another_role_only() =>
        (await Ask(TestTokens.Make(claims => claims["role"] = "reader"))).ShouldBe(403);

    [Fact]
    public async Task With_one_role_of_many() =>
        (await Ask(TestTokens.Make(claims => claims["role"] = new[] { "reader", "writer" }))).ShouldBe(200);

    private async Task<int> Ask(string token) => (await _notes.Get("/notes", token)).Status;
}
