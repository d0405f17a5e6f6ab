using System.Text.Json.Nodes;
using ReferralNetwork.Contracts;
using ReferralNetwork.Demo;
using ReferralNetwork.Launch;

namespace ReferralNetwork.Containers.Tests;

/// <summary>Partners of a test's own: all that stands in their lists, this test has put there.</summary>
internal sealed class Partners(Uri address, IReadOnlyList<DemoAccount> demo) : IDisposable
{
    private readonly ApiClient _api = new(address);

    /// <summary>Admits an organisation, by those who may, and gives it one client.</summary>
    public async Task<DemoAccount> Admit(string name, IReadOnlyList<string> kinds, params string[] roles)
    {
        var (organisation, _) = await _api.Post(
            "/api/organisations",
            await TokenOf(Roles.Coordinator),
            new JsonObject
            {
                ["name"] = new JsonObject { ["en"] = name },
                ["kinds"] = Texts(kinds),
            },
            default
        );
        var id = (Guid)organisation["id"]!;
        var admin = await Client(id, await TokenOf(Roles.Operator), Roles.OrgAdmin);
        var own = await Client(id, await _api.Token(admin.Id, admin.Secret, default), roles);
        return new(name, new(id, name), kinds, roles, "", "", own.Id, own.Secret);
    }

    private Task<string> TokenOf(string role)
    {
        var account = demo.First(account => account.Roles.Contains(role));
        return _api.Token(account.ClientId, account.ClientSecret, default);
    }

    private async Task<(string Id, string Secret)> Client(Guid organisation, string token, params string[] roles)
    {
        var (made, _) = await _api.Post(
            $"/api/organisations/{organisation}/clients",
            token,
            new JsonObject { ["label"] = "a test's", ["roles"] = Texts(roles) },
            default
        );
        return ((string)made["clientId"]!, (string)made["clientSecret"]!);
    }

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];

    public void Dispose() => _api.Dispose();
}
