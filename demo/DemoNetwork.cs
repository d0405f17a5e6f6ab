using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Launch;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Demo;

/// <summary>Loads the fictional network through the gateway's public API, as its partners would, without using any
/// service's internals.</summary>
internal sealed class DemoNetwork : IDisposable
{
    private sealed record Plan(IReadOnlyList<Organisation> Organisations, IReadOnlyList<Account> Accounts);

    private sealed record Organisation(
        string Key,
        LocalText Name,
        IReadOnlyList<string> Provides,
        IReadOnlyList<JsonObject> Sites,
        JsonArray? Then
    );

    private sealed record Account(
        string Label,
        string Organisation,
        IReadOnlyList<string> Kinds,
        IReadOnlyList<string> Roles,
        string UserName
    )
    {
        /// <summary>Replaces <c>*</c> by the codes of all kinds.</summary>
        public Account ForAllKinds() => Kinds is ["*"] ? this with { Kinds = [.. Codes.Kinds] } : this;
    }

    private sealed record Client(string Id, string Secret);

    // Key of the organisation that POST /api/setup creates together with its first operator.
    private const string Office = "network-office";

    private readonly ApiClient _api;
    private readonly Plan _plan;
    private readonly ConcurrentBag<DemoAccount> _accounts = [];
    private readonly ConcurrentBag<Guid> _partners = [];
    private readonly DemoSites _sites;

    private DemoNetwork(Uri address, Action<string>? progress)
    {
        _api = new ApiClient(address);
        Plan[] all =
        [
            DemoFiles.Of<Plan>("network.json"),
            .. DemoFiles.OfKinds<Plan>("network.json").Select(of => of.File),
        ];
        _plan = new(
            [.. all.SelectMany(plan => plan.Organisations)],
            [.. all.SelectMany(plan => plan.Accounts).Select(account => account.ForAllKinds())]
        );
        _sites = new DemoSites(_api, _plan.Organisations.Sum(organisation => organisation.Sites.Count), progress);
    }

    public static async Task<LoadedNetwork> Load(
        Uri address,
        string setupCode,
        Action<string>? progress,
        CancellationToken ct
    )
    {
        using var demo = new DemoNetwork(address, progress);
        await demo.Load(setupCode, ct);
        var order = demo._plan.Accounts.Select(account => account.Label).ToList();
        return new(
            [.. demo._accounts.OrderBy(account => order.IndexOf(account.Label))],
            demo._sites.Ids,
            demo._sites.Pools
        );
    }

    private async Task Load(string setupCode, CancellationToken ct)
    {
        // This first operator's password is not kept: the operator that people sign in as is one of the plan's
        // accounts.
        var office = _plan.Organisations.Single(organisation => organisation.Key == Office);
        var (setup, _) = await _api.Post(
            "/api/setup",
            null,
            new JsonObject
            {
                ["code"] = setupCode,
                ["organisation"] = Name(office.Name),
                ["userName"] = "setup",
                ["displayName"] = "Set-up",
                ["password"] = Password(),
            },
            ct
        );
        var first = new Client((string)setup["clientId"]!, (string)setup["clientSecret"]!);
        var officeId = (Guid)setup["organisationId"]!;
        var token = await _api.Token(first.Id, first.Secret, ct);

        await Parallel.ForEachAsync(
            _plan.Organisations,
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = ct },
            async (organisation, turn) =>
                await Load(
                    organisation,
                    organisation == office ? officeId : await Admit(organisation, token, turn),
                    token,
                    turn
                )
        );

