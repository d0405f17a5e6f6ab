using System.Collections.Frozen;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace ReferralNetwork.Gateway;

/// <summary>A path that callers may ask, and the service that answers it.</summary>
/// <param name="Guess">True: a POST here tries a password or a code, so that only few are allowed.</param>
/// <param name="Import">True: takes a file, and has five minutes to read it.</param>
/// <param name="MaxBody">Bytes; no more than the service itself takes, since a service that refuses a body half-way
/// looks as if it were away.</param>
internal sealed record Route(
    string Path,
    string Service,
    bool Guess = false,
    bool Import = false,
    long MaxBody = ServiceHost.MaxBody
)
{
    /// <summary>The largest gazetteer file, in bytes.</summary>
    public const long Gazetteer = 16 * 1024 * 1024;

    /// <summary>The service did not answer in time when nothing has been sent or received for this long. Streams send
    /// something more often.</summary>
    public TimeSpan Patience(IConfiguration configuration) =>
        Import
            ? configuration.GetValue("Patience:Import", TimeSpan.FromMinutes(5))
            : configuration.GetValue("Patience:Answer", TimeSpan.FromSeconds(30));

    public string Cluster => Import ? $"{Service}-import" : Service;
}

/// <summary>Every path that can be reached from outside; there are no others.</summary>
internal static class Routes
{
    /// <summary>The service of the pages; where it has no address, there are none.</summary>
    public const string Portal = "portal";

    public static readonly IReadOnlyList<Route> All =
    [
        new("/connect/{**rest}", "identity"),
        new("/connect/authorize", "identity", Guess: true),
        new("/connect/join", "identity", Guess: true),
        new("/connect/password", "identity", Guess: true),
        new("/.well-known/{**rest}", "identity"),
        new("/api/organisations/{**rest}", "identity"),
        new("/api/me/{**rest}", "identity"),
        new("/api/complaints/{**rest}", "identity"),
        new("/api/setup", "identity", Guess: true),
        new("/api/keys/{**rest}", "identity"),
        new("/api/availability/{**rest}", "referrals"),
        new("/api/referrals/{**rest}", "referrals"),
        new("/api/alerts/{**rest}", "referrals"),
        new("/api/follow-ups/{**rest}", "referrals"),
        new("/api/conferences/{**rest}", "referrals"),
        new("/api/calls/{**rest}", "referrals"),
        new("/api/shift-notes/{**rest}", "referrals"),
        new("/api/transfers/{**rest}", "referrals"),
        new("/api/former-referrals/{**rest}", "referrals"),
        new("/api/cases/{**rest}", "referrals"),
        new("/api/incidents/{**rest}", "referrals"),
        new("/api/gazetteer/{**rest}", "referrals"),
        new("/api/gazetteer/import", "referrals", Import: true, MaxBody: Route.Gazetteer),
        new("/api/quality/{**rest}", "referrals"),
        new("/api/figures/{**rest}", "referrals"),
        .. KindDescriptor.All.SelectMany(OfKind),
        new("/{**rest}", Portal),
        new("/gazetteer", Portal, Import: true, MaxBody: Route.Gazetteer),
        .. KindDescriptor
            .All.SelectMany(kind => kind.Pages?.Uploads ?? [])
            .Select(path => new Route(path, Portal, Import: true, MaxBody: ServiceHost.MaxFileBody)),
    ];

    /// <summary>Paths that each service has for itself, the portal too. The gateway answers 404 for them, so that the
    /// portal's route for all other paths does not expose them.</summary>
    public static readonly IReadOnlyList<string> NotThePortals = ["api", "health", "metrics", "openapi"];

    /// <summary>The services of the API, each of which must have an address.</summary>
    public static IReadOnlyList<string> Services { get; } =
    [.. All.Select(route => route.Service).Where(service => service != Portal).Distinct()];

    private static readonly FrozenDictionary<string, Route> ById = All.ToFrozenDictionary(route => route.Path);

    private static IEnumerable<Route> OfKind(KindDescriptor kind) =>
        kind
            .Uploads.Select(path => new Route(
                $"/api/{kind.Route}/{path}",
                kind.Route,
                Import: true,
                MaxBody: ServiceHost.MaxFileBody
            ))
            .Prepend(new Route($"/api/{kind.Route}/{{**rest}}", kind.Route));

    /// <returns>Null where the gateway itself answers.</returns>
    public static Route? Of(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<RouteModel>() is { } model ? ById[model.Config.RouteId] : null;

    /// <summary>The routes as YARP takes them. They are anonymous to the gateway, since each service asks for the token
    /// and checks it.</summary>
    public static IReadOnlyList<RouteConfig> Proxied(IReadOnlyDictionary<string, IReadOnlyList<Uri>> services) =>
        [
            .. All.Where(route => services.ContainsKey(route.Service))
                .Select(route => new RouteConfig
                {
                    RouteId = route.Path,
                    ClusterId = route.Cluster,
                    Match = new RouteMatch { Path = route.Path },
                    AuthorizationPolicy = "anonymous",
                    MaxRequestBodySize = route.MaxBody,
                }),
        ];

    public static void MapNotThePortals(this IEndpointRouteBuilder routes)
    {
        foreach (var path in NotThePortals)
            routes.Map($"/{path}/{{**rest}}", Problem.NotFound).AllowAnonymous();
    }
}
