using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Testing.Databases;

namespace ReferralNetwork.Identity.Tests;

/// <summary>Who asks for a token.</summary>
public sealed record Account(Guid Organisation, string ClientId, string ClientSecret);

/// <summary>The identity service, hosted for real on a spare port over an empty data folder.</summary>
public sealed class IdentityHost : IAsyncDisposable
{
    public const string Code = "the code of the first start";
    public const string Password = "correct horse battery";

    private readonly ConcurrentDictionary<Guid, Account> _admins = new();

    private IdentityHost(WebApplication app, string folder, string address, FakeTimeProvider clock)
    {
        (App, Folder, Address, Clock) = (app, folder, address, clock);
        Http = new HttpClient { BaseAddress = new Uri(address) };
    }

    public WebApplication App { get; }
    public string Folder { get; }
    public string Address { get; }
    public FakeTimeProvider Clock { get; }
    public HttpClient Http { get; }
    public required InProcessBus Bus { get; init; }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<IdentityHost> Start(FakeTimeProvider? clock = null, string? code = Code)
    {
        var folder = Directory.CreateTempSubdirectory("identity-tests-").FullName;
        var address = $"http://127.0.0.1:{SparePort()}";
        clock ??= new FakeTimeProvider(DateTimeOffset.UtcNow);
        var bus = new InProcessBus();
        var app = ServiceHost.Build<IdentityModule>(
            new HostOptions(
                folder,
                bus,
                new Dictionary<string, string?>
                {
                    ["Issuer:Address"] = address,
                    ["Identity:SetupCode"] = code,
                    ["Portal:ClientSecret"] = Browser.Secret,
                    ["urls"] = address,
                },
                clock
            )
        );
        await MigratedFolder.Prepare(app, folder, IdentityModule.Name);
        await app.StartAsync(Ct);
        return new IdentityHost(app, folder, address, clock) { Bus = bus };
    }

    public static object SetUpBody(string code = Code, string userName = "first.operator") =>
        new
        {
            code,
            organisation = new { en = "Network Office", km = "ការិយាល័យបណ្តាញ" },
            userName,
            displayName = "Sok Dara",
            password = Password,
        };

    /// <summary>The first organisation with its operator.</summary>
    public async Task<Account> SetUp()
    {
        var done = await Read(await Http.PostAsJsonAsync("/api/setup", SetUpBody(), Ct), HttpStatusCode.Created);
        return new(done.GetProperty("organisationId").GetGuid(), done.Text("clientId"), done.Text("clientSecret"));
    }

    public async Task<Guid> AddOrganisation(Account by, string name = "Shelter One")
    {
        var body = new { name = new { en = name }, kinds = new[] { "shelter" } };
        return (await Read(await Post(by, "/api/organisations", body), HttpStatusCode.Created))
            .GetProperty("id")
            .GetGuid();
    }

    /// <summary>By the partner's own org-admin where the operator may not: the first is made for it.</summary>
    public async Task<Account> AddClient(Account by, Guid organisation, params string[] roles)
    {
        if (by.Organisation != organisation && roles.Any(Roles.OpenDetails.Contains))
            by = await AdminOf(by, organisation);
        var client = await Read(
            await Post(by, $"/api/organisations/{organisation}/clients", new { label = "system", roles }),
            HttpStatusCode.Created
        );
        var account = new Account(organisation, client.Text("clientId"), client.Text("clientSecret"));
        if (roles.Contains(Roles.OrgAdmin))
            _admins.TryAdd(organisation, account);
        return account;
    }

    private async Task<Account> AdminOf(Account by, Guid organisation) =>
        _admins.TryGetValue(organisation, out var admin) ? admin : await AddClient(by, organisation, Roles.OrgAdmin);

    /// <summary>Somebody who signs in by <see cref="Password"/>.</summary>
    public async Task<Guid> AddPerson(Account by, Guid organisation, string userName, params string[] roles)
    {
        var body = new
        {
            userName,
            displayName = "Sok Dara",
            roles,
            password = Password,
        };
        return (await Read(await Post(by, $"/api/organisations/{organisation}/people", body), HttpStatusCode.Created))
            .GetProperty("id")
            .GetGuid();
    }

    /// <returns>The code of an invitation.</returns>
    public async Task<string> Invite(Account by, Guid organisation, params string[] roles)
    {
        var body = new { displayName = "Chan Thou", roles };
        return (
            await Read(await Post(by, $"/api/organisations/{organisation}/invitations", body), HttpStatusCode.Created)
        ).Text("code");
    }

    public Task<HttpResponseMessage> AskToken(params (string Name, string Value)[] form) =>
        Http.PostAsync(
            "/connect/token",
            new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value))),
            Ct
        );

    public async Task<string> Token(Account account)
    {
        var answer = await AskToken(
            ("grant_type", "client_credentials"),
            ("client_id", account.ClientId),
            ("client_secret", account.ClientSecret)
        );
        return (await Read(answer, HttpStatusCode.OK)).Text("access_token");
    }

    public async Task<HttpResponseMessage> Get(Account by, string path) => await GetWith(await Token(by), path);

    public Task<HttpResponseMessage> GetWith(string token, string path) => Send(HttpMethod.Get, token, path);

    public async Task<HttpResponseMessage> Post(Account by, string path, object? body = null, string? key = null) =>
        await Send(HttpMethod.Post, await Token(by), path, body is null ? null : JsonContent.Create(body), key);

    public async Task<HttpResponseMessage> Put(Account by, string path, object body) =>
        await Send(HttpMethod.Put, await Token(by), path, JsonContent.Create(body));

    public async Task<HttpResponseMessage> Send(
        HttpMethod method,
        string token,
        string path,
        HttpContent? content = null,
        string? key = null,
        string? ifMatch = null
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (ifMatch is not null)
            request.Headers.Add("If-Match", ifMatch);
        return await Http.SendAsync(request, Ct);
    }

    /// <summary>What the hourly turn does.</summary>
    public Task TurnKeys() => InTransaction(ring => ring.Rotate(Ct));

    internal async Task InTransaction(Func<KeyRing, Task> work)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var ring = scope.ServiceProvider.GetRequiredService<KeyRing>();
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().Run(() => work(ring), Ct);
    }

    public async Task<IReadOnlyList<string>> PublishedKeys() =>
        [
            .. (await Read(await Http.GetAsync(new Uri("/connect/jwks", UriKind.Relative), Ct), HttpStatusCode.OK))
                .GetProperty("keys")
                .EnumerateArray()
                .Select(k => k.Text("kid")),
        ];

    public static async Task<JsonElement> Read(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync(Ct);
        answer.StatusCode.ShouldBe(expected, text);
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.StopAsync(CancellationToken.None);
        await App.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    private static int SparePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

internal static class Json
{
    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    public static string[] Fields(this JsonElement problem) =>
        [.. problem.GetProperty("errors").EnumerateObject().Select(e => e.Name)];
}
