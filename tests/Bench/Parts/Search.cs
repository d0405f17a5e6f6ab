using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Bench.Parts;

/// <summary>The service of referrals with synthetic pools in its index, and one route more.</summary>
internal sealed class Search : IModule
{
    public const string ReadyMade = "/api/availability/ready-made";

    public static string Name => ReferralsModule.Name;

    public static void AddServices(Service service) => ReferralsModule.AddServices(service);

    /// <summary>Same service, same token, same middleware: what remains is the search, its reading and its
    /// writing.</summary>
    public static void MapEndpoints(IEndpointRouteBuilder routes)
    {
        ReferralsModule.MapEndpoints(routes);
        var file = routes.ServiceProvider.GetRequiredService<IConfiguration>()["Bench:Answer"]!;
        var bytes = new Lazy<byte[]>(() => File.ReadAllBytes(file));
        routes
            .MapPost(ReadyMade, () => TypedResults.Bytes(bytes.Value, "application/json; charset=utf-8"))
            .For(Contracts.Roles.Caseworker, Contracts.Roles.Coordinator);
    }

    /// <param name="settings">name=value.</param>
    public static async Task Run(string port, string pools, string folder, IEnumerable<string> settings)
    {
        var told = settings
            .Select(setting => setting.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => (string?)pair[1]);
        await using var app = ServiceHost.Build<Search>(new HostOptions(folder, new InProcessBus(), told));
        app.Urls.Add($"http://127.0.0.1:{port}");
        await ServiceHost.Prepare(app);
        var index = app.Services.GetRequiredService<AvailabilityIndex>();
        // Before it listens: whoever is answered is answered from all of them.
        foreach (var pool in Synthetic.Pools(int.Parse(pools, CultureInfo.InvariantCulture), DateTimeOffset.UtcNow))
            index.Apply(pool);
        GC.Collect();
        await app.RunAsync();
    }
}
