using System.Collections.Concurrent;
using System.Net;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Messaging;
using static ReferralNetwork.Identity.Tests.IdentityHost;

namespace ReferralNetwork.Identity.Tests;

/// <summary>What has ended is refused at once, by every service, though its tokens have not run out.</summary>
[Collection(nameof(SharedHost))]
[Trait("Attack", "yes")]
public sealed class EndedAccessTests(SharedHost shared) : IAsyncLifetime
{
    private readonly IdentityHost _host = shared.Host;
    private readonly Browser _browser = new(shared.Host);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _told = new();
    private Guid _person;
    private string _userName = null!;
    private Tokens _tokens = null!;

    public async ValueTask InitializeAsync()
    {
        _host.Bus.AddFeed(
            Envelope.TypeOf<AccessEnded>(),
            envelope =>
            {
                var ended = envelope.Read<AccessEnded>();
                _told[ended.Id] = ended.Until;
            }
        );
        (_person, _userName) = await shared.NewPerson("caseworker");
        _tokens = await _browser.SignIn(_userName, Password);
        (await Asks(_tokens.Access)).ShouldBe(HttpStatusCode.OK);
    }

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return ValueTask.CompletedTask;
    }

    public static TheoryData<string> Endings =>
        new(["disabled", "signed out by an admin", "signed out everywhere", "revoked", "another password", "replayed"]);

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task A_sign_in_that_has_ended_is_refused_at_once_and_the_others_are_told(string how)
    {
        await (
            how switch
            {
                "disabled" => _host.Post(shared.Operator, $"{People}/{_person}/disable"),
                "signed out by an admin" => _host.Post(shared.Operator, $"{People}/{_person}/sign-out"),
                "signed out everywhere" => _host.Send(HttpMethod.Post, _tokens.Access, "/api/me/sign-out-everywhere"),
                "revoked" => _host.Http.PostAsync(
                    "/connect/revoke",
                    new FormUrlEncodedContent(
                        new Dictionary<string, string>
                        {
                            ["client_id"] = Browser.Client,
                            ["client_secret"] = Browser.Secret,
                            ["token"] = _tokens.Refresh,
                        }
                    ),
                    Ct
                ),
                "another password" => _browser.Submit(
                    "/connect/password",
                    ("UserName", _userName),
                    ("Password", Password),
                    ("NewPassword", "thunder lamp river"),
                    ("Again", "thunder lamp river")
                ),
                _ => Replay(),
            }
        );

        await Refused(_tokens.Access);
        var sid = new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(_tokens.Access).GetClaim("sid").Value;
        await Eventually.IsSo(() => Task.FromResult(_told.ContainsKey(sid)), "the others are told");
        _told[sid].ShouldBeInRange(_host.Clock.GetUtcNow().AddMinutes(10), _host.Clock.GetUtcNow().AddMinutes(12));
    }

    [Fact]
    public async Task A_client_that_is_disabled_is_refused_at_once_and_nobody_else()
    {
        var client = await _host.AddClient(shared.Operator, shared.Operator.Organisation, "coordinator");
        var token = await _host.Token(client);
        (await Asks(token)).ShouldBe(HttpStatusCode.OK);

        await Read(await _host.Post(shared.Operator, $"{Clients}/{client.ClientId}/disable"), HttpStatusCode.OK);

        await Refused(token);
        await Eventually.IsSo(() => Task.FromResult(_told.ContainsKey(client.ClientId)), "the others are told");
        (await Asks(_tokens.Access)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_signs_in_anew_is_not_refused_for_the_sign_in_before()
    {
        await _host.Post(shared.Operator, $"{People}/{_person}/sign-out");
        await Refused(_tokens.Access);

        (await Asks((await _browser.SignIn(_userName, Password)).Access)).ShouldBe(HttpStatusCode.OK);
    }

    private string People => $"/api/organisations/{shared.Operator.Organisation}/people";
    private string Clients => $"/api/organisations/{shared.Operator.Organisation}/clients";

    private async Task<HttpResponseMessage> Replay()
    {
        await _browser.Refresh(_tokens.Refresh);
        return await _browser.Refresh(_tokens.Refresh);
    }

    private async Task<HttpStatusCode> Asks(string token) =>
        (await _host.GetWith(token, $"/api/organisations/{shared.Operator.Organisation}")).StatusCode;

    private Task Refused(string token) =>
        Eventually.IsSo(async () => await Asks(token) == HttpStatusCode.Unauthorized, "its token is refused");
}
