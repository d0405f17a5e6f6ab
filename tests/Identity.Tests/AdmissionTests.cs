using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Messaging;
using static ReferralNetwork.Identity.Tests.IdentityHost;

namespace ReferralNetwork.Identity.Tests;

/// <summary>What a partner provides is decided by a coordinator, and goes with its tokens.</summary>
[Collection(nameof(SharedHost))]
public sealed class AdmissionTests(SharedHost shared) : IAsyncLifetime
{
    private readonly IdentityHost _host = shared.Host;
    private Guid _partner;
    private Account _admin = null!;
    private Account _coordinator = null!;

    public async ValueTask InitializeAsync()
    {
        _partner = await _host.AddOrganisation(shared.Operator, "Partner");
        _admin = await _host.AddClient(shared.Operator, _partner, "intake", "org-admin");
        _coordinator = await _host.AddClient(shared.Operator, shared.Operator.Organisation, "coordinator");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_token_says_what_its_organisation_is_admitted_for()
    {
        (await SaidKinds()).ShouldBe(["shelter"]);

        (await Admit("training", "medical")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await SaidKinds()).ShouldBe(["training", "medical"]);
        (await Read(await _host.Get(_coordinator, $"/api/organisations/{_partner}"), HttpStatusCode.OK))
            .GetProperty("kinds")
            .EnumerateArray()
            .Select(kind => kind.GetString())
            .ShouldBe(["training", "medical"]);
    }

    [Fact]
    public async Task The_network_is_told_once_for_each_change_and_again_whenever_it_asks()
    {
        var told = new List<OrganisationChanged>();
        _host.Bus.AddFeed(
            Envelope.TypeOf<OrganisationChanged>(),
            envelope =>
            {
                if (envelope.Read<OrganisationChanged>() is { } changed && changed.OrganisationId == _partner)
                    lock (told)
                        told.Add(changed);
            }
        );
        (await Admit("training")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Admit("training")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Eventually.IsSo(
            () =>
            {
                lock (told)
                    return Task.FromResult(told.Any(changed => changed.Kinds is ["training"]));
            },
            "the others are told"
        );
        var version = told.Max(changed => changed.Version);

        var ask = new OrganisationsRequested("shelters", DateTimeOffset.UtcNow);
        await _host.Bus.Publish(
            [new(Guid.NewGuid(), Envelope.TypeOf<OrganisationsRequested>(), Envelope.Serialize(ask), null, ask.At)],
            Ct
        );

        await Eventually.IsSo(
            () =>
            {
                lock (told)
                    return Task.FromResult(told.Count(changed => changed.Version == version) == 2);
            },
            "it is told again"
        );
    }

    [Theory]
    [InlineData("publisher")]
    [InlineData("caseworker", "intake")]
    public async Task Whoever_provides_nothing_has_nobody_who_publishes_or_takes_in(params string[] roles)
    {
        (await Admit()).StatusCode.ShouldBe(HttpStatusCode.OK);

        foreach (
            var (path, body) in new (string, object)[]
            {
                ("invitations", new { displayName = "Sok", roles }),
                ("clients", new { label = "system", roles }),
            }
        )
        {
            var answer = await _host.Post(_admin, $"/api/organisations/{_partner}/{path}", body);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, path);
            (await answer.Content.ReadAsStringAsync(Ct)).ShouldContain("\"roles\"");
        }
        (
            await _host.Post(
                _admin,
                $"/api/organisations/{_partner}/invitations",
                new { displayName = "Sok", roles = new[] { "caseworker" } }
            )
        ).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("operator", HttpStatusCode.Forbidden)]
    [InlineData("org-admin", HttpStatusCode.Forbidden)]
    [InlineData("coordinator", HttpStatusCode.NotFound)]
    public async Task Nobody_admits_its_own_organisation_and_nobody_but_a_coordinator_any(
        string role,
        HttpStatusCode status
    )
    {
        var own = role == "org-admin" ? _admin : await _host.AddClient(shared.Operator, _partner, role);

        (await Admit(own, "training")).StatusCode.ShouldBe(status);
    }

    private async Task<string[]> SaidKinds() =>
        [
            .. new JsonWebToken(await _host.Token(_admin))
                .Claims.Where(claim => claim.Type == "kinds")
                .Select(claim => claim.Value),
        ];

    private Task<HttpResponseMessage> Admit(params string[] kinds) => Admit(_coordinator, kinds);

    private Task<HttpResponseMessage> Admit(Account by, params string[] kinds) =>
        _host.Put(by, $"/api/organisations/{_partner}/kinds", new { kinds, note = "visited" });
}
