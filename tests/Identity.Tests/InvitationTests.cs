using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using static ReferralNetwork.Identity.Tests.IdentityHost;

namespace ReferralNetwork.Identity.Tests;

/// <summary>People come by a code, and are kept by their own organisation.</summary>
[Collection(nameof(SharedHost))]
public sealed class InvitationTests(SharedHost shared) : IAsyncLifetime
{
    private const string Chosen = "thunder lamp river";
    private const string WrongCode = "This code cannot be used";

    private readonly IdentityHost _host = shared.Host;
    private readonly Account _operator = shared.Operator;
    private readonly Browser _browser = new(shared.Host);
    private readonly string _userName = SharedHost.NewUserName();
    private Guid _shelter;
    private Account _admin = null!;

    private string Shelter => $"/api/organisations/{_shelter}";

    public async ValueTask InitializeAsync()
    {
        _shelter = await _host.AddOrganisation(_operator, "Shelter");
        _admin = await _host.AddClient(_operator, _shelter, "org-admin");
    }

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Who_is_invited_chooses_name_and_password_and_signs_in()
    {
        var made = await Read(
            await _host.Post(
                _admin,
                $"{Shelter}/invitations",
                new { displayName = "ចាន់ ធូ", roles = new[] { "caseworker", "intake" } }
            ),
            HttpStatusCode.Created
        );
        (await Items($"{Shelter}/invitations"))
            .Single()
            .EnumerateObject()
            .Select(m => m.Name)
            .ShouldBe(["id", "personId", "displayName", "roles", "createdAt", "expiresAt"]);

        var answer = await Join(made.Text("code").ToLowerInvariant());

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync(Ct));
        answer.Headers.Location!.ToString().ShouldBe("/connect/join?done=true");
        (await Items($"{Shelter}/invitations")).ShouldBeEmpty();
        var person = (await Items($"{Shelter}/people")).Single();
        person.Text("displayName").ShouldBe("ចាន់ ធូ");
        person.GetProperty("lastSignInAt").GetString().ShouldBeNull();
        var token = new JsonWebToken((await _browser.SignIn(_userName, Chosen)).Access);
        token.Subject.ShouldBe(person.Text("id"));
        token.Claims.Where(c => c.Type == "role").Select(c => c.Value).ShouldBe(["caseworker", "intake"]);
        (await Items($"{Shelter}/people")).Single().GetProperty("lastSignInAt").GetString().ShouldNotBeNull();
    }

    [Fact]
    public async Task A_code_is_good_once_for_seven_days_until_it_is_taken_back()
    {
        var used = await _host.Invite(_admin, _shelter, "caseworker");
        (await Join(used)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await Refused(await Join(used, SharedHost.NewUserName()), WrongCode);

        var revoked = await _host.Invite(_admin, _shelter, "caseworker");
        var id = (await Items($"{Shelter}/invitations")).Single().Text("id");
        var token = await _host.Token(_admin);
        (await _host.Send(HttpMethod.Delete, token, $"{Shelter}/invitations/{id}")).StatusCode.ShouldBe(
            HttpStatusCode.NoContent
        );
        (await _host.Send(HttpMethod.Delete, token, $"{Shelter}/invitations/{id}")).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        await Refused(await Join(revoked, SharedHost.NewUserName()), WrongCode);

        var (late, old) = (
            await _host.Invite(_admin, _shelter, "caseworker"),
            await _host.Invite(_admin, _shelter, "caseworker")
        );
        _host.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        (await Join(late, SharedHost.NewUserName())).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        await Refused(await Join(old, SharedHost.NewUserName()), WrongCode);
        (await Items($"{Shelter}/invitations")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("no code")]
    [InlineData("0000-0000-0000-0000-0000-0000")]
    [InlineData("លេខកូដ")]
    public async Task A_wrong_code_is_one_answer(string code) => await Refused(await Join(code), WrongCode);

    [Fact]
    public async Task Of_many_that_bring_a_code_at_once_one_joins()
    {
        var code = await _host.Invite(_admin, _shelter, "caseworker");
        var page = await (await _browser.Open("/connect/join")).Content.ReadAsStringAsync(Ct);

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(_ =>
                    _browser.Send(
                        "/connect/join",
                        page,
                        ("Code", code),
                        ("UserName", SharedHost.NewUserName()),
                        ("NewPassword", Chosen),
                        ("Again", Chosen)
                    )
                )
        );

        answers.Count(a => a.StatusCode == HttpStatusCode.SeeOther).ShouldBe(1);
        (await Items($"{Shelter}/people")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_wrong_with_the_form_leaves_the_code_good()
    {
        var code = await _host.Invite(_admin, _shelter, "caseworker");
        var taken = (await shared.NewPerson("caseworker")).UserName;

        await Refused(await Join(code, password: "short"), "12 to 128");
        await Refused(await Join(code, password: "password1234"), "among the first");
        await Refused(await Join(code, password: "the Shelter one"), "among the first");
        await Refused(await Join(code, "No Name"), "Choose a user name");
        await Refused(await Join(code, ""), "Choose a user name");
        await Refused(await Join(code, taken), "is taken");
        (await Join(code)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Who_forgot_a_password_gets_a_code_keeps_the_name_and_is_signed_out()
    {
        var id = await Joined();
        var tokens = await _browser.SignIn(_userName, Chosen);
        for (var i = 0; i < 6; i++)
            await _browser.EnterPassword(_userName, "wrong password");
        var first = (await Read(await _host.Post(_admin, $"{Shelter}/people/{id}/reset"), HttpStatusCode.Created)).Text(
            "code"
        );
        var second = (
            await Read(await _host.Post(_admin, $"{Shelter}/people/{id}/reset"), HttpStatusCode.Created)
        ).Text("code");
        (await Items($"{Shelter}/invitations")).Single().Text("personId").ShouldBe(id);
        // Until it is used, nothing has changed.
        tokens = await Browser.TokensOf(await _browser.Refresh(tokens.Refresh));

        await Refused(await Join(first, password: "another lamp river"), WrongCode);
        (await Join(second, "ignored.name", "another lamp river")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await _browser.Refresh(tokens.Refresh)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        // Not locked any more, either.
        await _browser.SignIn(_userName, "another lamp river");
        (await _browser.EnterPassword(_userName, Chosen)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Items($"{Shelter}/people")).Single().Text("userName").ShouldBe(_userName);
    }

    [Fact]
    public async Task Who_leaves_takes_the_codes_along()
    {
        var id = await Joined("org-admin");
        var access = (await _browser.SignIn(_userName, Chosen)).Access;
        using var body = JsonContent.Create(new { displayName = "Friend", roles = new[] { "caseworker" } });
        var given = (
            await Read(
                await _host.Send(HttpMethod.Post, access, $"{Shelter}/invitations", body),
                HttpStatusCode.Created
            )
        ).Text("code");
        var reset = (await Read(await _host.Post(_admin, $"{Shelter}/people/{id}/reset"), HttpStatusCode.Created)).Text(
            "code"
        );

        await Read(await _host.Post(_admin, $"{Shelter}/people/{id}/disable"), HttpStatusCode.OK);

        await Refused(await Join(given, SharedHost.NewUserName()), WrongCode);
        await Refused(await Join(reset, password: "another lamp river"), WrongCode);
        (await _host.Post(_admin, $"{Shelter}/people/{id}/reset")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Nobody_disables_himself_or_changes_his_own_roles()
    {
        var id = await Joined("org-admin");
        var access = (await _browser.SignIn(_userName, Chosen)).Access;

        (await _host.Send(HttpMethod.Post, access, $"{Shelter}/people/{id}/disable")).StatusCode.ShouldBe(
            HttpStatusCode.Conflict
        );
        (await Put(access, id, "caseworker")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await Put(access, id, "org-admin")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_org_admin_keeps_nobody_of_another_organisation_and_nobody_of_the_network()
    {
        var token = await _host.Token(_admin);
        var (stranger, _) = await shared.NewPerson("caseworker");
        var auditor = await _host.AddPerson(_operator, _shelter, SharedHost.NewUserName(), "auditor");
        foreach (
            var (path, status) in new[]
            {
                ($"/api/organisations/{_operator.Organisation}/people/{stranger}", HttpStatusCode.NotFound),
                ($"{Shelter}/people/{stranger}", HttpStatusCode.NotFound),
                ($"{Shelter}/people/{auditor}", HttpStatusCode.Forbidden),
            }
        )
        {
            foreach (var action in new[] { "disable", "enable", "sign-out", "reset" })
                (await _host.Send(HttpMethod.Post, token, $"{path}/{action}")).StatusCode.ShouldBe(
                    status,
                    $"{path}/{action}"
                );
            using var body = JsonContent.Create(new { displayName = "X", roles = new[] { "caseworker" } });
            (await _host.Send(HttpMethod.Put, token, path, body, ifMatch: "*")).StatusCode.ShouldBe(status);
        }
        var mine = await Joined();
        (await Put(token, mine, "coordinator")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        foreach (var path in new[] { "invitations", $"people/{stranger}" })
            (await _host.GetWith(token, $"/api/organisations/{_operator.Organisation}/{path}")).StatusCode.ShouldBe(
                HttpStatusCode.NotFound
            );
    }

    [Fact]
    public async Task Who_edits_has_read()
    {
        var id = await Joined();
        var token = await _host.Token(_admin);
        var etag = (await _host.GetWith(token, $"{Shelter}/people/{id}")).Headers.ETag!.Tag;

        (await Put(token, id, "intake", ifMatch: null)).StatusCode.ShouldBe(HttpStatusCode.PreconditionRequired);
        var answer = await Put(token, id, "intake", etag);
        (await Read(answer, HttpStatusCode.OK)).Text("displayName").ShouldBe("New Name");
        answer.Headers.ETag!.Tag.ShouldNotBe(etag);
        (await Put(token, id, "intake", etag)).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    private async Task<string> Joined(params string[] roles)
    {
        (
            await Join(await _host.Invite(_operator, _shelter, roles.Length == 0 ? ["caseworker"] : roles))
        ).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return (await Items($"{Shelter}/people")).Single(p => p.Text("userName") == _userName).Text("id");
    }

    private Task<HttpResponseMessage> Join(string code, string? userName = null, string password = Chosen) =>
        _browser.Submit(
            "/connect/join",
            ("Code", code),
            ("UserName", userName ?? _userName),
            ("NewPassword", password),
            ("Again", password)
        );

    private async Task<HttpResponseMessage> Put(string token, string id, string role, string? ifMatch = "*")
    {
        using var body = JsonContent.Create(new { displayName = "New Name", roles = new[] { role } });
        return await _host.Send(HttpMethod.Put, token, $"{Shelter}/people/{id}", body, ifMatch: ifMatch);
    }

    private static async Task Refused(HttpResponseMessage answer, string said)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await answer.Content.ReadAsStringAsync(Ct);
        page.ShouldContain(said);
        page.ShouldNotContain(Chosen);
    }

    private async Task<JsonElement[]> Items(string path) =>
        [.. (await Read(await _host.Get(_operator, path), HttpStatusCode.OK)).GetProperty("items").EnumerateArray()];
}