        var operators = _accounts.First(account => account.Roles.Contains(Roles.Operator));
        await Disable(officeId, first, await _api.Token(operators.ClientId, operators.ClientSecret, ct), ct);
        var coordinator = _accounts.First(account => account.Roles.Contains(Roles.Coordinator));
        await PutDown(await _api.Token(coordinator.ClientId, coordinator.ClientSecret, ct), ct);
    }

    private async Task<Guid> Admit(Organisation organisation, string token, CancellationToken ct)
    {
        var (made, _) = await _api.Post(
            "/api/organisations",
            token,
            new JsonObject
            {
                ["name"] = Name(organisation.Name),
                ["kinds"] = JsonSerializer.SerializeToNode(organisation.Provides),
            },
            ct
        );
        _partners.Add((Guid)made["id"]!);
        return (Guid)made["id"]!;
    }

    // Every partner has an agreement; some end soon, and one has ended.
    private async Task PutDown(string token, CancellationToken ct)
    {
        var today = NetworkTime.DayOf(TimeProvider.System.GetUtcNow());
        foreach (var (i, partner) in _partners.Index())
            await _api.Post(
                $"/api/organisations/{partner}/records",
                token,
                new JsonObject
                {
                    ["kind"] = "agreement",
                    ["on"] = Day(today.AddDays(-380)),
                    ["until"] = Day(today.AddDays(i == 0 ? -15 : 20 * i)),
                },
                ct
            );

        static string Day(DateOnly day) =>
            day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task Load(Organisation organisation, Guid id, string token, CancellationToken ct)
    {
        // Only the partner itself may create clients that open sealed details, so it gets an org-admin client first.
        var admin = await AddClient(id, "loads the demo", [Roles.OrgAdmin], token, ct);
        var own = await _api.Token(admin.Id, admin.Secret, ct);
        foreach (var account in _plan.Accounts.Where(account => account.Organisation == organisation.Key))
            await Open(account, organisation, id, token, own, ct);
        await Disable(id, admin, token, ct);
        if (organisation.Sites.Count == 0)
            return;

        var client = await AddClient(id, "publishes the demo", [Roles.Publisher], token, ct);
        var publisher = await _api.Token(client.Id, client.Secret, ct);
        foreach (var site in organisation.Sites)
            await _sites.Publish(organisation.Provides.Single(), site, publisher, ct);
        if (organisation.Then is { } then)
            await _sites.RunSteps(KindDescriptor.Of(organisation.Provides.Single()), "", then, publisher, ct);
        await Disable(id, client, token, ct);
    }

    private async Task Open(
        Account account,
        Organisation organisation,
        Guid id,
        string token,
        string own,
        CancellationToken ct
    )
    {
        var password = Password();
        await _api.Post(
            $"/api/organisations/{id}/people",
            token,
            new JsonObject
            {
                ["userName"] = account.UserName,
                ["displayName"] = account.Label,
                ["roles"] = JsonSerializer.SerializeToNode(account.Roles),
                ["password"] = password,
            },
            ct
        );
        var client = await AddClient(
            id,
            account.Label,
            account.Roles,
            account.Roles.Any(Roles.OpenDetails.Contains) ? own : token,
            ct
        );
        _accounts.Add(
            new DemoAccount(
                account.Label,
                new DemoOrganisation(id, organisation.Name.ToString()),
                account.Kinds,
                account.Roles,
                account.UserName,
                password,
                client.Id,
                client.Secret
            )
        );
    }

    private async Task<Client> AddClient(
        Guid organisation,
        string label,
        IReadOnlyList<string> roles,
        string token,
        CancellationToken ct
    )
    {
        var (made, _) = await _api.Post(
            $"/api/organisations/{organisation}/clients",
            token,
            new JsonObject { ["label"] = label, ["roles"] = JsonSerializer.SerializeToNode(roles) },
            ct
        );
        return new Client((string)made["clientId"]!, (string)made["clientSecret"]!);
    }

    private Task Disable(Guid organisation, Client client, string token, CancellationToken ct) =>
        _api.Post($"/api/organisations/{organisation}/clients/{client.Id}/disable", token, [], ct);

    private static JsonObject Name(LocalText name) => new() { ["en"] = name.En, ["km"] = name.Km };

    // Without characters that are easily confused (l, 1, o, 0), since people type it.
    private static string Password() => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 16);

    public void Dispose() => _api.Dispose();
}
