using System.Net;
using System.Text.Json;
using static ReferralNetwork.Identity.Tests.IdentityHost;

namespace ReferralNetwork.Identity.Tests;

/// <summary>Who sees and grants what.</summary>
[Collection(nameof(SharedHost))]
public sealed class OrganisationTests(SharedHost shared) : IAsyncLifetime
{
    private readonly IdentityHost _host = shared.Host;
    private readonly Account _operator = shared.Operator;
    private Guid _shelter;
    private Guid _clinic;
    private Account _shelterAdmin = null!;
    private Account _clinicAdmin = null!;

    public async ValueTask InitializeAsync()
    {
        _shelter = await _host.AddOrganisation(_operator, "Shelter");
        _clinic = await _host.AddOrganisation(_operator, "Clinic");
        _shelterAdmin = await _host.AddClient(_operator, _shelter, "org-admin");
        _clinicAdmin = await _host.AddClient(_operator, _clinic, "org-admin");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_coordinator_admits_a_partner()
    {
        var coordinator = await _host.AddClient(_operator, _operator.Organisation, "coordinator");

        var answer = await _host.Post(
            coordinator,
            "/api/organisations",
            new { name = new { en = "Legal Aid", km = "ជំនួយផ្លូវច្បាប់" }, kinds = new[] { "legal-aid" } }
        );

        var added = await Read(answer, HttpStatusCode.Created);
        answer.Headers.Location!.ToString().ShouldBe($"/api/organisations/{added.Text("id")}");
        answer.Headers.ETag!.Tag.ShouldBe("\"1\"");
        var seen = await Read(await _host.Get(coordinator, answer.Headers.Location.ToString()), HttpStatusCode.OK);
        JsonElement.DeepEquals(seen, added).ShouldBeTrue();
        seen.GetProperty("kinds")[0].GetString().ShouldBe("legal-aid");
    }

    [Fact]
    public async Task A_coordinator_sees_no_people_and_no_clients()
    {
        var coordinator = await _host.AddClient(_operator, _operator.Organisation, "coordinator");
        foreach (var list in new[] { "people", "clients" })
            (await _host.Get(coordinator, $"/api/organisations/{_operator.Organisation}/{list}")).StatusCode.ShouldBe(
                HttpStatusCode.Forbidden
            );
    }

    [Fact]
    public async Task An_org_admin_sees_its_own_organisation_and_finds_no_other()
    {
        (await _host.Get(_shelterAdmin, $"/api/organisations/{_shelter}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _host.Get(_shelterAdmin, $"/api/organisations/{_clinic}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _host.Get(_shelterAdmin, "/api/organisations")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_org_admin_finds_nothing_of_another_organisation()
    {
        var theirs = $"/api/organisations/{_clinic}";
        (await _host.Get(_shelterAdmin, $"{theirs}/people")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _host.Get(_shelterAdmin, $"{theirs}/clients")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _host.Post(_shelterAdmin, $"{theirs}/invitations", Invitation())).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await _host.Post(_shelterAdmin, $"{theirs}/clients", Client("caseworker"))).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await _host.Post(_shelterAdmin, $"{theirs}/clients/{_clinicAdmin.ClientId}/disable")).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        // Nor by way of its own.
        (
            await _host.Post(_shelterAdmin, $"/api/organisations/{_shelter}/clients/{_clinicAdmin.ClientId}/disable")
        ).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await _host.Token(_clinicAdmin);
    }

    [Fact]
    public async Task Nobody_finds_an_organisation_that_is_not_there()
    {
        var nowhere = $"/api/organisations/{Guid.NewGuid()}";
        (await _host.Get(_operator, nowhere)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _host.Get(_operator, $"{nowhere}/people")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _host.Post(_operator, $"{nowhere}/clients", Client("intake"))).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await _host.Get(_operator, "/api/organisations/no-guid")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("coordinator")]
    [InlineData("auditor")]
    [InlineData("operator")]
    public async Task An_org_admin_grants_no_role_that_reaches_beyond_its_organisation(string role)
    {
        var client = await Read(
            await _host.Post(_shelterAdmin, $"/api/organisations/{_shelter}/clients", Client("caseworker", role)),
            HttpStatusCode.Forbidden
        );
        var invitation = await Read(
            await _host.Post(_shelterAdmin, $"/api/organisations/{_shelter}/invitations", Invitation(role)),
            HttpStatusCode.Forbidden
        );

        client.Fields().ShouldBe(["roles"]);
        invitation.Fields().ShouldBe(["roles"]);
        (await Items(_operator, $"/api/organisations/{_shelter}/invitations")).ShouldBeEmpty();
        (await Items(_operator, $"/api/organisations/{_shelter}/clients")).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("caseworker")]
    [InlineData("intake")]
    [InlineData("publisher")]
    [InlineData("auditor")]
    public async Task Other_roles_keep_no_people_and_no_clients(string role)
    {
        var client = await _host.AddClient(_operator, _shelter, role);
        (await _host.Get(client, $"/api/organisations/{_shelter}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _host.Get(client, $"/api/organisations/{_clinic}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _host.Get(client, $"/api/organisations/{_shelter}/people")).StatusCode.ShouldBe(
            HttpStatusCode.Forbidden
        );
        (await _host.Post(client, $"/api/organisations/{_shelter}/clients", Client("caseworker"))).StatusCode.ShouldBe(
            HttpStatusCode.Forbidden
        );
    }

    [Fact]
    public async Task An_org_admin_keeps_its_own_people_and_clients()
    {
        await Read(
            await _host.Post(_operator, $"/api/organisations/{_shelter}/people", Person()),
            HttpStatusCode.Created
        );
        (await _host.Post(_shelterAdmin, $"/api/organisations/{_shelter}/people", Person())).StatusCode.ShouldBe(
            HttpStatusCode.Forbidden
        );
        var caseworker = await _host.AddClient(_shelterAdmin, _shelter, "caseworker");
        await _host.Token(caseworker);

        var people = await Items(_shelterAdmin, $"/api/organisations/{_shelter}/people");
        people
            .Single()
            .EnumerateObject()
            .Select(m => m.Name)
            .ShouldBe(["id", "userName", "displayName", "roles", "createdAt", "disabledAt", "lastSignInAt"]);
        var clients = await Items(_shelterAdmin, $"/api/organisations/{_shelter}/clients");
        clients
            .Select(c => c.Text("clientId"))
            .ShouldBe([_shelterAdmin.ClientId, caseworker.ClientId], ignoreOrder: true);
        clients.ShouldAllBe(c => !c.GetRawText().Contains("secret", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_user_name_is_taken_once_in_the_whole_network()
    {
        await Read(
            await _host.Post(_operator, $"/api/organisations/{_shelter}/people", Person()),
            HttpStatusCode.Created
        );

        var taken = await Read(
            await _host.Post(_operator, $"/api/organisations/{_clinic}/people", Person()),
            HttpStatusCode.Conflict
        );

        taken.Fields().ShouldBe(["userName"]);
    }

    [Fact]
    public async Task The_same_key_makes_one_client_whose_secret_is_shown_once()
    {
        var path = $"/api/organisations/{_shelter}/clients";
        var first = await Read(
            await _host.Post(_shelterAdmin, path, Client("intake"), "key-1"),
            HttpStatusCode.Created
        );
        var again = await Read(
            await _host.Post(_shelterAdmin, path, Client("intake"), "key-1"),
            HttpStatusCode.Created
        );

        again.Text("clientId").ShouldBe(first.Text("clientId"));
        first.Text("clientSecret").Length.ShouldBe(43);
        again.TryGetProperty("clientSecret", out _).ShouldBeFalse();
        (await _host.Post(_shelterAdmin, path, Client("publisher"), "key-1")).StatusCode.ShouldBe(
            HttpStatusCode.Conflict
        );
        (await Items(_shelterAdmin, path)).Length.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_key_makes_one_person_and_one_organisation()
    {
        var path = $"/api/organisations/{_shelter}/people";
        var person = await Read(await _host.Post(_operator, path, Person(), "key"), HttpStatusCode.Created);
        (await Read(await _host.Post(_operator, path, Person(), "key"), HttpStatusCode.Created))
            .Text("id")
            .ShouldBe(person.Text("id"));

        var body = new { name = new { en = "Twice" } };
        var organisation = await Read(
            await _host.Post(_operator, "/api/organisations", body, "key"),
            HttpStatusCode.Created
        );
        (await Read(await _host.Post(_operator, "/api/organisations", body, "key"), HttpStatusCode.Created))
            .Text("id")
            .ShouldBe(organisation.Text("id"));
    }

    [Fact]
    public async Task A_client_is_disabled_once_and_not_by_itself()
    {
        var client = await _host.AddClient(_shelterAdmin, _shelter, "intake");
        var path = $"/api/organisations/{_shelter}/clients/{client.ClientId}/disable";

        var first = await Read(await _host.Post(_shelterAdmin, path), HttpStatusCode.OK);
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Read(await _host.Post(_shelterAdmin, path), HttpStatusCode.OK))
            .Text("disabledAt")
            .ShouldBe(first.Text("disabledAt"));
        (
            await _host.Post(_shelterAdmin, $"/api/organisations/{_shelter}/clients/{_shelterAdmin.ClientId}/disable")
        ).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Lists_are_walked_page_by_page_without_gap_or_repeat()
    {
        // At one instant: the order falls to the ids.
        var added = new List<string>();
        for (var i = 0; i < 7; i++)
            added.Add((await _host.AddOrganisation(_operator, $"Partner {i}")).ToString());
        var token = await _host.Token(_operator);
        var seen = new List<string>();
        var pages = 0;
        for (string? cursor = ""; cursor is not null; pages++)
        {
            var page = await Read(
                await _host.GetWith(
                    token,
                    $"/api/organisations?limit=4{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}"
                ),
                HttpStatusCode.OK
            );
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(o => o.Text("id")));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        seen.ShouldBeUnique();
        added.Except(seen).ShouldBeEmpty();
        pages.ShouldBe((seen.Count + 3) / 4);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("cursor=abc", "cursor")]
    [InlineData("cursor=________________________________", "cursor")]
    public async Task A_page_that_cannot_be_is_refused_by_its_field(string query, string field)
    {
        var problem = await Read(await _host.Get(_operator, $"/api/organisations?{query}"), HttpStatusCode.BadRequest);
        problem.Fields().ShouldBe([field]);
    }

    private async Task<JsonElement[]> Items(Account by, string path) =>
        [.. (await Read(await _host.Get(by, path), HttpStatusCode.OK)).GetProperty("items").EnumerateArray()];

    // One in the whole network, in each test another.
    private readonly string _userName = SharedHost.NewUserName();

    private object Person(string role = "caseworker") =>
        new
        {
            userName = _userName,
            displayName = "ចាន់ ធូ",
            roles = new[] { role },
            password = Password,
        };

    private static object Invitation(string role = "caseworker") =>
        new { displayName = "ចាន់ ធូ", roles = new[] { role } };

    private static object Client(params string[] roles) => new { label = "case system", roles };
}
