using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.Contracts;
using ReferralNetwork.System.Tests.Races;

namespace ReferralNetwork.System.Tests.Runs;

/// <summary>An organisation that a run has admitted for itself; its systems get no more tokens after it.</summary>
internal sealed class Partner(Guid id, Uri network, Api @operator) : IAsyncDisposable
{
    private readonly List<(string Id, HttpClient Http)> _systems = [];
    private PartnersSystem? _office;

    public Guid Id => id;

    public static async Task<Partner> Admit(Func<string, HttpClient> @as, params string[] kinds)
    {
        var made = await @as.Api("coordinator")
            .Post(
                "/api/organisations",
                new JsonObject
                {
                    ["name"] = new JsonObject { ["en"] = "Partner of a run" },
                    ["kinds"] = Referring.Codes(kinds),
                }
            );
        return new(made.MustBe(HttpStatusCode.Created).Id, @as("ngo-1").BaseAddress!, @as.Api("operator"));
    }

    /// <summary>One more system of it: its own office gives all roles that reach no further than itself.</summary>
    public async Task<PartnersSystem> With(params string[] roles)
    {
        if (roles.Contains(Roles.OrgAdmin))
            return _office = await Made(@operator, roles);
        if (roles.Any(Roles.OfTheNetwork.Contains))
            return await Made(@operator, roles);
        _office ??= await Made(@operator, [Roles.OrgAdmin]);
        return await Made(_office.Api, roles);
    }

    private async Task<PartnersSystem> Made(Api giver, string[] roles)
    {
        var body = new JsonObject { ["label"] = string.Join(' ', roles), ["roles"] = Referring.Codes(roles) };
        var made = (await giver.Post($"/api/organisations/{id}/clients", body)).MustBe(HttpStatusCode.Created);
        var (client, secret) = ((string)made["clientId"]!, (string)made["clientSecret"]!);
        var token = new RenewedToken(network, client, secret, new SocketsHttpHandler());
        var http = new HttpClient(token) { BaseAddress = network };
        _systems.Add((client, http));
        return new(new(http), client, secret);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (client, http) in _systems)
        {
            (await @operator.Post($"/api/organisations/{id}/clients/{client}/disable")).MustBe(HttpStatusCode.OK);
            http.Dispose();
        }
    }
}

/// <param name="Id">As it stands in records and on never lists.</param>
internal sealed record PartnersSystem(Api Api, string Id, string Secret);
