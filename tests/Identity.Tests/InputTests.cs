using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Identity.Data;
using static ReferralNetwork.Identity.Tests.IdentityHost;

namespace ReferralNetwork.Identity.Tests;

/// <summary>Bad input is answered with 400 and the field's name, and nothing is stored.</summary>
public sealed class InputTests(InputTests.Fixture fixture) : IClassFixture<InputTests.Fixture>
{
    private const string Organisation = "/api/organisations";
    private const string People = "/api/organisations/{org}/people";
    private const string Clients = "/api/organisations/{org}/clients";
    private const string Invitations = "/api/organisations/{org}/invitations";
    private const string SetUp = "/api/setup";

    private static readonly Dictionary<string, string> Good = new()
    {
        [Organisation] = """{"name":{"en":"A","km":"ក"},"kinds":["shelter"]}""",
        [People] =
            """{"userName":"good.name","displayName":"ល្អ","roles":["caseworker"],"password":"long enough password"}""",
        [Clients] = """{"label":"ប្រព័ន្ធ","roles":["caseworker"],"redirectUris":["https://app.example/back"]}""",
        [Invitations] = """{"displayName":"ល្អ","roles":["caseworker"]}""",
        [SetUp] =
            """{"code":"x","organisation":{"en":"A"},"userName":"good.name","displayName":"Good","password":"long enough password"}""",
    };

    public static TheoryData<string, string, string?, string> Bad()
    {
        var cases = new TheoryData<string, string, string?, string>();
        void Add(string route, string path, string field, params string?[] values)
        {
            foreach (var value in values)
                cases.Add(route, path, value, field);
        }
        // null removes the member; anything else is its JSON.
        string[] wrongText = ["7", "true", "[]", "{}", "\"nul\\u0000\"", "\"bell\\u0007\"", "\"two\\nlines\""];
        var endless = $"\"{new string('ក', 201)}\"";

        foreach (var (route, name) in new[] { (Organisation, "name"), (SetUp, "organisation") })
        {
            Add(route, name, name, null, "null", "{}", "7", "\"A\"", """{"en":null,"km":null}""");
            Add(route, $"{name}.en", $"{name}.en", [.. wrongText, endless, "\"\"", "\" \""]);
            Add(route, $"{name}.km", $"{name}.km", [.. wrongText, endless, "\"\""]);
        }
        Add(
            Organisation,
            "kinds",
            "kinds",
            "7",
            "\"shelter\"",
            "[\"\"]",
            "[\"Shelter\"]",
            "[\"a\\u0000\"]",
            "[\"shelter\\n\"]",
            "[null]",
            "[\"a\",\"a\"]",
            "[\"ជម្រក\"]",
            $"[{string.Join(',', Enumerable.Range(0, 21).Select(i => $"\"k{i}\""))}]",
            $"[\"{new string('a', 65)}\"]"
        );
        foreach (var route in new[] { People, SetUp })
        {
            Add(
                route,
                "userName",
                "userName",
                [
                    null,
                    "null",
                    .. wrongText,
                    "\"\"",
                    "\"ab\"",
                    "\"Upper\"",
                    "\"a b c\"",
                    "\"ឈ្មោះ\"",
                    "\"name\\n\"",
                    $"\"{new string('a', 65)}\"",
                ]
            );
            Add(route, "displayName", "displayName", [null, "null", .. wrongText, "\"\"", "\" \"", endless]);
            Add(
                route,
                "password",
                "password",
                [
                    null,
                    "null",
                    .. wrongText,
                    "\"\"",
                    "\"eleven char\"",
                    "\"long enough but nul\\u0000\"",
                    "\"password1234!\"",
                    $"\"{new string('p', 129)}\"",
                ]
            );
        }
        Add(People, "password", "password", "\"my good name!!\"");
        foreach (
            var uri in new[]
            {
                "",
                "app.example/back",
                "http://app.example/back",
                "https://app.example/back#part",
                "https://you@app.example/",
                "javascript:alert(1)",
                "https://app.example/ក",
            }
        )
            Add(Clients, "redirectUris", "redirectUris", $"[\"{uri}\"]");
        Add(
            Clients,
            "redirectUris",
            "redirectUris",
            "7",
            "\"https://app.example\"",
            "[null]",
            "[\"https://a.example\",\"https://a.example\"]",
            $"[{string.Join(',', Enumerable.Range(0, 6).Select(i => $"\"https://a.example/{i}\""))}]",
            $"[\"https://a.example/{new string('a', 500)}\"]"
        );
        Add(Invitations, "displayName", "displayName", [null, "null", .. wrongText, "\"\"", endless]);
        foreach (var route in new[] { People, Clients, Invitations })
            Add(
                route,
                "roles",
                "roles",
                null,
                "null",
                "[]",
                "7",
                "\"intake\"",
                "[\"king\"]",
                "[null]",
                "[\"intake\",\"intake\"]",
                "[\"តួនាទី\"]",
                "[\"intake\\u0000\"]"
            );
        Add(Clients, "label", "label", [null, "null", .. wrongText, "\"\"", endless]);
        Add(SetUp, "code", "code", [null, "null", .. wrongText, "\"\"", endless]);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Each_bad_field_is_named(string route, string path, string? value, string field)
    {
        var body = JsonNode.Parse(Good[route])!.AsObject();
        var parts = path.Split('.');
        var owner = parts.Length == 1 ? body : body[parts[0]]!.AsObject();
        if (value is null)
            owner.Remove(parts[^1]);
        else
            owner[parts[^1]] = JsonNode.Parse(value);

        var problem = await Read(await Send(route, body.ToJsonString()), HttpStatusCode.BadRequest);

        // A member of a wrong type may be named with its place inside.
        problem.Fields().ShouldHaveSingleItem().Split('[')[0].ShouldBe(field);
        (await fixture.Rows()).ShouldBe(fixture.RowsBefore);
    }

    [Theory]
    [InlineData(Organisation)]
    [InlineData(People)]
    [InlineData(Clients)]
    [InlineData(Invitations)]
    [InlineData(SetUp)]
    public async Task What_is_not_asked_for_is_refused(string route)
    {
        (
            await Send(route, Good[route].Replace("{\"", "{\"isAdmin\":true,\"", StringComparison.Ordinal))
        ).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Send(route, "")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Send(route, "null")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Send(route, "[]")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Send(route, "{")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await fixture.Rows()).ShouldBe(fixture.RowsBefore);
    }

    private Task<HttpResponseMessage> Send(string route, string json) =>
        fixture.Host.Send(
            HttpMethod.Post,
            fixture.Token,
            route.Replace("{org}", fixture.Organisation.ToString(), StringComparison.Ordinal),
            new StringContent(json, Encoding.UTF8, "application/json")
        );

    public sealed class Fixture : IAsyncLifetime
    {
        public IdentityHost Host { get; private set; } = null!;
        public string Token { get; private set; } = null!;
        public Guid Organisation { get; private set; }
        public int RowsBefore { get; private set; }

        public async ValueTask InitializeAsync()
        {
            Host = await Start();
            var account = await Host.SetUp();
            (Token, Organisation) = (await Host.Token(account), account.Organisation);
            RowsBefore = await Rows();
        }

        public async Task<int> Rows()
        {
            await using var scope = Host.App.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
            return await db.Organisations.CountAsync(Ct)
                + await db.People.CountAsync(Ct)
                + await db.Clients.CountAsync(Ct)
                + await db.Invitations.CountAsync(Ct);
        }

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
