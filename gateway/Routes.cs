using Yarp.ReverseProxy.Configuration;

namespace ReferralNetwork.Gateway;

/// <summary>One path of the public API and the service that answers it.</summary>
/// <param name="MaxBody">Bytes; the edge's usual limit when null.</param>
internal sealed record Route(string Path, string Service, long? MaxBody = null);

/// <summary>The public API: what is not in this table is not there.</summary>
internal static class Routes
{
    private const long ImportBody = 16 * 1024 * 1024;

    public static readonly IReadOnlyList<Route> All =
    [
        new("/connect/{**rest}", "identity"),
        new("/.well-known/{**rest}", "identity"),
        new("/api/organisations/{**rest}", "identity"),
        new("/api/setup", "identity"),
        new("/api/keys/{**rest}", "identity"),

        new("/api/availability/{**rest}", "referrals"),
        new("/api/referrals/{**rest}", "referrals"),
        new("/api/alerts/{**rest}", "referrals"),
        new("/api/gazetteer/{**rest}", "referrals"),
        new("/api/quality/{**rest}", "referrals"),
        new("/api/gazetteer/import", "referrals", ImportBody),

        new("/api/shelters/{**rest}", "shelters"),
        new("/api/training/{**rest}", "training"),
        new("/api/medical/{**rest}", "medical"),
        new("/api/legal-aid/{**rest}", "legal-aid"),
    ];

    public static IReadOnlyList<string> Services { get; } = [.. All.Select(route => route.Service).Distinct()];

    /// <summary>Every route has its service's cluster and a policy: the service itself asks for the token and checks it.</summary>
    public static IReadOnlyList<RouteConfig> Proxied() => [.. All.Select(route => new RouteConfig
    {
        RouteId = route.Path,
        ClusterId = route.Service,
        Match = new RouteMatch { Path = route.Path },
        AuthorizationPolicy = "anonymous",
        MaxRequestBodySize = route.MaxBody,
    })];

    public static IReadOnlyList<ClusterConfig> Clusters(IReadOnlyDictionary<string, Uri> addresses) => [.. Services.Select(service => new ClusterConfig
    {
        ClusterId = service,
        Destinations = new Dictionary<string, DestinationConfig> { [service] = new() { Address = addresses[service].ToString() } },
        // Without a byte for so long, the service counts as away. Streams send a comment oftener than that.
        HttpRequest = new() { Version = new Version(1, 1), VersionPolicy = HttpVersionPolicy.RequestVersionExact, ActivityTimeout = TimeSpan.FromSeconds(60) },
    })];
}
