using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Identity.Data;
using static ReferralNetwork.Identity.Tests.IdentityHost;

namespace ReferralNetwork.Identity.Tests;

/// <summary>Whoever lets somebody, or a system, into a partner is seen doing it; what opens sealed details the partner
/// gives itself.</summary>
[Collection(nameof(SharedHost))]
[Trait("Attack", "yes")]
public sealed class AccessGivenTests(SharedHost shared) : IAsyncLifetime
{
    private readonly IdentityHost _host = shared.Host;
    private readonly Account _operator = shared.Operator;
    private Guid _partner;

    public async ValueTask InitializeAsync() => _partner = await _host.AddOrganisation(_operator, "Partner");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("intake")]
    [InlineData("caseworker")]
    [InlineData("publisher", "intake")]
    public async Task An_operator_makes_no_system_of_a_partner_that_opens_details(params string[] roles)
    {
        var refused = await Read(await Make(_operator, roles), HttpStatusCode.Forbidden);
        refused.Fields().ShouldBe(["roles"]);

        var admin = await _host.AddClient(_operator, _partner, "org-admin");
        (await Make(admin, roles)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_operator_lets_the_first_org_admin_in_and_no_second()
    {
        (await Make(_operator, "org-admin")).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Make(_operator, "org-admin")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Make(_operator, "publisher")).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_partner_and_the_coordinator_are_told_of_every_way_in()
    {
        var coordinator = await _host.AddClient(_operator, _operator.Organisation, "coordinator");
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        var admin = await _host.AddClient(_operator, _partner, "org-admin");
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        var person = await _host.AddPerson(_operator, _partner, SharedHost.NewUserName(), "intake");
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        await Read(await _host.Post(_operator, $"{Path}/people/{person}/reset"), HttpStatusCode.Created);
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        await _host.Invite(admin, _partner, "caseworker");

        var told = await Told(admin, $"{Path}/access-given");
        told.Select(line => line.Text("what")).ShouldBe(["invitation", "invitation", "person", "client"]);
        told.Select(line => line.GetProperty("byAnother").GetBoolean()).ShouldBe([false, true, true, true]);
        told[0].Text("by").ShouldBe(admin.ClientId);
        told[1].GetProperty("byOrganisation").GetProperty("id").GetGuid().ShouldBe(_operator.Organisation);

        (await Told(coordinator, "/api/organisations/access-given?limit=4"))
            .Select(line => line.Text("id"))
            .ShouldBe(told.Select(line => line.Text("id")));
        (await Told(coordinator, $"{Path}/access-given")).Length.ShouldBe(4);
    }

    [Fact]
    public async Task Other_roles_given_to_somebody_are_told_too()
    {
        var admin = await _host.AddClient(_operator, _partner, "org-admin");
        var person = await _host.AddPerson(_operator, _partner, SharedHost.NewUserName(), "publisher");
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        var body = new { displayName = "Sok Dara", roles = new[] { "publisher", "intake" } };
        var content = System.Net.Http.Json.JsonContent.Create(body);
        await Read(
            await _host.Send(
                HttpMethod.Put,
                await _host.Token(_operator),
                $"{Path}/people/{person}",
                content,
                ifMatch: "\"1\""
            ),
            HttpStatusCode.OK
        );

        var line = (await Told(admin, $"{Path}/access-given"))[0];
        line.GetProperty("credentialId").GetGuid().ShouldBe(person);
        line.GetProperty("roles").EnumerateArray().Select(role => role.GetString()).ShouldBe(["publisher", "intake"]);
    }

    [Fact]
    public async Task An_org_admin_makes_fifty_systems_and_another_when_one_has_gone()
    {
        var admin = await _host.AddClient(_operator, _partner, "org-admin");
        var token = await _host.Token(admin);
        var last = "";
        for (var i = 1; i < 50; i++)
            last = (await Read(await Make(token), HttpStatusCode.Created)).Text("clientId");

        (await Make(token)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        await Read(await _host.Post(admin, $"{Path}/clients/{last}/disable"), HttpStatusCode.OK);
        (await Make(token)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    private Task<HttpResponseMessage> Make(string token) =>
        _host.Send(
            HttpMethod.Post,
            token,
            $"{Path}/clients",
            System.Net.Http.Json.JsonContent.Create(new { label = "system", roles = new[] { "publisher" } })
        );

    [Fact]
    public async Task No_partner_reads_of_another()
    {
        var admin = await _host.AddClient(_operator, await _host.AddOrganisation(_operator, "Other"), "org-admin");
        (await _host.Get(admin, $"{Path}/access-given")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _host.Get(admin, "/api/organisations/access-given")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Nothing_saves_a_way_in_of_which_nobody_would_hear()
    {
        await using var scope = _host.App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        db.Add(Client.Create(_partner, "silent", ["publisher"], _host.Clock.GetUtcNow()).Client);
        await Should.ThrowAsync<InvalidOperationException>(() => db.SaveChangesAsync(Ct));
    }

    private string Path => $"/api/organisations/{_partner}";

    private Task<HttpResponseMessage> Make(Account by, params string[] roles) =>
        _host.Post(by, $"{Path}/clients", new { label = "system", roles });

    private async Task<JsonElement[]> Told(Account by, string path) =>
        [.. (await Read(await _host.Get(by, path), HttpStatusCode.OK)).GetProperty("items").EnumerateArray()];
}
